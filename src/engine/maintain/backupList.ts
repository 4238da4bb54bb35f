/** Which backups there are, which of them were read back, and which may go. */
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { messageOf, worldError } from '../../base/errors.ts';
import type { Clock } from '../../base/clock.ts';
import { writeWhole } from '../../base/wholeFile.ts';
import { audit } from './audit.ts';
import { readArchive } from './archive.ts';
import { dateInName, lstatOf } from './files.ts';
import { MaintenanceLock } from './lock.ts';
import { manifestName, maxManifestBytes, parseManifest, unpackedBytes } from './manifest.ts';

/** A whole backup. */
export interface BackupEntry {
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  /** By its name. */
  readonly createdMs: number;
  readonly files: number;
  /** When all of it was last read back and found right; undefined when that was not done here, or the file has changed since. */
  readonly verifiedMs: number | undefined;
}

/** How long backups are kept. */
export interface PruneOptions {
  readonly stateFolder: string;
  readonly clock: Clock;
  /** Days, 30 by the operations guide. */
  readonly keepDays?: number;
  /** Good ones that stay whatever their age. */
  readonly keepAtLeast?: number;
  readonly signal?: AbortSignal;
}

interface Verified {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly verifiedMs: number;
}

const dayMs = 86_400_000;
const namePattern = /^backup_\d{8}_\d{6}\.tar\.gz$/;

/** Returns the folder of the archives. */
export function backupFolder(stateFolder: string): string {
  return path.join(stateFolder, 'backups');
}

/** Lists the whole backups, newest first. Cheap: reads each one's manifest and its end, which tells a cut one; only `verifyBackup` reads all. */
export function listBackups(stateFolder: string): readonly BackupEntry[] {
  const verified = readVerified(stateFolder);
  return archiveNames(stateFolder).flatMap((name) => {
    const file = path.join(backupFolder(stateFolder), name);
    const stat = lstatOf(file);
    const files = stat?.isFile() === true ? probe(file, stat.size) : undefined;
    if (!stat || files === undefined) return [];
    const known = verified.get(name);
    const isSame = known?.sizeBytes === stat.size && known.modifiedMs === stat.mtimeMs;
    return [{ path: file, sizeBytes: stat.size, createdMs: dateInName(name) ?? stat.mtimeMs, files, verifiedMs: isSame ? known.verifiedMs : undefined }];
  });
}

/** Reads all of a backup and remembers that it is right; throws `archiveInvalid` when it is not. */
export async function verifyBackup(stateFolder: string, archive: string, clock: Clock, signal?: AbortSignal): Promise<{ readonly files: number }> {
  const before = fs.statSync(archive, { throwIfNoEntry: false });
  const { files } = await readArchive(archive, {}, signal);
  if (before && path.dirname(path.resolve(archive)) === path.resolve(backupFolder(stateFolder))) {
    remember(stateFolder, path.basename(archive), { sizeBytes: before.size, modifiedMs: before.mtimeMs, verifiedMs: clock.nowMs() });
  }
  return { files: files.length };
}

/**
 * Deletes backups older than `keepDays`, but never so that fewer than `keepAtLeast` good ones remain; those that count are read back in full, whatever was noted.
 * Call it only after a backup has succeeded. Returns the deleted paths.
 */
export async function pruneBackups({ stateFolder, clock, keepDays = 30, keepAtLeast = 3, signal }: PruneOptions): Promise<readonly string[]> {
  using lock = await MaintenanceLock.takeSoon(stateFolder, clock, 'delete old backups');
  const entries = listBackups(stateFolder);
  const isOld = ({ createdMs }: BackupEntry): boolean => clock.nowMs() - createdMs > keepDays * dayMs;
  // A clock that is behind the newest backup is not to be trusted with ages.
  if (!entries.some(isOld) || entries.some(({ createdMs }) => createdMs > clock.nowMs() + dayMs)) return [];
  let good = 0;
  const deleted: string[] = [];
  for (const entry of entries) {
    lock.refresh();
    if (good < Math.max(1, keepAtLeast)) {
      if (await isGood(stateFolder, entry.path, clock, signal)) good++;
    } else if (isOld(entry)) {
      fs.rmSync(entry.path, { force: true });
      audit(stateFolder, clock.nowMs(), { action: 'prune', path: entry.path, bytes: entry.sizeBytes, result: 'done' });
      deleted.push(entry.path);
    }
  }
  return deleted;
}

/** Remembers that an archive was read back. */
export function remember(stateFolder: string, name: string, entry: Verified): void {
  const present = new Set(archiveNames(stateFolder));
  const verified = new Map([...readVerified(stateFolder), [name, entry] as const].filter(([known]) => present.has(known)));
  writeWhole({ fs, path }, path.join(backupFolder(stateFolder), 'verified.json'), `${JSON.stringify(Object.fromEntries(verified), undefined, 1)}\n`);
}

async function isGood(stateFolder: string, archive: string, clock: Clock, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await verifyBackup(stateFolder, archive, clock, signal);
    return true;
  } catch (thrown) {
    signal?.throwIfAborted();
    audit(stateFolder, clock.nowMs(), { action: 'prune', path: archive, bytes: 0, result: `does not count: ${messageOf(thrown)}` });
    return false;
  }
}

function archiveNames(stateFolder: string): string[] {
  try {
    return fs.readdirSync(backupFolder(stateFolder)).filter((name) => namePattern.test(name)).sort().reverse();
  } catch (thrown) {
    const failure = worldError(`list ${backupFolder(stateFolder)}`, thrown);
    if (failure.code === 'notFound') return [];
    throw failure;
  }
}

/** Returns how many files an archive has when its manifest is sound and its gzip trailer gives the length that the manifest asks for. */
function probe(file: string, sizeBytes: number): number | undefined {
  const descriptor = fs.openSync(file, 'r');
  try {
    for (let length = 64 << 10; ; length *= 4) {
      const head = readAt(descriptor, 0, Math.min(length, sizeBytes));
      const plain = zlib.gunzipSync(head, { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength: 1100 * head.length + 1024 });
      const manifestBytes = Number.parseInt(plain.toString('latin1', 124, 136), 8);
      if (plain.toString('latin1', 0, manifestName.length + 1) !== `${manifestName}\0` || !(manifestBytes <= maxManifestBytes)) return undefined;
      if (plain.length < 512 + manifestBytes && length < sizeBytes) continue;
      const manifest = parseManifest(file, plain.toString('utf8', 512, 512 + manifestBytes));
      const trailer = readAt(descriptor, sizeBytes - 4, 4).readUInt32LE(0);
      return trailer === unpackedBytes(manifest, manifestBytes) % 2 ** 32 ? manifest.files.length : undefined;
    }
  } catch {
    // Whatever is wrong with it: it is not a whole backup, and `verifyBackup` says why.
    return undefined;
  } finally {
    fs.closeSync(descriptor);
  }
}

function readAt(descriptor: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, fs.readSync(descriptor, buffer, 0, length, position));
}

function readVerified(stateFolder: string): Map<string, Verified> {
  try {
    const parsed = JSON.parse(fs.readFileSync(path.join(backupFolder(stateFolder), 'verified.json'), 'utf8')) as unknown;
    if (typeof parsed !== 'object' || parsed === null) return new Map();
    return new Map(Object.entries(parsed).flatMap(([name, entry]) => {
      const { sizeBytes, modifiedMs, verifiedMs } = (entry ?? {}) as Partial<Verified>;
      return typeof sizeBytes === 'number' && typeof modifiedMs === 'number' && typeof verifiedMs === 'number' ? [[name, { sizeBytes, modifiedMs, verifiedMs }] as const] : [];
    }));
  } catch {
    // Without the notes nothing counts as verified, which is the safe side.
    return new Map();
  }
}
