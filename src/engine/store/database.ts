/** The only file that knows the SQLite driver: opens connections, turns its errors into ours, reads columns of rows. */
import fs from 'node:fs';
import path from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { EngineError, messageOf, systemCodeOf } from '../../base/errors.ts';
import { freeDiskBytes } from '../../base/freeDisk.ts';

/** An open connection. */
export type Connection = DatabaseSync;
/** A prepared statement. */
export type Statement = StatementSync;
/** A value that can be bound to a statement or comes out of a column. */
export type SqlValue = null | number | bigint | string | Uint8Array;
/** A row as the driver gives it: unknown until a column is read by `numberIn` and its like. */
export type Row = Readonly<Record<string, unknown>>;

/** Who opens: the one writer, or one of any number of readers. */
export type Access = 'readWrite' | 'readOnly';

/** Milliseconds a connection waits for a lock of another one; commits take a few. */
const busyTimeoutMs = 5000;
/** Result codes of SQLite (sqlite.org/rescode.html), without their extension bits. */
const resultCode = { perm: 3, busy: 5, locked: 6, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const;
/** Below this much free space an I/O error while writing is taken for a full disk. */
const almostFullBytes = 256 * 1024;

interface Driver {
  readonly DatabaseSync: typeof DatabaseSync;
}

/** Opens a database file; throws `runtimeTooOld` where Node has no SQLite. */
export function openConnection(file: string, access: Access, timeoutMs = busyTimeoutMs): Connection {
  const { DatabaseSync: Driver } = loadDriver();
  try {
    return new Driver(file, { readOnly: access === 'readOnly', timeout: timeoutMs, enableForeignKeyConstraints: true });
  } catch (error) {
    throw storeError(error, file);
  }
}

function loadDriver(): Driver {
  // Node 20 has neither the module nor, before 20.16, the function.
  const load = (process as { readonly getBuiltinModule?: (id: string) => unknown }).getBuiltinModule;
  const driver = load?.('node:sqlite') as Driver | undefined;
  if (driver !== undefined) return driver;
  throw new EngineError('runtimeTooOld', `Logbrief's store needs Node 22.15 or newer, this is ${process.version}. Run it with a newer Node.`);
}

/**
 * Makes an empty file with mode 0600 where there is none, so that SQLite does not make it readable for others.
 * An existing file is never opened here: closing it would drop the POSIX locks this process holds on it. Tells whether it was made.
 */
export function makePrivateFile(file: string): boolean {
  try {
    fs.closeSync(fs.openSync(file, 'wx', 0o600));
    return true;
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') throw storeError(error, file);
    return false;
  }
}

/** Whether a file is there; throws when that cannot be seen, since then nobody can say that there is none. */
export function isThere(file: string): boolean {
  try {
    return fs.statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOTDIR') return false;
    throw storeError(error, file);
  }
}

/** Runs `work` in one transaction; all of it or nothing. */
export function inTransaction<T>(connection: Connection, work: () => T): T {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk or an I/O error may have rolled back already.
    if (connection.isTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

/** Tells whether another connection holds the lock that was asked for. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  return code === resultCode.busy || code === resultCode.locked;
}

/** Tells whether SQLite found its own file damaged while reading. */
export function isCorrupt(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  return code === resultCode.corrupt || code === resultCode.notADatabase || systemCodeOf(error) === 'ERR_OUT_OF_RANGE';
}

/** Turns what the driver or the file system threw into an EngineError that names `file` and the next step. */
export function storeError(error: unknown, file: string): EngineError {
  if (error instanceof EngineError) return error;
  const cause = { cause: error };
  if (isFull(error, file)) return new EngineError('diskFull', `No space left to write ${file}. Free some space; nothing is lost and writing goes on by itself.`, cause);
  if (isBusy(error)) return new EngineError('storeBusy', `Another process keeps ${file} locked. Wait for it or stop it.`, cause);
  if (isCorrupt(error)) return new EngineError('storeCorrupt', `${file} is damaged (${messageOf(error)}). Restore a backup, or move the file away to start anew.`, cause);
  if (isForbidden(error)) return new EngineError('permissionDenied', `Cannot open or write ${file} (${messageOf(error)}). Give read and write access to it and its folder.`, cause);
  return new EngineError('writeFailed', `The store ${file} could not be used: ${messageOf(error)}. Look at its disk and at what lies there: logbrief doctor.`, cause);
}

function isForbidden(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  const systemCode = systemCodeOf(error);
  return code === resultCode.perm || code === resultCode.readOnly || code === resultCode.cannotOpen || systemCode === 'EACCES' || systemCode === 'EPERM' || systemCode === 'EROFS';
}

/** SQLite reports a full disk as FULL, but as an I/O error where it grows its shared-memory file. */
function isFull(error: unknown, file: string): boolean {
  const code = sqliteCodeOf(error);
  if (code === resultCode.full || systemCodeOf(error) === 'ENOSPC') return true;
  return (code === resultCode.ioError || code === resultCode.cannotOpen) && (freeDiskBytes(fs, path.dirname(file)) ?? Infinity) < almostFullBytes;
}

function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

/** Reads a number of a row; anything else means a damaged database. */
export function numberIn(row: Row, column: string): number {
  const value = row[column];
  return typeof value === 'number' ? value : wrongColumn(column);
}

/** Reads a number of a row that may be missing. */
export function optionalNumberIn(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : numberIn(row, column);
}

/** Reads a text of a row; anything else means a damaged database. */
export function textIn(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : wrongColumn(column);
}

/** Reads a text of a row that may be missing. */
export function optionalTextIn(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : textIn(row, column);
}

/** Reads bytes of a row; anything else means a damaged database. */
export function bytesIn(row: Row, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : wrongColumn(column);
}

/** Reads bytes of a row that may be missing. */
export function optionalBytesIn(row: Row, column: string): Uint8Array | undefined {
  return row[column] === null ? undefined : bytesIn(row, column);
}

function wrongColumn(column: string): never {
  throw new EngineError('storeCorrupt', `A row of the store has no usable ${column}. Run \`logbrief verify\`, then restore a backup.`);
}
