/** The engine as the rest of the host sees it: one folder, one worker thread, its last state, and when that changes. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { systemClock } from '../base/clock.ts';
import type { Alert } from '../model/alert.ts';
import type { ConfigReport } from '../model/configReport.ts';
import type { EngineEvents, EngineMethod, EngineMethods, EngineStart, EngineView } from '../rpc/contract.ts';
import { EngineError } from '../base/errors.ts';
import { EngineSupervisor } from './engineSupervisor.ts';
import { describeEngine, hindranceText, offView, staleText, type Hindrance } from './engineWords.ts';
import { readSettings } from './settings.ts';
import { safeLocale, type Words } from './words.ts';

/** The longest delay a timer takes (2^31 - 1 ms). */
const maxTimerMs = 2_147_483_647;
/** A file is often saved in several steps; one restart is enough for them (ours). */
const settleMs = 300;

/** New objects of the engine's thread; V8 would let them grow to ten times this and keep the room (ours: reading costs the same). */
const youngGenerationMb = 12;

/** Starts, stops and asks the engine of the first workspace folder. */
export class EngineClient implements vscode.Disposable {
  /** The first workspace folder, if it lies on this machine. */
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly log: vscode.LogOutputChannel;
  readonly words: Words;
  readonly #changed = new vscode.EventEmitter<EngineView>();
  /** Tells that the view is different, or that time has made it stale. */
  readonly onDidChange = this.#changed.event;
  readonly #configRead = new vscode.EventEmitter<ConfigReport>();
  /** Tells that the engine has read its configuration. */
  readonly onDidReadConfig = this.#configRead.event;
  readonly #alerted = new vscode.EventEmitter<Alert>();
  /** Tells that a limit is crossed, or no longer. */
  readonly onDidAlert = this.#alerted.event;
  readonly #supervisor: EngineSupervisor;
  readonly #subscriptions: { dispose(): unknown }[] = [this.#changed, this.#configRead, this.#alerted];
  #view: EngineView;
  #isEnabled: boolean;
  #isStoppedByUser = false;
  #cancelStale: () => void = () => undefined;
  #cancelSettle: () => void = () => undefined;

  constructor(log: vscode.LogOutputChannel, workerPath: string) {
    this.log = log;
    this.folder = vscode.workspace.workspaceFolders?.find((folder) => folder.index === 0 && folder.uri.scheme === 'file');
    this.words = { t: (message, ...args) => vscode.l10n.t(message, ...args), locale: safeLocale(vscode.env.language) };
    this.#supervisor = new EngineSupervisor({
      spawn: (start) => new Worker(workerPath, { workerData: start, name: 'logbrief-engine', resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb } }),
      clock: systemClock,
      schedule,
      onChange: () => this.#refresh(),
      onNotice: ({ level, message }) => this.#note(level, message),
      onConfig: (report) => this.#configRead.fire(report),
      onAlert: (alert) => this.#alerted.fire(alert),
    });
    this.#isEnabled = readSettings(this.folder?.uri).isEnabled;
    this.#view = this.#describe();
  }

  /** Starts the engine if it may run, and follows trust and settings; the engine itself follows its files. */
  static open(log: vscode.LogOutputChannel, workerPath: string): EngineClient {
    const client = new EngineClient(log, workerPath);
    client.#follow();
    client.#begin();
    return client;
  }

  /** The engine as it is now. */
  get view(): EngineView {
    return this.#view;
  }

  /** Tells that the snapshot is not to be believed any more. */
  get isStale(): boolean {
    const { state, snapshot } = this.#view;
    return state === 'stopped' || state === 'crashed' || (snapshot !== undefined && systemClock.nowMs() > snapshot.staleAfterMs);
  }

  /** Absolute path of `.logbrief`; undefined without a folder. */
  get stateFolder(): string | undefined {
    return this.folder && path.join(this.folder.uri.fsPath, '.logbrief');
  }

  /** Why the engine may not run here; undefined when it may. */
  get hindrance(): Hindrance | undefined {
    if (!this.folder) return 'noFolder';
    if (!vscode.workspace.isTrusted) return 'untrusted';
    return this.#isEnabled ? undefined : 'switchedOff';
  }

  /** Starts the engine unless it lives; throws when it may not run. */
  async start(): Promise<void> {
    this.#isStoppedByUser = false;
    await this.#supervisor.start(this.#requireStart());
  }

  /** Ends the engine until it is started again. */
  async stop(): Promise<void> {
    this.#isStoppedByUser = true;
    await this.#supervisor.stop();
  }

  /** Ends the engine and starts it; throws when it may not run. */
  async restart(): Promise<void> {
    this.#isStoppedByUser = false;
    await this.#supervisor.restart(this.#requireStart());
  }

  /** Asks the engine; rejects with `EngineError` when there is none. */
  call<M extends EngineMethod>(method: M, params: EngineMethods[M]['params']): Promise<EngineMethods[M]['result']> {
    const { state, detail } = this.#view;
    if (state === 'stopped' || state === 'crashed') return Promise.reject(new EngineError('engineDown', detail));
    return this.#supervisor.call(method, params);
  }

  /** Stops listening; the engine itself is ended by `stop`. */
  dispose(): void {
    this.#cancelStale();
    this.#cancelSettle();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #follow(): void {
    this.#subscriptions.push(
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#begin()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('logbrief')) this.#settingsChanged();
      }),
    );
  }

  #begin(): void {
    this.#refresh();
    if (this.hindrance === undefined && !this.#isStoppedByUser) this.#catch(this.start());
  }

  #settingsChanged(): void {
    this.#cancelSettle();
    this.#cancelSettle = schedule(() => {
      this.#isEnabled = readSettings(this.folder?.uri).isEnabled;
      if (this.hindrance !== undefined) this.#catch(this.#supervisor.stop());
      else if (this.#supervisor.condition.kind === 'running') this.#catch(this.#supervisor.reconfigure(this.#requireStart()));
      else if (!this.#isStoppedByUser) this.#catch(this.restart());
    }, settleMs);
  }

  #requireStart(): EngineStart {
    const { hindrance, folder, stateFolder } = this;
    if (hindrance !== undefined || !folder || stateFolder === undefined) throw new EngineError('badRequest', hindranceText(hindrance ?? 'noFolder', this.words));
    const { overrides, profile, problems } = readSettings(folder.uri);
    for (const problem of problems) {
      this.log.warn(problem);
      void vscode.window.showWarningMessage(problem);
    }
    return { workspace: folder.uri.fsPath, stateFolder, overrides, profile };
  }

  #describe(): EngineView {
    const { condition, role, snapshot } = this.#supervisor;
    return { ...describeEngine(condition, this.hindrance, this.words), ...(role?.kind === 'off' ? offView(role.origin, this.words) : {}), role, snapshot };
  }

  #refresh(): void {
    const before = this.#view.state;
    this.#view = this.#describe();
    const { state, detail, snapshot } = this.#view;
    if (state !== before) this.log[state === 'crashed' ? 'error' : 'info'](detail === '' ? this.words.t('The engine is running.') : detail);
    this.#cancelStale();
    if (state === 'running' && snapshot) this.#watchAge(snapshot.generatedMs, snapshot.staleAfterMs);
    this.#changed.fire(this.#view);
  }

  /** Fires once when the snapshot becomes stale; a new snapshot begins the wait anew. */
  #watchAge(generatedMs: number, staleAfterMs: number): void {
    const nowMs = systemClock.nowMs();
    if (nowMs > staleAfterMs) {
      this.#view = { ...this.#view, detail: staleText(generatedMs, nowMs, this.words) };
      return;
    }
    this.#cancelStale = schedule(() => this.#refresh(), Math.min(staleAfterMs - nowMs + 1, maxTimerMs));
  }

  #note(level: EngineEvents['noticed']['level'], message: string): void {
    this.log[level === 'notice' ? 'info' : level](message);
  }

  #catch(step: Promise<void>): void {
    step.catch((error: unknown) => this.log.error(error instanceof Error ? error : String(error)));
  }
}

function schedule(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
