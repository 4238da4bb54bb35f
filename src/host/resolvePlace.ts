/** From a path as a panel shows it to a file that may be opened. */
import path from 'node:path';
import { err, ok, type Result } from '../base/result.ts';

/** What a path is resolved against. */
export interface KnownPlaces {
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  /** Names of the snapshot's sources; absolute where they lie outside the workspace. */
  readonly sources: readonly string[];
}

/**
 * Returns the absolute path of `shown` when it lies inside the workspace or is one of the followed logs, else `outside`.
 * Log text names paths, so nothing else of the machine can be reached by a click; network paths are outside too.
 */
export function resolvePlace(shown: string, places: KnownPlaces, paths: path.PlatformPath = path): Result<string, 'outside'> {
  if (shown === '' || shown.includes('\0')) return err('outside');
  const absolute = paths.resolve(places.workspace, shown);
  const isSource = places.sources.some((name) => paths.isAbsolute(name) && paths.resolve(name) === absolute);
  const relative = paths.relative(places.workspace, absolute);
  const isInside = relative !== '' && relative !== '..' && !relative.startsWith(`..${paths.sep}`) && !paths.isAbsolute(relative);
  return isSource || isInside ? ok(absolute) : err('outside');
}
