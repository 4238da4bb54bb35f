/** The engine of one workspace whatever its role: writer if the store is free, else reader until it is. */
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EngineError, messageOf } from '../base/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import { writeWhole } from '../base/wholeFile.ts';
import type { Alert } from '../model/alert.ts';
import type { BackupReport, CleanupPlan, CleanupReport } from '../model/maintenance.ts';
import { reportText, type ConfigReport } from '../model/configReport.ts';
import type { RecordPage, RecordQuery } from '../model/query.ts';
import type { Settings } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { EngineRole } from '../rpc/contract.ts';
import { configTemplate, isOfWorkspace, originText } from './config/config.ts';
import { planCleanup, runCleanup } from './maintain/maintain.ts';
import { openWriter } from './openWriter.ts';
import { OwnLog } from './ownLog.ts';
import type { EngineSetup } from './parts.ts';
import { ReadSide } from './readSide.ts';
import { briefingOf, reportPaths } from './report/report.ts';
import { SettingsKeeper } from './settingsKeeper.ts';
import { backUp, cleanupOptions } from './upkeep.ts';
import { prepareStateFolder } from './stateFolder.ts';
import type { Writer } from './writer.ts';

/** What an engine is started with. */
export interface EngineOptions {
  readonly workspace: string;
  readonly stateFolder: string;
  /** Dotted key → value, over the configuration file. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether git may be asked about the workspace; true unless said otherwise, since nobody runs an engine where they trust nothing. */
  readonly isTrusted?: boolean;
  /** Over everything else. */
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly profile?: string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** `logger` gets only what `core.log_level` lets through. */
  readonly isLoggerLevelled?: boolean;
  onSnapshot(snapshot: Snapshot): void;
  onRole(role: EngineRole): void;
  /** Whether alerts.command and alerts.webhook may come from a file of the workspace; else only from environment and flags. */
  readonly allowsActions?: boolean;
  readonly onAlert?: (alert: Alert) => void;
  /** The configuration was read. */
  readonly onConfig?: (report: ConfigReport) => void;
}

/** How often a reader looks whether the writer is gone, and reads what it wrote. */
const readerPollMs = 2000;

/** Runs until stopped; every public method is safe to call at any time while it runs. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #log: OwnLog;
  readonly #keeper: SettingsKeeper;
  readonly #readSide: ReadSide;
  #writer: Writer | undefined;
  #role: EngineRole['kind'] | undefined;
  #snapshot: Snapshot | undefined;
  #reload = new AbortController();

  constructor(options: EngineOptions) {
    this.#options = options;
    const { stateFolder, clock, logger, isLoggerLevelled = false } = options;
    this.#log = new OwnLog({ stateFolder, clock, logger, isLevelled: isLoggerLevelled, settings: () => this.settings.core });
    this.#keeper = new SettingsKeeper(options, this.#log);
    this.#readSide = new ReadSide(options, this.settings.performance);
  }

  /** The settings in force. */
  get settings(): Settings {
    return this.#keeper.settings;
  }

  /** Works until `signal` is aborted: as writer when the store is free, else as reader; not at all while `core.enabled` is false. */
  async run(signal: AbortSignal): Promise<void> {
    if (this.settings.core.enabled) this.#prepare();
    this.#options.onConfig?.(this.#keeper.firstReport());
    const ended = new AbortController();
    const following = this.#keeper.follow(() => this.reload(), AbortSignal.any([signal, ended.signal]));
    try {
      while (!signal.aborted) {
        this.#reload = new AbortController();
        const turn = AbortSignal.any([signal, this.#reload.signal]);
        if (this.settings.core.enabled) await this.#work(turn);
        else await this.#rest(turn);
      }
    } catch (thrown) {
      // Into its own file alone: whoever runs the engine tells the user, and the file is there to be read later.
      this.#log.critical(messageOf(thrown));
      throw thrown;
    } finally {
      ended.abort();
      await following;
    }
  }

  /** Reads the configuration again, with other settings of the editor where some are given; a faulty file is refused and the last good one stays. */
  reload(sources: Partial<Pick<EngineOptions, 'overrides' | 'profile'>> = {}): ConfigReport {
    const report = this.#keeper.reload(sources);
    this.#apply(report);
    this.#options.onConfig?.(report);
    return report;
  }

  /** Makes `config.yaml`, with every setting explained, where there is none; returns its path. */
  makeConfiguration(): string {
    const file = path.join(this.#options.stateFolder, 'config.yaml');
    if (!fs.existsSync(file)) writeWhole({ fs, path }, file, configTemplate());
    return file;
  }

  /** The newest snapshot; undefined before the first. */
  snapshot(): Snapshot | undefined {
    return this.#writer?.snapshot() ?? this.#snapshot;
  }

  /** The briefing made from the newest snapshot. */
  briefing(): string {
    const snapshot = this.snapshot();
    if (!snapshot) throw new EngineError('engineDown', 'There is no briefing yet: the engine is still starting. Try again in a moment.');
    return briefingOf(snapshot, this.settings.briefing);
  }

  /** Writes the reports now; only the writer can. */
  writeReports(): { readonly briefingPath: string; readonly dashboardPath: string } {
    this.#requireWriter('write the briefing').report();
    const paths = reportPaths(this.#options.stateFolder);
    return { briefingPath: paths.briefing, dashboardPath: paths.dashboard };
  }

  /** Whether everything before `sizeBytes` of the log at this path is stored; true for a reader, whose writer sees to it, and for one that is switched off. */
  hasStored(path: string, sizeBytes: number): boolean {
    return this.#writer?.hasStored(path, sizeBytes) ?? (this.#role === 'reader' || this.#role === 'off');
  }

  /** Whether all that was found so far is stored, by this engine or, as far as a reader can say, by the one that writes. */
  get isCaughtUp(): boolean {
    return this.#writer?.isCaughtUp ?? (this.#role === 'reader' || this.#role === 'off');
  }

  /** Searches stored records, newest first. */
  records(query: RecordQuery): RecordPage {
    using reader = this.#readSide.open();
    return reader.records(query);
  }

  /** Makes a verified backup. */
  async backup(): Promise<BackupReport> {
    const writer = this.#requireWriter('make a backup');
    const { made } = await backUp(this.#options, this.settings.backup, undefined, (file) => writer.backupInto(file));
    return made;
  }

  /** Says what a cleanup would delete. */
  planCleanup(): CleanupPlan {
    return planCleanup(cleanupOptions(this.#options, this.settings));
  }

  /** Deletes what a plan names, as far as it is unchanged. */
  cleanup(plan: CleanupPlan): CleanupReport {
    return runCleanup(plan, cleanupOptions(this.#options, this.settings));
  }

  async #work(turn: AbortSignal): Promise<void> {
    this.#prepare();
    const writer = await this.#becomeWriter(turn);
    if (!writer) return;
    this.#writer = writer;
    try {
      this.#keeper.remember();
      this.#become({ kind: 'writer' });
      await writer.run(turn);
    } finally {
      this.#writer = undefined;
      await writer[Symbol.asyncDispose]();
    }
  }

  #prepare(): void {
    prepareStateFolder(this.#options.stateFolder);
    this.#log.open();
  }

  async #rest(turn: AbortSignal): Promise<void> {
    this.#become({ kind: 'off', origin: originText(this.#keeper.originOf('core.enabled')) });
    this.#log.close();
    if (!turn.aborted) await once(turn, 'abort');
  }

  #become(role: EngineRole): void {
    this.#role = role.kind;
    this.#log.notice(role.kind === 'writer' ? 'The engine writes.' : role.kind === 'reader' ? `The engine reads: ${role.reason}` : `The engine is switched off by core.enabled (${role.origin}).`);
    this.#options.onRole(role);
  }

  #apply(report: ConfigReport): void {
    const { isTaken, applied, reopened } = report;
    if (isTaken && this.#writer) this.#keeper.remember();
    this.#readSide.apply(this.settings.performance);
    if (reopened.length > 0 || applied.includes('core.enabled')) this.#reload.abort();
    else this.#writer?.apply(this.settings, this.#keeper.notices());
    this.#log.notice(reportText(report));
  }

  /** Waits for the writer lock, telling as reader what the other writes; undefined when aborted. */
  async #becomeWriter(signal: AbortSignal): Promise<Writer | undefined> {
    while (!signal.aborted) {
      try {
        return await openWriter(this.#setup(), (snapshot) => this.#tell(snapshot));
      } catch (thrown) {
        if (!(thrown instanceof EngineError) || thrown.code !== 'storeBusy') throw thrown;
        if (this.#role !== 'reader') this.#become({ kind: 'reader', reason: thrown.message });
        this.#tellAsReader();
      }
      await wait(readerPollMs, undefined, { signal }).catch(() => undefined);
    }
    return undefined;
  }

  #tell(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#options.onSnapshot(snapshot);
  }

  #tellAsReader(): void {
    try {
      using reader = this.#readSide.open();
      this.#tell(reader.snapshot(this.#options.clock.nowMs()));
    } catch (thrown) {
      this.#log.debug(`cannot read the store yet: ${messageOf(thrown)}`);
    }
  }

  #requireWriter(what: string): Writer {
    if (this.#writer) return this.#writer;
    throw new EngineError('storeBusy', `Cannot ${what}: another Logbrief process writes in this workspace, or the engine is still starting. Use that one, or stop it.`);
  }

  #setup(): EngineSetup {
    const { workspace, stateFolder, clock, isTrusted = true } = this.#options;
    return { workspace, stateFolder, clock, logger: this.#log, isTrusted, settings: this.settings, readSide: this.#readSide, onAlert: (alert) => this.#options.onAlert?.(alert), mayAct: (key) => this.#options.allowsActions === true || !isOfWorkspace(this.#keeper.originOf(key)), notices: this.#keeper.notices(), captureFolder: path.join(stateFolder, 'captures') };
  }
}
