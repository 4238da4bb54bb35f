/** Maintenance: backups and restores, cleanup, history and rotation; everything that changes or deletes files of Logbrief's own folder on somebody's behalf. */
import { readArchive } from './archive.ts';

export { createBackup, type BackupOptions } from './backup.ts';
export { listBackups, pruneBackups, verifyBackup, type BackupEntry, type PruneOptions } from './backupList.ts';
export { planCleanup, runCleanup, type CleanupOptions } from './cleanup.ts';
export type { CleanupLimits } from './cleanupRules.ts';
export { checkEngine, type EngineFacts } from './doctor/engineChecks.ts';
export { bytesText, type Finding } from './doctor/finding.ts';
export { checkFolder, type FolderOptions } from './doctor/folder.ts';
export { judgeMachine, measureMachine, type MachineFacts } from './doctor/machine.ts';
export { keepHistory, type HistoryOptions } from './history.ts';
export { logrotateFile, type LogrotateOptions } from './logrotateFile.ts';
export { ownLineFiles, rotateOwnFiles, type RotateOwnOptions } from './ownLogs.ts';
export {
  confirmRestore, openSettled, planRestore, restoreBackup, rollBackRestore, settleRestore, type PlanRestoreOptions, type RestoreOptions, type SettledOpening, type SettledRestore,
} from './restore.ts';
export { isBackupDue, lastDue } from './schedule.ts';
export { serviceKinds, serviceLimits, serviceMark, serviceNameOf, type ServiceDefinition, type ServiceKind } from './service/definition.ts';
export { serviceFile, serviceSteps, type ServiceSteps } from './service/service.ts';
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
