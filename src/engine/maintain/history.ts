/** The history of dashboards: one file per update, as many as the settings say. */
import fs from 'node:fs';
import path from 'node:path';
import { worldError } from '../../base/errors.ts';
import { makeFolder } from '../../base/makeFolder.ts';
import { writeWhole } from '../../base/wholeFile.ts';
import { freeStampedPath, privateFolder } from './files.ts';

/** What to keep. */
export interface HistoryOptions {
  readonly stateFolder: string;
  /** The dashboard as JSON. */
  readonly text: string;
  /** How many files stay. */
  readonly maxFiles: number;
  readonly nowMs: number;
}

/** Writes `history/dashboard_YYYYMMDD_HHMMSS.json` (local time) whole and deletes the oldest beyond `maxFiles`; returns its path. Throws `EngineError` when it cannot be written; nothing is deleted then. */
export function keepHistory({ stateFolder, text, maxFiles, nowMs }: HistoryOptions): string {
  const folder = path.join(stateFolder, 'history');
  try {
    makeFolder({ fs, path }, folder, privateFolder);
    const file = freeStampedPath(folder, 'dashboard', '.json', nowMs);
    writeWhole({ fs, path }, file, text);
    const older = fs.readdirSync(folder).filter((name) => /^dashboard_\d{8}_\d{6}\.json$/.test(name) && name !== path.basename(file)).sort();
    for (const name of older.slice(0, Math.max(0, older.length - Math.max(1, maxFiles) + 1))) fs.rmSync(path.join(folder, name), { force: true });
    return file;
  } catch (thrown) {
    throw worldError(`write the history in ${folder}`, thrown);
  }
}
