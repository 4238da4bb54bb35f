/** Which backup a person means. */
import fs from 'node:fs';
import path from 'node:path';
import { EngineError } from '../base/errors.ts';
import { listBackups } from '../engine/maintain/maintain.ts';

/** Returns the path of `latest` (the newest whole one), of a name in the backup folder, or of a file anywhere; throws `notFound`. */
export function archiveOf(stateFolder: string, given: string): string {
  if (given === 'latest') {
    const [newest] = listBackups(stateFolder);
    if (newest) return newest.path;
    throw new EngineError('notFound', `There is no whole backup in ${path.join(stateFolder, 'backups')}. Name a file, or make one: logbrief backup.`);
  }
  const inFolder = path.join(stateFolder, 'backups', given);
  const file = !given.includes(path.sep) && !fs.existsSync(given) && fs.existsSync(inFolder) ? inFolder : path.resolve(given);
  if (fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file;
  throw new EngineError('notFound', `There is no file ${file}. See: logbrief backup list`);
}
