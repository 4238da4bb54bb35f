/** The one error class for a broken world (unreadable file, corrupt store, dead worker), told apart by code. */

/** Names every way in which the engine's surroundings can be broken. */
export type ErrorCode =
  | 'aborted'
  | 'archiveInvalid'
  | 'badRequest'
  | 'configInvalid'
  | 'diskFull'
  | 'engineDown'
  | 'notFound'
  | 'permissionDenied'
  | 'readFailed'
  | 'runtimeTooOld'
  | 'storeBusy'
  | 'storeCorrupt'
  | 'storeTooNew'
  | 'usage'
  | 'writeFailed';

/** Says what broke and what to do next; `message` names the thing and the next step. */
export class EngineError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }
}

/** Returns the text of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Returns the system error code (`ENOENT`, `EACCES`, …) of whatever was thrown, if it has one. */
export function systemCodeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** Returns what was thrown as an `EngineError` when it is one or comes from the system, which then names the path; undefined when the program itself is at fault. */
export function knownError(thrown: unknown): EngineError | undefined {
  if (thrown instanceof EngineError) return thrown;
  if (!(thrown instanceof Error) || !('syscall' in thrown) || !/^E[A-Z\d]+$/.test(systemCodeOf(thrown) ?? '')) return undefined;
  return worldError('path' in thrown ? `use ${String(thrown.path)}` : String(thrown.syscall), thrown);
}

/** Turns whatever was thrown into an `EngineError` that says what could not be done and what to do. `what` continues "Cannot". */
export function worldError(what: string, thrown: unknown): EngineError {
  if (thrown instanceof EngineError) return thrown;
  const cause = { cause: thrown };
  const code = systemCodeOf(thrown);
  if (code === 'ABORT_ERR' || (thrown instanceof Error && thrown.name === 'AbortError')) return new EngineError('aborted', `Stopped before it was done: ${what}. Nothing was changed.`, cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new EngineError('diskFull', `Cannot ${what}: the disk is full. Free space and try again.`, cause);
  if (code === 'EACCES' || code === 'EPERM') return new EngineError('permissionDenied', `Cannot ${what}: permission denied (${messageOf(thrown)}). Give access and try again.`, cause);
  if (code === 'EROFS') return new EngineError('permissionDenied', `Cannot ${what}: the file system is read-only. Make it writable, or choose another state folder with --state.`, cause);
  if (code === 'EMFILE' || code === 'ENFILE') return new EngineError('readFailed', `Cannot ${what}: too many files are open. Close some, or allow more (ulimit -n).`, cause);
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return new EngineError('notFound', `Cannot ${what}: ${messageOf(thrown)}. Check the path.`, cause);
  return new EngineError('writeFailed', `Cannot ${what}: ${messageOf(thrown)}.`, cause);
}
