/** Rotation of Logbrief's own line files, which everybody who writes them opens by name for each write. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { lstatOf } from './files.ts';
import { MaintenanceLock } from './lock.ts';
import { rotateFile } from './rotate.ts';

/** Below the state folder. */
export const ownLineFiles = ['events.ndjson', 'audit.ndjson', 'logs/logbrief.log'] as const;

/** When and how. */
export interface RotateOwnOptions {
  readonly stateFolder: string;
  readonly clock: Clock;
  readonly maxBytes: number;
  /** Old parts that stay: one plain, the rest in gzip. */
  readonly keep: number;
}

/** Rotates those that are large enough; returns their paths. Throws `storeBusy` while other maintenance goes on. */
export function rotateOwnFiles({ stateFolder, clock, maxBytes, keep }: RotateOwnOptions): readonly string[] {
  const files = ownLineFiles.map((name) => path.join(stateFolder, name)).filter((file) => (lstatOf(file)?.size ?? 0) >= maxBytes || lstatOf(`${file}.2`));
  if (files.length === 0) return [];
  using lock = MaintenanceLock.take(stateFolder, clock, 'rotate logs');
  lock.refresh();
  return files.filter((file) => rotateFile({ path: file, maxBytes, keep }));
}
