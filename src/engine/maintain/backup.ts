/** Makes a backup: a consistent copy of what Logbrief knows, packed, read back, and only then given its name. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from '../../base/makeFolder.ts';
import type { Clock } from '../../base/clock.ts';
import { EngineError, systemCodeOf, worldError } from '../../base/errors.ts';
import type { BackupReport } from '../../model/maintenance.ts';
import { drain, readArchive, writeArchive, type StagedFile } from './archive.ts';
import { audit } from './audit.ts';
import { backupFolder, remember } from './backupList.ts';
import { flushFolder, freeStampedPath, lstatOf, noFollow, privateFile, privateFolder, requireSpace } from './files.ts';
import { MaintenanceLock } from './lock.ts';
import { isAllowedName, manifestText, stateFiles } from './manifest.ts';

/** What a backup is made of. */
export interface BackupOptions {
  readonly stateFolder: string;
  readonly workspace: string;
  /** Writes a consistent copy of the live store to a path where nothing is yet (`VACUUM INTO`); missing when there is no store. */
  readonly snapshotStore?: (path: string) => void;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

interface Found {
  /** In the archive. */
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
}

/** Makes a verified archive in `backups/`. On any failure nothing is left behind and an `EngineError` says what to do. */
export async function createBackup(options: BackupOptions): Promise<BackupReport> {
  const { stateFolder, clock, signal } = options;
  const folder = backupFolder(stateFolder);
  using lock = await MaintenanceLock.takeSoon(stateFolder, clock, 'make a backup');
  try {
    removeLeftovers(folder);
    signal?.throwIfAborted();
    const found = findFiles(options);
    if (found.length === 0 && !options.snapshotStore) throw new EngineError('notFound', `There is nothing to back up in ${stateFolder} yet. Start the engine first, or name another folder with --state.`);
    requireSpace(folder, 2 * (storeBytes(stateFolder) + found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)), 'make a backup');
    const staged = await stage(options, found, lock);
    const created = new Date(clock.nowMs()).toISOString();
    requireSpace(folder, staged.reduce((sum, { sizeBytes }) => sum + sizeBytes, manifestText({ created, files: staged }).length), 'make a backup');
    const partial = path.join(folder, 'backup.tar.gz.partial');
    await writeArchive(partial, created, staged, signal);
    await readArchive(partial, {}, signal);
    lock.refresh();
    const archive = freeStampedPath(folder, 'backup', '.tar.gz', clock.nowMs());
    fs.renameSync(partial, archive);
    flushFolder(folder);
    return note(options, archive, staged.length);
  } catch (thrown) {
    throw worldError('make a backup', thrown);
  } finally {
    removeLeftovers(folder);
  }
}

/** From here on the backup exists, so a note that cannot be written does not undo it. */
function note({ stateFolder, clock }: BackupOptions, archive: string, files: number): BackupReport {
  const { size, mtimeMs } = fs.statSync(archive);
  const report = { path: archive, sizeBytes: size, files };
  try {
    remember(stateFolder, path.basename(archive), { sizeBytes: size, modifiedMs: mtimeMs, verifiedMs: clock.nowMs() });
    audit(stateFolder, clock.nowMs(), { action: 'backup', path: archive, bytes: size, result: 'done' });
  } catch {
    return report;
  }
  return report;
}

function stagingFolder(folder: string): string {
  return path.join(folder, '.staging');
}

/** Only the holder of the lock comes here, so whatever lies there is from a backup that was killed. */
function removeLeftovers(folder: string): void {
  fs.rmSync(stagingFolder(folder), { recursive: true, force: true });
  fs.rmSync(path.join(folder, 'backup.tar.gz.partial'), { force: true });
  // Half-written notes of a killed process; under the lock nobody else is writing one.
  for (const name of fs.readdirSync(folder)) if (/^\..+\.\d+\.partial$/.test(name)) fs.rmSync(path.join(folder, name), { force: true });
}

function findFiles({ stateFolder, workspace }: BackupOptions): Found[] {
  const state = stateFiles.map((name) => `state/${name}`);
  const history = namesIn(path.join(stateFolder, 'history')).map((name) => `state/history/${name}`);
  const metrics = namesIn(path.join(stateFolder, 'metrics')).map((name) => `state/metrics/${name}`);
  const config = namesIn(path.join(workspace, 'config')).map((name) => `workspace/config/${name}`);
  return [...state, ...config, ...history, ...metrics].flatMap((name) => {
    const file = path.join(name.startsWith('state/') ? stateFolder : workspace, name.slice(name.indexOf('/') + 1));
    const stat = isAllowedName(name) ? lstatOf(file) : undefined;
    return stat?.isFile() === true ? [{ name, path: file, sizeBytes: stat.size }] : [];
  });
}

function namesIn(folder: string): string[] {
  const stat = lstatOf(folder);
  return stat?.isDirectory() === true ? fs.readdirSync(folder).sort() : [];
}

function storeBytes(stateFolder: string): number {
  const store = path.join(stateFolder, 'store', 'logbrief.db');
  return (lstatOf(store)?.size ?? 0) + (lstatOf(`${store}-wal`)?.size ?? 0);
}

/** Copies everything to where nobody changes it, hashing on the way. */
async function stage({ stateFolder, snapshotStore, signal }: BackupOptions, found: readonly Found[], lock: MaintenanceLock): Promise<StagedFile[]> {
  const folder = stagingFolder(backupFolder(stateFolder));
  makeFolder({ fs, path }, folder, privateFolder);
  const staged: StagedFile[] = [];
  if (snapshotStore) {
    const store = path.join(folder, 'store.partial');
    snapshotStore(store);
    const { sizeBytes, sha256 } = await hashOf(store, undefined, signal);
    staged.push({ name: 'state/store/logbrief.db', path: store, sizeBytes, sha256 });
  }
  for (const { name, path: file } of found) {
    lock.refresh();
    const copy = path.join(folder, `${staged.length}.partial`);
    const result = await copyIfThere(file, copy, signal);
    if (result) staged.push({ name, path: copy, ...result });
  }
  return staged;
}

/** History is pruned while a backup runs, so a file may be gone by now. */
async function copyIfThere(file: string, copy: string, signal: AbortSignal | undefined): Promise<{ readonly sizeBytes: number; readonly sha256: string } | undefined> {
  try {
    return await hashOf(file, copy, signal);
  } catch (thrown) {
    if (systemCodeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

async function hashOf(file: string, copy: string | undefined, signal: AbortSignal | undefined): Promise<{ readonly sizeBytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const count = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      hash.update(chunk);
      sizeBytes += chunk.length;
      if (copy !== undefined) yield chunk;
    }
  };
  const source = fs.createReadStream(file, { fd: fs.openSync(file, fs.constants.O_RDONLY | noFollow) });
  if (copy === undefined) await drain(count(source));
  else await pipeline(source, count, fs.createWriteStream(copy, { flags: 'wx', mode: privateFile }));
  return { sizeBytes, sha256: hash.digest('hex') };
}
