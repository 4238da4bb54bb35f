/** Checks of the state folder itself: who may read it, what was left in it, who holds its locks, how old the newest backup is. */
import fs from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import type { Settings } from '../../../model/settings.ts';
import { listBackups } from '../backupList.ts';
import { planCleanup, runCleanup } from '../cleanup.ts';
import { interruptedReason } from '../cleanupRules.ts';
import { lstatOf, privateFile, privateFolder } from '../files.ts';
import { MaintenanceLock } from '../lock.ts';
import { lastDue } from '../schedule.ts';
import { readJournal } from '../restoreJournal.ts';
import { bytesText, spanText, type Finding } from './finding.ts';

/** Which folder, and by which clock and settings. */
export interface FolderOptions {
  readonly workspace: string;
  readonly stateFolder: string;
  readonly clock: Clock;
  readonly settings: Pick<Settings, 'backup'>;
}

/** Runs all of them; without a folder there is nothing to check. */
export function checkFolder(options: FolderOptions): readonly Finding[] {
  if (lstatOf(options.stateFolder)?.isDirectory() !== true) return [{ id: 'folder', status: 'note', measured: 'none yet', limit: options.stateFolder, cause: 'no engine has run here', advice: 'Open the folder in the editor, or run logbrief serve.' }];
  const access = checkAccess(options);
  // Of what nobody may look into nothing else can be said.
  return canEnter(options.stateFolder) ? [access, checkIgnored(options), checkLeftovers(options), checkLock(options), checkRestore(options), checkBackups(options)] : [access];
}

function canEnter(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Modes are POSIX; on Windows the folder has the rights of the one it lies in. */
function checkAccess({ stateFolder }: FolderOptions): Finding {
  const limit = 'for its owner alone, who can write it';
  try {
    fs.accessSync(stateFolder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  } catch {
    return { id: 'permissions', status: 'wrong', measured: 'not writable', limit, cause: `${stateFolder} belongs to somebody else or is write-protected`, advice: `Give yourself write access: chown -R "$USER" '${stateFolder}'` };
  }
  if (process.platform === 'win32') return { id: 'permissions', status: 'unknown', measured: 'not checked on Windows', limit };
  const open = [stateFolder, ...below(stateFolder)].filter((file) => {
    const stat = lstatOf(file);
    return stat !== undefined && !stat.isSymbolicLink() && (stat.mode & 0o077) !== 0;
  });
  if (open.length === 0) return { id: 'permissions', status: 'ok', measured: 'for its owner alone', limit };
  return {
    id: 'permissions', status: 'wrong', measured: `${open.length} that others may use, the first ${open[0] ?? ''}`, limit, cause: 'log text and configuration lie in them',
    fix: 'takes the access of others away',
    repair: () => {
      for (const file of open) fs.chmodSync(file, lstatOf(file)?.isDirectory() === true ? privateFolder : privateFile);
    },
  };
}

function checkIgnored({ stateFolder }: FolderOptions): Finding {
  const file = path.join(stateFolder, '.gitignore');
  const limit = 'kept out of version control';
  if (fs.existsSync(file)) return { id: 'ignored', status: 'ok', measured: '.gitignore is there', limit };
  return { id: 'ignored', status: 'wrong', measured: 'no .gitignore in it', limit, cause: 'log text could be committed', fix: 'writes .logbrief/.gitignore', repair: () => fs.writeFileSync(file, '*\n', { mode: privateFile, flag: 'wx' }) };
}

function checkLeftovers({ stateFolder, clock }: FolderOptions): Finding {
  const limit = 'none older than an hour';
  const plan = planCleanup({ stateFolder, clock });
  const candidates = plan.candidates.filter(({ reason }) => reason === interruptedReason);
  if (candidates.length === 0) return { id: 'leftovers', status: 'ok', measured: 'no partial files', limit };
  const totalBytes = candidates.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return {
    id: 'leftovers', status: 'wrong', measured: `${candidates.length} partial files, ${bytesText(totalBytes)}`, limit, cause: 'a write was interrupted', fix: 'deletes them',
    repair: () => {
      const [problem] = runCleanup({ ...plan, candidates, totalBytes }, { stateFolder, clock }).problems;
      if (problem !== undefined) throw new Error(problem);
    },
  };
}

function checkLock({ stateFolder, clock }: FolderOptions): Finding {
  const limit = 'held only while something is done';
  const holder = MaintenanceLock.holderOf(stateFolder, clock);
  if (!holder) return { id: 'maintenance-lock', status: 'ok', measured: 'free', limit };
  const measured = `held to ${holder.what} by process ${holder.pid}`;
  if (!holder.isStale) return { id: 'maintenance-lock', status: 'ok', measured, limit };
  return { id: 'maintenance-lock', status: 'wrong', measured, limit, cause: 'its holder is gone', fix: 'removes it', repair: () => void MaintenanceLock.removeStale(stateFolder, clock) };
}

function checkRestore(options: FolderOptions): Finding {
  const limit = 'none that waits';
  const journal = readJournal(options);
  if (!journal) return { id: 'restore', status: 'ok', measured: 'none', limit };
  if (journal.phase === 'swapped') return { id: 'restore', status: 'note', measured: 'waits for its first good start', limit, advice: 'Start the engine; or take it back: logbrief restore --undo' };
  return { id: 'restore', status: 'note', measured: `interrupted (${journal.phase})`, limit, advice: 'Start the engine: it puts back what was there before.' };
}

function checkBackups({ stateFolder, clock, settings }: FolderOptions): Finding {
  const { backup } = settings;
  const [newest] = listBackups(stateFolder);
  const nowMs = clock.nowMs();
  const limit = backup.enabled ? `verified, since ${new Date(lastDue(backup.time, nowMs)).toISOString()}` : 'when you want one (backup.enabled is false)';
  const measured = newest ? `${spanText(nowMs - newest.createdMs)} old, ${newest.verifiedMs === undefined ? 'not verified' : 'verified'}` : 'none';
  if (newest && newest.createdMs > nowMs + 26 * 3_600_000) return { id: 'backup', status: 'wrong', measured: `${path.basename(newest.path)} is in the future`, limit, cause: 'the clock is or was wrong', advice: 'Set the clock; then make a backup: logbrief backup' };
  if (!backup.enabled) return { id: 'backup', status: 'ok', measured, limit };
  // An engine has an hour after a failure before it tries again, and a night's pause is no fault.
  if (newest && nowMs - newest.createdMs < 26 * 3_600_000) return newest.verifiedMs === undefined ? { id: 'backup', status: 'note', measured, limit, advice: 'logbrief backup verify latest' } : { id: 'backup', status: 'ok', measured, limit };
  return { id: 'backup', status: 'wrong', measured, limit, cause: 'no engine was running when it was due, or it failed; the notes of `logbrief status` say which', advice: 'Make one now: logbrief backup' };
}

function below(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
}
