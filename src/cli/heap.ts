/** Keeps the memory of a process of ours small; only for one that is ours alone, never inside the editor. */
import v8 from 'node:v8';
import vm from 'node:vm';

/** So often it is looked whether there is something to give back. */
const lookMs = 5000;
/** Quiet: less than this share of a core since the last look (ours). */
const quietRatio = 0.05;
/** So much work since the last time, or so much more memory, is worth a collection of some 0.3 s (ours). */
const worthMs = 2000;
const worthBytes = 16 * 1024 * 1024;

/** Garbage is collected when the heap has grown by a third instead of up to fourfold, and V8's new space keeps its first size, which otherwise grows to 130 MB while ten thousand logs are read. */
const heapFlags = ['--heap-growing-percent=30', '--semi-space-growth-factor=1', '--expose-gc'];
/** V8 compiles and collects in the thread that works: its helpers leave 20 MB behind that the system never gets back, and save no CPU time (measured: `serve` of ten thousand logs, `scan` of a large one). */
const startFlags = ['--single-threaded', '--v8-pool-size=1'];

/** Starts this program anew in the same process, with what V8 takes only at a start; returns where that cannot be, or is done. */
export function startSmall(): void {
  const { platform, versions, env, execPath, execArgv, argv } = process;
  const isStarted = startFlags.every((flag) => execArgv.includes(flag));
  // What a parent process talks through to a Node of its own would be closed.
  if (isStarted || platform !== 'linux' || process.execve === undefined || versions['electron'] !== undefined || env['NODE_CHANNEL_FD'] !== undefined) return;
  try {
    process.execve(execPath, [execPath, ...startFlags, ...heapFlags, ...execArgv, ...argv.slice(1)], env);
  } catch (thrown) {
    // Without the permission to start programs (`node --permission`) it takes more memory, and else works as well.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_ACCESS_DENIED')) throw thrown;
  }
}

/**
 * Keeps V8's heap small. Costs the reading of a large log nothing that we could measure (its hot path makes no objects). When much was read
 * and nothing is to do any more, what it left is collected: V8 by itself waits for the next objects, which may not come for hours. The
 * timer does not keep the process alive.
 */
export function keepHeapSmall(): void {
  for (const flag of heapFlags) v8.setFlagsFromString(flag);
  const collect: unknown = globalThis.gc ?? vm.runInNewContext('gc');
  if (!isCollect(collect)) return;
  let leastBytes = heldBytes();
  let beforeMs = 0;
  let collectedMs = 0;
  setInterval(() => {
    const nowMs = cpuMs();
    const isQuiet = nowMs - beforeMs < lookMs * quietRatio;
    beforeMs = nowMs;
    if (!isQuiet || (nowMs - collectedMs < worthMs && heldBytes() - leastBytes < worthBytes)) return;
    // A plain collection leaves the pages that it emptied with V8, a third of the heap after ten thousand logs were read.
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    leastBytes = heldBytes();
    beforeMs = collectedMs = cpuMs();
  }, lookMs).unref();
}

/** CPU time of this process so far. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What V8 calls `gc`. */
type Collect = (options: { readonly type: 'major'; readonly execution: 'sync'; readonly flavor: 'last-resort' }) => void;

function isCollect(value: unknown): value is Collect {
  return typeof value === 'function';
}

function heldBytes(): number {
  const { heapTotal, external } = process.memoryUsage();
  return heapTotal + external;
}
