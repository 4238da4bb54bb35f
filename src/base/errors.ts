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
