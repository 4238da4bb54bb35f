/** The writer's lock: an exclusive SQLite lock on a file of its own, which the system releases however the process ends. */
import { EngineError } from '../../base/errors.ts';
import { isBusy, isThere, makePrivateFile, openConnection, storeError } from './database.ts';
import type { Connection } from './database.ts';

/** How long a second writer waits, since a reader that asks `isLocked` holds a shared lock for a moment. */
const patienceMs = 300;

/** Takes the lock and returns the connection that holds it until it is closed; throws `storeBusy` when another one has it. */
export function takeLock(file: string): Connection {
  makePrivateFile(file);
  const connection = openConnection(file, 'readWrite', patienceMs);
  try {
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection.close();
    if (!isBusy(error)) throw storeError(error, file);
    throw new EngineError('storeBusy', `Another Logbrief is writing here already (it holds ${file}). Read beside it, or stop it first.`, { cause: error });
  }
}

/** Tells whether any process holds the lock. */
export function isLocked(file: string): boolean {
  if (!isThere(file)) return false;
  const connection = openConnection(file, 'readOnly', 0);
  try {
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw storeError(error, file);
  } finally {
    connection.close();
  }
}
