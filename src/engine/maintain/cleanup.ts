/** Cleanup: says what may go, and deletes exactly that as far as it is unchanged. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { messageOf, systemCodeOf, worldError } from '../../base/errors.ts';
import type { CleanupCandidate, CleanupPlan, CleanupReport } from '../../model/maintenance.ts';
import { audit } from './audit.ts';
import { listBackups } from './backupList.ts';
import { logRule, ownRules, type CleanupLimits, type CleanupRule } from './cleanupRules.ts';
import { deleteFile } from './deleteFile.ts';
import { listGroup, type GroupFile } from './fileGroup.ts';
import { lstatOf } from './files.ts';
import { MaintenanceLock } from './lock.ts';
import { openFileIdentities } from './openFiles.ts';

/** Where to clean up and how. */
export interface CleanupOptions {
  readonly stateFolder: string;
  /** Folders with rotated logs of other programs, each named by the user; none by default. */
  readonly roots?: readonly string[];
  readonly clock: Clock;
  readonly limits?: CleanupLimits;
}

interface Planned {
  readonly root: string;
  readonly file: GroupFile;
  readonly candidate: CleanupCandidate;
}

interface Judgement {
  readonly roots: string[];
  readonly planned: Planned[];
  readonly notices: string[];
}

const hourMs = 3_600_000;
/** A file written to within the hour is never deleted, whatever its name says (ours). */
const youngMs = hourMs;
/** How far ahead of the clock a file may be: times written by other machines, and names in the zone of a traveller. */
const aheadMs = { modified: 5 * 60_000, named: 26 * hourMs } as const;
/** Nothing written here for so long means that the clock jumped ahead, or that nobody was here: either way nothing is urgent. Less than the shortest age. */
const silentMs = 144 * hourMs;

/** Plans a cleanup; touches nothing. */
export function planCleanup(options: CleanupOptions): CleanupPlan {
  const { roots, planned, notices } = judge(options);
  const candidates = planned.map(({ candidate }) => candidate);
  return { roots, candidates, totalBytes: candidates.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0), notices };
}

/** Deletes what `plan` names and what the same options still allow: size, time and identity of each file are compared right before. */
export function runCleanup(plan: CleanupPlan, options: CleanupOptions): CleanupReport {
  const { stateFolder, clock } = options;
  const report = { deleted: [] as string[], freedBytes: 0, problems: [] as string[] };
  if (plan.candidates.length === 0) return report;
  // Before the lock, which is a file written now and would vouch for any clock.
  const allowed = new Map(judge(options).planned.map((planned) => [planned.candidate.path, planned]));
  using lock = MaintenanceLock.take(stateFolder, clock, 'clean up');
  for (const candidate of plan.candidates) {
    lock.refresh();
    const planned = allowed.get(candidate.path);
    const why = planned && isSame(planned.candidate, candidate) ? remove(planned) : whyNot(candidate, planned);
    if (why === undefined) {
      report.deleted.push(candidate.path);
      report.freedBytes += candidate.sizeBytes;
    } else {
      report.problems.push(`${candidate.path} was not deleted: ${why}.`);
    }
    note(options, candidate, why, report.problems);
  }
  return report;
}

function remove({ root, file }: Planned): string | undefined {
  try {
    return deleteFile(root, file);
  } catch (thrown) {
    const code = systemCodeOf(thrown);
    if (code === 'ELOOP' || code === 'ENOTDIR') return 'its folder has become a link';
    return code === 'EACCES' || code === 'EPERM' ? 'permission denied; give write access to its folder' : messageOf(thrown);
  }
}

function isSame(now: CleanupCandidate, then: CleanupCandidate): boolean {
  return (then.identity === undefined || now.identity === then.identity) && now.sizeBytes === then.sizeBytes && now.modifiedMs === then.modifiedMs;
}

function whyNot(candidate: CleanupCandidate, planned: Planned | undefined): string {
  if (planned) return 'it has changed since it was shown';
  return lstatOf(candidate.path) ? 'it may not be deleted now (in use, young, or outside of what is cleaned up)' : 'it is not there any more';
}

/** A line that cannot be written (full disk) is told, but stops nothing: what is deleted makes room for the next one. */
function note({ stateFolder, clock }: CleanupOptions, { path: file, sizeBytes }: CleanupCandidate, why: string | undefined, problems: string[]): void {
  try {
    audit(stateFolder, clock.nowMs(), { action: 'clean', path: file, bytes: why === undefined ? sizeBytes : 0, result: why ?? 'done' });
  } catch (thrown) {
    problems.push(worldError(`write the audit line for ${file}`, thrown).message);
  }
}

function judge(options: CleanupOptions): Judgement {
  const { stateFolder, clock, limits = {} } = options;
  const result: Judgement = { roots: [], planned: [], notices: [] };
  const own = resolveRoot(stateFolder);
  if (own === undefined) return result;
  result.roots.push(own);
  const nowMs = clock.nowMs();
  const distrust = clockTrouble(own, nowMs);
  if (distrust !== undefined) {
    result.notices.push(distrust);
    return result;
  }
  const inUse = openFileIdentities();
  const judgeRule = (root: string, rule: CleanupRule): void => {
    const { files, notices } = listGroup(root, rule);
    result.notices.push(...notices);
    const ahead = files.find((file) => file.modifiedMs > nowMs + aheadMs.modified || file.dateMs > nowMs + (file.isNamedByDate ? aheadMs.named : aheadMs.modified));
    if (ahead) result.notices.push(`${ahead.path} is newer than the clock says it is now, so nothing beside it is deleted. Check the clock.`);
    else result.planned.push(...choose(files, rule, { root, nowMs, inUse, stateFolder }));
  };
  for (const rule of ownRules(limits)) judgeRule(own, rule);
  for (const named of options.roots ?? []) {
    const root = resolveRoot(named);
    const refusal = root === undefined ? 'it is not a folder' : whyNoRoot(root);
    if (refusal !== undefined || root === undefined) {
      result.notices.push(`${named} is not cleaned up: ${refusal ?? ''}. Name the folder that holds the rotated logs.`);
      continue;
    }
    if (!result.roots.includes(root)) result.roots.push(root);
    judgeRule(root, logRule(limits));
  }
  return result;
}

function choose(files: readonly GroupFile[], rule: CleanupRule, context: { readonly root: string; readonly nowMs: number; readonly inUse: ReadonlySet<string>; readonly stateFolder: string }): Planned[] {
  const { root, nowMs, inUse, stateFolder } = context;
  const good = rule.isBackup ? new Set(listBackups(stateFolder).flatMap(({ path: file, verifiedMs }) => (verifiedMs === undefined ? [] : [path.basename(file)]))) : undefined;
  let kept = 0;
  let keptBytes = 0;
  const planned: Planned[] = [];
  for (const file of files) {
    const isTooMuch = keptBytes + file.sizeBytes > rule.maxBytes;
    const isOld = nowMs - file.dateMs > rule.maxAgeMs;
    const isFree = kept >= rule.keepAtLeast && nowMs - file.modifiedMs > youngMs && !inUse.has(file.identity);
    if (isFree && (isOld || isTooMuch)) {
      const reason = isOld ? rule.reason : `the folder holds more than ${rule.maxBytes} bytes of rotated logs`;
      planned.push({ root, file, candidate: { path: file.path, sizeBytes: file.sizeBytes, modifiedMs: file.modifiedMs, reason, identity: file.identity } });
      continue;
    }
    keptBytes += file.sizeBytes;
    if (!good || good.has(path.basename(file.path))) kept++;
  }
  return planned;
}

/** Compares the clock with what was last written in our own folder. */
function clockTrouble(own: string, nowMs: number): string | undefined {
  const newestMs = Math.max(...['', ...fs.readdirSync(own)].map((name) => lstatOf(path.join(own, name))?.mtimeMs ?? 0));
  if (newestMs > nowMs + aheadMs.modified) return `Files in ${own} are newer than the clock says it is now, so nothing is deleted. Check the clock.`;
  if (nowMs - newestMs > silentMs) return `Nothing was written in ${own} since ${new Date(newestMs).toISOString()}. Should the clock be right, start the engine once and clean up then; nothing is deleted now.`;
  return undefined;
}

function resolveRoot(folder: string): string | undefined {
  try {
    const real = fs.realpathSync(path.resolve(folder));
    return fs.statSync(real).isDirectory() ? real : undefined;
  } catch {
    // Not there, or not to be read: there is nothing that could be deleted.
    return undefined;
  }
}

/** Folders so high up, or so much the system's own, that nobody can have meant them. */
function whyNoRoot(root: string): string | undefined {
  const isHigh = path.dirname(root) === root || root === os.homedir() || os.homedir().startsWith(`${root}${path.sep}`);
  return isHigh || systemFolders.test(root) ? 'it holds more than logs' : undefined;
}

const systemFolders = /^\/(?:bin|boot|dev|etc|home|lib\w*|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)$/;
