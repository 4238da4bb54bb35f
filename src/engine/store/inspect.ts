/** What maintenance asks of a store it does not write: is somebody writing it, which version is it, is it sound, a consistent copy of it. */
import fs from 'node:fs';
import { isCorrupt, isThere, makePrivateFile, numberIn, openConnection, storeError, textIn } from './database.ts';
import type { Connection } from './database.ts';
import { isLocked, takeLock } from './lock.ts';
import { databasePath, lockPath } from './paths.ts';
import { checkedVersion, migrate, schemaVersion } from './schema.ts';

/** A store as it lies on the disk. */
export interface StoreState {
  /** Of its tables; 0 is an empty file. */
  readonly version: number;
  /** What this program writes. */
  readonly newestVersion: number;
  readonly sizeBytes: number;
}

/** Sentences of the structure check that are passed on. */
const mostProblems = 10;

/** Tells whether any process writes the store below `stateFolder`. */
export function isWriting(stateFolder: string): boolean {
  return isLocked(lockPath(stateFolder));
}

/** Tells whether there is a store at all. */
export function hasStore(stateFolder: string): boolean {
  return isThere(databasePath(stateFolder));
}

/** Looks at a store of any known version; throws `storeTooNew`, `storeCorrupt`, `permissionDenied`, `runtimeTooOld`. */
export function storeState(stateFolder: string): StoreState {
  return reading(stateFolder, (connection, file) => ({
    version: checkedVersion(connection, file),
    newestVersion: schemaVersion,
    sizeBytes: numberIn(connection.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size').get() ?? {}, 'bytes'),
  }));
}

/** SQLite's own sentences about the structure of a store, at most ten; none means that it is sound. Reads all of it; blocks are not looked into, `StoreReader.verify` does that. */
export function structureProblems(stateFolder: string): readonly string[] {
  return reading(stateFolder, (connection) => connection.prepare(`PRAGMA quick_check(${mostProblems})`).all().map((row) => textIn(row, 'quick_check')).filter((sentence) => sentence !== 'ok'));
}

/** Writes a whole and compact copy of what is committed to `file`, which may not exist yet, beside a writer or without one; leaves nothing behind when it fails. */
export function copyStore(stateFolder: string, file: string): void {
  reading(stateFolder, (connection) => {
    const isMade = makePrivateFile(file);
    try {
      connection.prepare('VACUUM INTO ?').run(file);
    } catch (error) {
      if (isMade) fs.rmSync(file, { force: true });
      throw storeError(error, isCorrupt(error) ? databasePath(stateFolder) : file);
    }
  });
}

/** Brings a store that nobody writes to the newest version, in one transaction; returns from which. Throws `storeBusy` while somebody writes it. */
export function upgradeStore(stateFolder: string): number {
  const file = databasePath(stateFolder);
  const lock = takeLock(lockPath(stateFolder));
  try {
    const connection = openConnection(file, 'readWrite');
    try {
      return migrate(connection, file);
    } finally {
      connection.close();
    }
  } catch (error) {
    throw storeError(error, file);
  } finally {
    lock.close();
  }
}

function reading<T>(stateFolder: string, work: (connection: Connection, file: string) => T): T {
  const file = databasePath(stateFolder);
  const connection = openConnection(file, 'readOnly');
  try {
    return work(connection, file);
  } catch (error) {
    throw storeError(error, file);
  } finally {
    connection.close();
  }
}
