/** One process at a time, by a folder that only one of them can make. */
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { poll } from './poll.ts';

/** The holder touches the folder this often … */
const heartbeatMs = 2_000;
/** … and is taken for dead after this long without, wherever it ran. On the same machine its process id tells at once. */
const staleMs = 30_000;
/** The slowest thing done under the lock is a cold install. */
const patienceMs = 900_000;

/**
 * Runs `work` while this process alone holds the folder `lock`; waits for other holders and takes over from dead ones.
 * Two waiters may take over from the same dead holder in the same instant: `work` must stay right, if slower, when run twice.
 */
export async function withLock<T>(lock: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  const owner = `${process.pid} ${os.hostname()} ${randomUUID()}`;
  if (!await take(lock, owner)) {
    onWait();
    await poll(() => take(lock, owner), `the lock ${lock}; remove it if nobody holds it`, patienceMs);
  }
  // A heartbeat that fails means that the folder is gone: the next one who wants it sees that, not us.
  const heartbeat = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => clearInterval(heartbeat)), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (await ownerOf(lock) === owner) await rm(lock, { recursive: true, force: true });
  }
}

async function take(lock: string, owner: string): Promise<boolean> {
  try {
    await mkdir(lock);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    if (await isStale(lock)) await removeStale(lock);
    return false;
  }
  await writeFile(path.join(lock, 'owner'), owner);
  return true;
}

async function isStale(lock: string): Promise<boolean> {
  const [pid, hostname] = (await ownerOf(lock))?.split(' ') ?? [];
  if (hostname === os.hostname() && !isAlive(Number(pid))) return true;
  const touchedMs = await stat(lock).then((found) => found.mtimeMs, () => Number.POSITIVE_INFINITY);
  return Date.now() - touchedMs > staleMs;
}

/** Moves the folder away first, so that of two who remove it only one succeeds. */
async function removeStale(lock: string): Promise<void> {
  const grave = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, grave);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  await rm(grave, { recursive: true, force: true });
}

async function ownerOf(lock: string): Promise<string | undefined> {
  return readFile(path.join(lock, 'owner'), 'utf8').catch(() => undefined);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** Tells whether `error` is a system error with this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
