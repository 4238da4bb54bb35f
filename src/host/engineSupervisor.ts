/** Keeps one engine worker alive: starts it, restarts it after a crash, fails what was pending, ends it cleanly. */
import type { Clock } from '../base/clock.ts';
import { EngineError, messageOf } from '../base/errors.ts';
import type { Alert } from '../model/alert.ts';
import type { ConfigReport } from '../model/configReport.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { EngineClient as EngineChannel, type Port } from '../rpc/channel.ts';
import type { EngineEvents, EngineMethod, EngineMethods, EngineRole, EngineStart } from '../rpc/contract.ts';
import { RestartBudget } from './restartBudget.ts';

/** The part of a worker thread that is used here. */
export interface EngineWorker extends Port {
  on(event: 'message' | 'error', listener: (value: unknown) => void): unknown;
  on(event: 'exit', listener: (exitCode: number) => void): unknown;
  terminate(): Promise<unknown>;
}

/** How the engine is. */
export type EngineCondition =
  /** Not started, or ended because somebody asked for it. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'crashed'; readonly message: string; readonly retryInMs: number }
  /** Crashed too often, or for a reason that a restart does not change; stays down until somebody starts it. */
  | { readonly kind: 'gaveUp'; readonly message: string; readonly crashes: number };

/** What the supervisor is given. */
export interface SupervisorOptions {
  readonly spawn: (start: EngineStart) => EngineWorker;
  readonly clock: Clock;
  /** Runs `run` once after `delayMs`; returns how to cancel that. */
  readonly schedule: (run: () => void, delayMs: number) => () => void;
  /** Something in `condition`, `role` or `snapshot` is different now. */
  readonly onChange: () => void;
  readonly onNotice: (notice: EngineEvents['noticed']) => void;
  /** The engine read its configuration. */
  readonly onConfig: (report: ConfigReport) => void;
  readonly onAlert?: (alert: Alert) => void;
}

/** An engine that does not answer `stop` within this time is ended by force; the store survives that (DESIGN decision 1). */
const stopTimeoutMs = 5000;

/** Reasons that are the same after a restart. */
const lastingCodes: ReadonlySet<unknown> = new Set(['runtimeTooOld', 'storeTooNew']);

interface Life {
  readonly worker: EngineWorker;
  readonly channel: EngineChannel;
  /** What it is started with after a crash. */
  start: EngineStart;
}

/** One engine, at most one worker at any moment. */
export class EngineSupervisor {
  readonly #options: SupervisorOptions;
  readonly #budget = new RestartBudget();
  #condition: EngineCondition = { kind: 'idle' };
  #role: EngineRole | undefined;
  #snapshot: Snapshot | undefined;
  #life: Life | undefined;
  #cancelRetry: () => void = () => undefined;
  /** Starts and stops run one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** How the engine is now. */
  get condition(): EngineCondition {
    return this.#condition;
  }

  /** Whether this engine writes; undefined while none runs. */
  get role(): EngineRole | undefined {
    return this.#role;
  }

  /** The last snapshot, kept when the engine ends. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  /** Starts the engine unless it lives. */
  start(start: EngineStart): Promise<void> {
    return this.#queue(() => {
      if (this.#life) return;
      this.#cancelRetry();
      this.#budget.reset();
      this.#launch(start);
    });
  }

  /** Ends the engine: asks it, waits 5 s at most, then ends it by force. */
  stop(): Promise<void> {
    return this.#queue(() => this.#end());
  }

  /** Ends the engine if it lives and starts it with `start`. */
  restart(start: EngineStart): Promise<void> {
    return this.#queue(async () => {
      await this.#end();
      this.#budget.reset();
      this.#launch(start);
    });
  }

  /** Gives a living engine other settings without ending it; one that does not live is started with them next time. */
  reconfigure(start: EngineStart): Promise<void> {
    return this.#queue(async () => {
      if (!this.#life) return;
      this.#life.start = start;
      // One that dies over it is started again with the new settings; a rejection here would end the queue.
      await this.#life.channel.call('reload', { overrides: start.overrides, profile: start.profile }).catch((error: unknown) => this.#options.onNotice({ level: 'warn', message: messageOf(error) }));
    });
  }

  /** Asks the engine; rejects with `engineDown` when there is none or when it dies before it answers. */
  call<M extends EngineMethod>(method: M, params: EngineMethods[M]['params']): Promise<EngineMethods[M]['result']> {
    if (!this.#life) return Promise.reject(new EngineError('engineDown', 'The engine is not running. Start it first.'));
    return this.#life.channel.call(method, params);
  }

  #queue(step: () => Promise<void> | void): Promise<void> {
    this.#turn = this.#turn.then(step);
    return this.#turn;
  }

  #launch(start: EngineStart): void {
    this.#become({ kind: 'starting' });
    let worker: EngineWorker;
    try {
      worker = this.#options.spawn(start);
    } catch (error) {
      this.#planRetry(start, error);
      return;
    }
    const life: Life = { worker, channel: new EngineChannel(worker), start };
    this.#life = life;
    this.#listen(life);
    life.channel.call('snapshot', undefined).then(
      (snapshot) => this.#alive(life, snapshot),
      (error: unknown) => {
        if (this.#life === life) this.#options.onNotice({ level: 'warn', message: messageOf(error) });
        this.#alive(life, undefined);
      },
    );
  }

  #listen(life: Life): void {
    life.channel.on('snapshotChanged', (snapshot) => this.#alive(life, snapshot));
    life.channel.on('noticed', (notice) => this.#options.onNotice(notice));
    life.channel.on('alerted', (alert) => this.#options.onAlert?.(alert));
    life.channel.on('configRead', (report) => this.#options.onConfig(report));
    life.channel.on('roleChanged', (role) => {
      if (this.#life !== life) return;
      this.#role = role;
      this.#options.onChange();
    });
    life.worker.on('error', (error) => this.#lost(life, error));
    life.worker.on('exit', (exitCode) => this.#lost(life, new Error(`the engine ended by itself with exit code ${exitCode}`)));
  }

  #alive(life: Life, snapshot: Snapshot | undefined): void {
    if (this.#life !== life) return;
    this.#snapshot = snapshot ?? this.#snapshot;
    this.#become({ kind: 'running' });
  }

  #lost(life: Life, error: unknown): void {
    if (this.#life !== life) return;
    this.#life = undefined;
    this.#role = undefined;
    life.channel.close(new EngineError('engineDown', `The engine crashed: ${messageOf(error)}`));
    this.#planRetry(life.start, error);
  }

  #planRetry(start: EngineStart, error: unknown): void {
    const message = messageOf(error);
    const retryInMs = this.#budget.crashed(this.#options.clock.nowMs());
    if (retryInMs === undefined || lastingCodes.has(codeOf(error))) {
      this.#become({ kind: 'gaveUp', message, crashes: this.#budget.crashes });
      return;
    }
    this.#cancelRetry = this.#options.schedule(() => this.#launch(start), retryInMs);
    this.#become({ kind: 'crashed', message, retryInMs });
  }

  async #end(): Promise<void> {
    this.#cancelRetry();
    const life = this.#life;
    this.#life = undefined;
    this.#role = undefined;
    if (life) {
      const failed = await this.#askToStop(life);
      if (failed !== undefined) this.#options.onNotice({ level: 'warn', message: failed });
      life.channel.close(new EngineError('engineDown', 'The engine was stopped.'));
      await life.worker.terminate();
    }
    this.#become({ kind: 'idle' });
  }

  /** Returns why the engine did not stop by itself, undefined when it did. */
  async #askToStop(life: Life): Promise<string | undefined> {
    const stopped = life.channel.call('stop', undefined).then(() => undefined, (error: unknown) => `The engine did not stop cleanly: ${messageOf(error)}`);
    let cancel: () => void = () => undefined;
    const late = new Promise<string>((resolve) => {
      cancel = this.#options.schedule(() => resolve(`The engine did not stop within ${stopTimeoutMs / 1000} s and was ended.`), stopTimeoutMs);
    });
    const dead = new Promise<undefined>((resolve) => life.worker.on('exit', () => resolve(undefined)));
    const failed = await Promise.race([stopped, late, dead]);
    cancel();
    return failed;
  }

  #become(condition: EngineCondition): void {
    this.#condition = condition;
    this.#options.onChange();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
