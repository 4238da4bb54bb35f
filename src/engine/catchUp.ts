/** Waits until the store knows what the logs say now: by the engine that runs, or by one of its own that reads what is there and stops. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { Engine } from './engine.ts';
import { statOf } from './logInput.ts';
import { StoreReader, type StoredSource } from './store/store.ts';

/** Where and how long. */
export interface CatchUpOptions {
  readonly workspace: string;
  readonly stateFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Beyond this the answer is made from what is stored. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

const pollMs = 25;
const unwritable: ReadonlySet<string> = new Set(['permissionDenied', 'diskFull', 'writeFailed']);
/** File events take a moment to reach an engine: what was written right before is to be among what is waited for. */
const hintMs = 300;

/** Waits; returns sentences about what is not stored yet, nothing when all is. */
export async function catchUp(options: CatchUpOptions): Promise<string[]> {
  if (isWritten(options.stateFolder)) return waitForWriter(options);
  try {
    return await readNow(options);
  } catch (thrown) {
    // What is stored can be asked all the same; without a store the question itself says so.
    if (thrown instanceof EngineError && unwritable.has(thrown.code)) return [`the logs could not be read now, so the answer is about what was stored before: ${thrown.message}`];
    throw thrown;
  }
}

/** Whether an engine writes here now. */
export function isWritten(stateFolder: string): boolean {
  try {
    using reader = StoreReader.open(stateFolder);
    return reader.writerAlive();
  } catch (thrown) {
    if (thrown instanceof EngineError && thrown.code === 'notFound') return false;
    throw thrown;
  }
}

async function waitForWriter({ stateFolder, limitMs, signal }: CatchUpOptions): Promise<string[]> {
  const endMs = performance.now() + limitMs;
  await wait(hintMs, undefined, { signal });
  let behind = behindOf(stateFolder);
  while (behind.length > 0 && performance.now() < endMs) {
    await wait(pollMs, undefined, { signal });
    behind = behindOf(stateFolder);
  }
  return behind.map(({ name, bytes }) => `the last ${bytes} bytes of ${name} are not read yet`);
}

/** Files that have more than is stored; of several sources under one path the newest is the file that lies there now. */
function behindOf(stateFolder: string): { readonly name: string; readonly bytes: number }[] {
  using reader = StoreReader.open(stateFolder);
  const byPath = new Map<string, StoredSource>(reader.sources().filter(({ kind }) => kind === 'file').map((source) => [source.path, source]));
  return [...byPath.values()].flatMap(({ path, name, checkpoint }) => {
    const bytes = (statOf(path)?.size ?? 0) - checkpoint.positionBytes;
    return bytes > 0 ? [{ name, bytes }] : [];
  });
}

async function readNow({ workspace, stateFolder, environment, clock, logger, limitMs, signal }: CatchUpOptions): Promise<string[]> {
  const stop = new AbortController();
  const engine = new Engine({ workspace, stateFolder, overrides: {}, environment, clock, logger, onRole: () => undefined, onSnapshot: () => undefined });
  const running = engine.run(AbortSignal.any([signal, stop.signal]));
  // A failure ends the waiting too, and surfaces below.
  const over = new AbortController();
  const end = (): void => over.abort();
  running.then(end, end);
  const endMs = performance.now() + limitMs;
  while (!engine.isCaughtUp && performance.now() < endMs && !over.signal.aborted) await wait(pollMs);
  const isCaughtUp = engine.isCaughtUp;
  stop.abort();
  await running;
  return isCaughtUp ? [] : ['not all logs are read yet: a running engine (`logbrief serve`) keeps up with them'];
}
