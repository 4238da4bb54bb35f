/** Maintenance: backups and restores, cleanup, history and rotation; everything that changes or deletes files of Logbrief's own folder on somebody's behalf. */
import { readArchive } from './archive.ts';

export { createBackup, type BackupOptions } from './backup.ts';
export { listBackups, pruneBackups, verifyBackup, type BackupEntry, type PruneOptions } from './backupList.ts';
export { planCleanup, runCleanup, type CleanupOptions } from './cleanup.ts';
export type { CleanupLimits } from './cleanupRules.ts';
export { bytesText, checkEngine, checkFolder, judgeMachine, measureMachine, type EngineFacts, type Finding, type FolderOptions, type MachineFacts } from './doctor.ts';
export { keepHistory, type HistoryOptions } from './history.ts';
export { logrotateFile, type LogrotateOptions } from './logrotateFile.ts';
export { ownLineFiles, rotateOwnFiles, type RotateOwnOptions } from './ownLogs.ts';
export {
  confirmRestore, openSettled, planRestore, restoreBackup, rollBackRestore, settleRestore, type PlanRestoreOptions, type RestoreOptions, type SettledOpening, type SettledRestore,
} from './restore.ts';
export { isBackupDue, lastDue } from './schedule.ts';
export { serviceFile, serviceKinds, serviceLimits, serviceMark, serviceNameOf, serviceSteps, type ServiceDefinition, type ServiceKind, type ServiceSteps } from './service.ts';
export { rotateFile, type RotateOptions } from './rotate.ts';

/** What an archive that is whole holds. */
export interface ArchiveCheck {
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly files: number;
  /** Unpacked. */
  readonly totalBytes: number;
}

/** Reads all of an archive, wherever it lies; throws `archiveInvalid` with the reason when anything in it is not as its manifest says. */
export async function verifyArchive(archive: string, signal?: AbortSignal): Promise<ArchiveCheck> {
  const { created, files } = await readArchive(archive, {}, signal);
  return { created, files: files.length, totalBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}
