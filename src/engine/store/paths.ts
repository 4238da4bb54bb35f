/** Where the store's files lie below the state folder. */
import path from 'node:path';

/** Returns the path of the database. */
export function databasePath(stateFolder: string): string {
  return path.join(stateFolder, 'store', 'logbrief.db');
}

/** Returns the path of the small database whose exclusive lock the writer holds. */
export function lockPath(stateFolder: string): string {
  return path.join(stateFolder, 'store', 'writer.db');
}
