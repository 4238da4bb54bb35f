/** The folder that holds everything Logbrief writes. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../base/makeFolder.ts';
import { EngineError, messageOf } from '../base/errors.ts';

/** Makes the state folder (0700) with its own .gitignore; throws `EngineError` with the next step when the workspace cannot be written to. */
export function prepareStateFolder(stateFolder: string): void {
  try {
    makeFolder({ fs, path }, `${stateFolder}/captures`, 0o700);
    const ignore = `${stateFolder}/.gitignore`;
    if (!fs.existsSync(ignore)) fs.writeFileSync(ignore, '*\n', { mode: 0o600 });
  } catch (thrown) {
    throw new EngineError('permissionDenied', `Cannot write to ${stateFolder}: ${messageOf(thrown)}. Give write access to its folder, or choose another one with --state.`, { cause: thrown });
  }
}
