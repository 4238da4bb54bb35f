/** Backup, restore and upgrade of a workspace whose store this process does not write: the store's side and maintenance's side put together. */
import path from 'node:path';
import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { BackupReport, RestorePlan, RestoreReport } from '../model/maintenance.ts';
import type { Settings } from '../model/settings.ts';
import { createBackup, pruneBackups, restoreBackup, type CleanupOptions } from './maintain/maintain.ts';
import { copyStore, hasStore, isWriting, storeState, structureProblems, type StoreState } from './store/store.ts';

/** Where, and by which clock. */
export interface UpkeepPlace {
  readonly workspace: string;
  readonly stateFolder: string;
  readonly clock: Clock;
}

/** How long backups are kept. */
export interface BackupRetention {
  readonly keepDays: number;
  readonly keepAtLeast: number;
}

/** What a backup run did. */
export interface BackupRun {
  readonly made: BackupReport;
  /** Paths of the old ones that were deleted after it had succeeded. */
  readonly pruned: readonly string[];
}

/** Makes a verified backup, also beside a running engine, and then deletes what is too old; `snapshotStore` is the writer's own where there is one. */
export async function backUp(place: UpkeepPlace, retention: BackupRetention, signal?: AbortSignal, snapshotStore?: (file: string) => void): Promise<BackupRun> {
  const { stateFolder } = place;
  const fromStore = snapshotStore ?? (hasStore(stateFolder) ? (file: string): void => copyStore(stateFolder, file) : undefined);
  const options = { ...place, ...(signal ? { signal } : {}) };
  const made = await createBackup({ ...options, ...(fromStore ? { snapshotStore: fromStore } : {}) });
  // Only after a success, and never below the minimum of good ones.
  return { made, pruned: await pruneBackups({ ...options, ...retention }) };
}

/** Says what a cleanup may touch by these settings; `folders`: more folders with other programs' logs, as somebody has just named them. */
export function cleanupOptions({ workspace, stateFolder, clock }: UpkeepPlace, { cleanup, backup }: Pick<Settings, 'cleanup' | 'backup'>, folders: readonly string[] = []): CleanupOptions {
  const { historyHours, metricsDays, logDays, logKeepAtLeast, logMaxMb, logFolders } = cleanup;
  return {
    stateFolder,
    clock,
    roots: [...logFolders, ...folders].map((folder) => path.resolve(workspace, folder)),
    limits: {
      historyHours, metricsDays, logDays, logKeepAtLeast, backupDays: backup.keepDays, backupKeepAtLeast: backup.keepAtLeast,
      ...(logMaxMb > 0 ? { logMaxBytes: logMaxMb * 1e6 } : {}),
    },
  };
}

/** Carries a restore out where no engine writes; throws `storeBusy` where one does. What was there is put back when the restored store cannot be used. */
export async function restore(plan: RestorePlan, place: UpkeepPlace, options: { readonly workspaceFiles: boolean; readonly signal?: AbortSignal }): Promise<RestoreReport> {
  const { stateFolder } = place;
  return restoreBackup(plan, { ...place, ...options, ensureStopped: () => ensureNobodyWrites(stateFolder, `restore ${plan.archive}`), check: () => requireUsableStore(stateFolder) });
}

/** Before a store of an older version is opened for writing, which brings it forward: a verified backup of it. Nothing to do for a new one. */
export async function prepareUpgrade(place: UpkeepPlace, logger: Logger): Promise<void> {
  const { stateFolder } = place;
  const old = oldVersion(stateFolder);
  if (!old) return;
  const made = await createBackup({ ...place, snapshotStore: (file) => copyStore(stateFolder, file) });
  logger.notice(`The store is brought from version ${old.version} to ${old.newestVersion}. A verified backup of it is in ${made.path}.`);
}

/** Throws `storeBusy` when an engine writes here; `what` continues "Cannot". */
export function ensureNobodyWrites(stateFolder: string, what: string): void {
  if (!isWriting(stateFolder)) return;
  throw new EngineError('storeBusy', `Cannot ${what}: an engine is running in ${stateFolder}. Stop \`logbrief serve\` (or run Logbrief: Stop engine in the editor) and try again; nothing was changed.`);
}

function oldVersion(stateFolder: string): StoreState | undefined {
  if (!hasStore(stateFolder)) return undefined;
  try {
    const state = storeState(stateFolder);
    return state.version > 0 && state.version < state.newestVersion ? state : undefined;
  } catch {
    // What cannot be read is told by whoever opens it right after.
    return undefined;
  }
}

function requireUsableStore(stateFolder: string): void {
  if (!hasStore(stateFolder)) return;
  storeState(stateFolder);
  const [problem] = structureProblems(stateFolder);
  if (problem !== undefined) throw new EngineError('storeCorrupt', `The restored store is damaged (${problem}). Choose another backup.`);
}
