/** What a writing engine does for itself now and then: the daily backup, rotation of its own logs, cleanup. */
import { EngineError, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { Settings } from '../model/settings.ts';
import { isBackupDue, listBackups, planCleanup, rotateOwnFiles, runCleanup } from './maintain/maintain.ts';
import { backUp, cleanupOptions, type UpkeepPlace } from './upkeep.ts';

/** What chores need. */
export interface ChoreOptions extends UpkeepPlace {
  readonly settings: Pick<Settings, 'core' | 'backup' | 'cleanup'>;
  readonly logger: Logger;
  /** Writes a consistent copy of the store that this engine writes. */
  readonly snapshotStore: (file: string) => void;
  /** False while the wall clock has just jumped. */
  readonly isClockSteady: () => boolean;
}

/** After a failure the next try comes after so long: a full disk is not emptied within the minute (ours). */
const retryMs = 3_600_000;
/** Files get old slowly, and looking for open ones is not free (ours). */
const cleanupIntervalMs = 3_600_000;

/** Runs chores one at a time; each one that fails leaves a sentence until it works again. */
export class Chores {
  #options: ChoreOptions;
  readonly #troubles = new Map<string, string>();
  readonly #notBeforeMs = new Map<string, number>();
  #running: Promise<void> | undefined;

  constructor(options: ChoreOptions) {
    this.#options = options;
  }

  /** Goes on by other settings. */
  apply(settings: ChoreOptions['settings']): void {
    this.#options = { ...this.#options, settings };
  }

  /** Sentences about what does not work, for everybody who reads the briefing. */
  get troubles(): readonly string[] {
    return [...this.#troubles.values()];
  }

  /** Does what is due unless something is being done already. */
  tick(signal: AbortSignal): void {
    this.#running ??= this.#work(signal).finally(() => {
      this.#running = undefined;
    });
  }

  /** Waits until nothing is being done; what takes long ends early once its signal is aborted. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #work(signal: AbortSignal): Promise<void> {
    const { settings, stateFolder, clock, logger } = this.#options;
    await this.#chore('rotation', signal, () => {
      for (const file of rotateOwnFiles({ stateFolder, clock, maxBytes: settings.core.maxLogFileSizeMb * 1e6, keep: settings.core.backupCount })) logger.notice(`rotated ${file}`);
    });
    if (settings.backup.enabled) await this.#chore('backup', signal, () => this.#backUp(signal));
    if (settings.cleanup.enabled) await this.#chore('cleanup', signal, () => this.#cleanUp());
  }

  async #backUp(signal: AbortSignal): Promise<void> {
    const { settings, stateFolder, clock, logger, snapshotStore } = this.#options;
    if (!isBackupDue(settings.backup.time, listBackups(stateFolder), clock.nowMs())) return;
    const { made, pruned } = await backUp(this.#options, settings.backup, signal, snapshotStore);
    logger.notice(`backup written and verified: ${made.path}`);
    for (const file of pruned) logger.notice(`old backup deleted: ${file}`);
  }

  #cleanUp(): void {
    const { settings, clock, logger, isClockSteady } = this.#options;
    if (!isClockSteady()) return;
    this.#notBeforeMs.set('cleanup', clock.nowMs() + cleanupIntervalMs);
    const options = cleanupOptions(this.#options, settings);
    const plan = planCleanup(options);
    for (const notice of plan.notices ?? []) logger.notice(notice);
    const { deleted, problems } = runCleanup(plan, options);
    for (const file of deleted) logger.notice(`cleaned up: ${file}`);
    if (problems.length > 0) throw new EngineError('writeFailed', problems.join(' '));
  }

  /** The border of each: what fails is told and tried again later, and keeps nothing else from being done. */
  async #chore(name: string, signal: AbortSignal, action: () => void | Promise<void>): Promise<void> {
    const { clock, logger } = this.#options;
    const notBeforeMs = this.#notBeforeMs.get(name) ?? -Infinity;
    // A clock that was put back must not keep anything waiting for longer than was meant.
    if (signal.aborted || (clock.nowMs() < notBeforeMs && notBeforeMs - clock.nowMs() <= retryMs)) return;
    try {
      await action();
      this.#troubles.delete(name);
    } catch (thrown) {
      // Somebody else is at it, or we are to stop: the next look finds out.
      if (isOver(signal) || (thrown instanceof EngineError && thrown.code === 'storeBusy')) return;
      this.#notBeforeMs.set(name, clock.nowMs() + retryMs);
      const text = `${name} failed: ${messageOf(thrown)}`;
      if (this.#troubles.get(name) !== text) logger.warn(text);
      this.#troubles.set(name, text);
    }
  }
}

/** Asked again after waiting; the compiler takes the answer of before for granted. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
