/** When the daily backup is due: by the wall clock of this machine, and by what there is already. */
import type { BackupEntry } from './backupList.ts';

/** A backup dated further ahead than this was made by a wrong clock, and is none for the schedule (a zone change moves names by hours). */
const aheadMs = 26 * 3_600_000;

/** Returns the newest moment `HH:MM` of this machine's zone at or before `nowMs`. On a day on which the clock skips it, the moment it skips to. */
export function lastDue(time: string, nowMs: number): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const now = new Date(nowMs);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate(), hour, minute).getTime();
  return today <= nowMs ? today : new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, hour, minute).getTime();
}

/** Tells whether there is no backup since the schedule's last moment, be it that the machine slept then. */
export function isBackupDue(time: string, backups: readonly Pick<BackupEntry, 'createdMs'>[], nowMs: number): boolean {
  const due = lastDue(time, nowMs);
  return !backups.some(({ createdMs }) => createdMs >= due && createdMs <= nowMs + aheadMs);
}
