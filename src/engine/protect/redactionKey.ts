/** Keeps the key of the placeholders' hashes beside the store, so that equal secrets stay equal over restarts. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../base/makeFolder.ts';
import { EngineError, systemCodeOf } from '../../base/errors.ts';

/** Bytes of the key: one block of HMAC-SHA256's inner half. */
export const keyLength = 32;
const keyFile = 'redaction.key';

/** Returns the key of a state folder, made at the first call and readable by the user alone; throws `EngineError` when the folder cannot be used. */
export function loadKey(stateFolder: string): Uint8Array {
  const file = path.join(stateFolder, keyFile);
  try {
    makeFolder({ fs, path }, stateFolder, 0o700);
    return readKey(file) ?? writeKey(file);
  } catch (thrown) {
    const code = systemCodeOf(thrown) === 'EACCES' ? 'permissionDenied' : 'writeFailed';
    throw new EngineError(code, `Cannot keep the redaction key in ${file}. Give write access to the folder.`, { cause: thrown });
  }
}

/** Makes a key that nobody keeps. */
export function freshKey(): Uint8Array {
  return randomBytes(keyLength);
}

function readKey(file: string): Uint8Array | undefined {
  try {
    const key = fs.readFileSync(file);
    return key.length === keyLength ? key : undefined;
  } catch (thrown) {
    if (systemCodeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

/** Writes beside and links, so that of two processes that start at once one key wins and neither reads half of one; a damaged one is replaced. */
function writeKey(file: string): Uint8Array {
  const key = freshKey();
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, key, { mode: 0o600 });
  try {
    if (fs.existsSync(file)) fs.renameSync(draft, file);
    else fs.linkSync(draft, file);
    return key;
  } catch (thrown) {
    const other = systemCodeOf(thrown) === 'EEXIST' ? readKey(file) : undefined;
    if (!other) throw thrown;
    return other;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}
