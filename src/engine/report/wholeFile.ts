/** Files that are either the old one or the new one, whole, for every reader at every moment. */
import fs from 'node:fs';
import path from 'node:path';
import { EngineError, messageOf, systemCodeOf } from '../../base/errors.ts';

/** Writes `text` beside `file`, flushes it, and renames it into place (mode 0600). On failure the old file stays and an `EngineError` says why. */
export function writeWhole(file: string, text: string): void {
  const partial = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.partial`);
  try {
    const descriptor = fs.openSync(partial, 'w', 0o600);
    try {
      fs.writeFileSync(descriptor, text);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    fs.renameSync(partial, file);
  } catch (thrown) {
    fs.rmSync(partial, { force: true });
    throw failureOf(file, thrown);
  }
}

function failureOf(file: string, thrown: unknown): EngineError {
  const code = systemCodeOf(thrown);
  if (code === 'ENOSPC') return new EngineError('diskFull', `Cannot write ${file}: the disk is full. Free space; the last file stays as it is.`, { cause: thrown });
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return new EngineError('permissionDenied', `Cannot write ${file}: ${code === 'EROFS' ? 'the file system is read-only' : 'permission denied'}. Give write access to its folder, or choose another one.`, { cause: thrown });
  return new EngineError('writeFailed', `Cannot write ${file}: ${messageOf(thrown)}.`, { cause: thrown });
}
