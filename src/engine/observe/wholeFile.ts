/** Small files of this service, written beside and renamed, so that a reader sees the old one or the new one. */
import fs from 'node:fs';
import path from 'node:path';
import { EngineError, messageOf, systemCodeOf } from '../../base/errors.ts';

/** Writes `text` whole (mode 0600); throws `EngineError`, the old file staying. */
export function writeWhole(file: string, text: string): void {
  const partial = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.partial`);
  try {
    fs.writeFileSync(partial, `${text}\n`, { mode: 0o600, flush: true });
    fs.renameSync(partial, file);
  } catch (thrown) {
    fs.rmSync(partial, { force: true });
    const isFull = systemCodeOf(thrown) === 'ENOSPC';
    throw new EngineError(isFull ? 'diskFull' : 'writeFailed', `Cannot write ${file}: ${isFull ? 'the disk is full. Free space' : `${messageOf(thrown)}. Give write access to its folder`}; the last file stays.`, { cause: thrown });
  }
}
