/** Checks of a running engine by what it writes down: is the briefing fresh, is it behind its logs, how much memory does it take (section 9 of the operations guide). */
import fs from 'node:fs';
import type { Settings } from '../../../model/settings.ts';
import { bytesText, spanText, type Finding } from './finding.ts';

/** What is known of the engine from outside. */
export interface EngineFacts {
  readonly nowMs: number;
  readonly isRunning: boolean;
  /** Absolute. */
  readonly briefingPath: string;
  readonly dashboardPath: string;
  readonly settings: Pick<Settings, 'briefing' | 'dashboard' | 'performance'>;
}

/** What the dashboard file says of the engine. */
interface Written {
  readonly memoryMb: number | undefined;
  readonly lagBytes: number | undefined;
  readonly commitMs: number | undefined;
  readonly notices: readonly string[];
}

/** More than this behind takes longer than a minute to make up for at the slowest rate we promise (ours). */
const maxLagBytes = 256e6;
/** A commit takes milliseconds; a second means that the disk is overloaded (ours). */
const maxCommitMs = 1000;

/** Runs all of them. */
export function checkEngine(facts: EngineFacts): readonly Finding[] {
  const written = facts.isRunning ? readDashboard(facts.dashboardPath) : undefined;
  return [checkBriefing(facts), checkMemory(facts, written), checkLag(written), checkNotices(facts, written)];
}

function checkBriefing({ nowMs, isRunning, briefingPath, settings }: EngineFacts): Finding {
  const { enabled, updateIntervalSeconds, autoGenerate } = settings.briefing;
  const limit = `rewritten every ${updateIntervalSeconds} s by a running engine`;
  const stat = fs.statSync(briefingPath, { throwIfNoEntry: false });
  if (!enabled || !autoGenerate) return { id: 'briefing', status: 'ok', measured: enabled ? 'written on request only' : 'switched off', limit };
  if (!stat) return { id: 'briefing', status: isRunning ? 'wrong' : 'note', measured: 'none yet', limit, ...(isRunning ? { cause: 'the engine cannot write it; `logbrief status` has its notes' } : { advice: 'Start the engine: open the folder in the editor, or run logbrief serve.' }) };
  const ageMs = nowMs - stat.mtimeMs;
  const measured = `${spanText(ageMs)} old`;
  // Two missed rewrites and a little.
  if (ageMs <= updateIntervalSeconds * 2000 + 5000) return { id: 'briefing', status: 'ok', measured, limit };
  if (!isRunning) return { id: 'briefing', status: 'wrong', measured, limit, cause: 'no engine is running, so an agent reads what was true then', advice: 'Start the engine: open the folder in the editor, or run logbrief serve.' };
  return { id: 'briefing', status: 'wrong', measured, limit, cause: 'an engine holds the store, but does not write: it hangs, or the disk is full', advice: 'See `logbrief status`; then restart the engine.' };
}

function checkMemory({ settings }: EngineFacts, written: Written | undefined): Finding {
  const { memoryThresholdMb } = settings.performance;
  const limit = `${memoryThresholdMb} MB (performance.memory_threshold_mb)`;
  if (written?.memoryMb === undefined) return { id: 'memory', status: 'unknown', measured: 'no engine is running', limit };
  const measured = `${written.memoryMb.toFixed(0)} MB`;
  if (written.memoryMb <= memoryThresholdMb) return { id: 'memory', status: 'ok', measured, limit };
  return {
    id: 'memory', status: 'wrong', measured, limit, cause: 'caches, buffers or the tables of templates and components have grown',
    advice: 'Make the caches smaller (performance.l1_cache_size, l2_cache_size, default_cache_size) or performance.batch_size, or allow more. What is not read from caches is read from the store, only slower.',
  };
}

function checkLag(written: Written | undefined): Finding {
  const limit = `at most ${bytesText(maxLagBytes)} not read yet, a commit within ${maxCommitMs} ms`;
  if (written?.lagBytes === undefined) return { id: 'lag', status: 'unknown', measured: 'no engine is running', limit };
  const measured = `${bytesText(written.lagBytes)} not read yet, the last commit took ${(written.commitMs ?? 0).toFixed(0)} ms`;
  if ((written.commitMs ?? 0) > maxCommitMs) return { id: 'lag', status: 'wrong', measured, limit, cause: 'the disk is slow or overloaded', advice: 'Move the state folder to a faster disk with --state, or see what else writes there.' };
  if (written.lagBytes <= maxLagBytes) return { id: 'lag', status: 'ok', measured, limit };
  return { id: 'lag', status: 'wrong', measured, limit, cause: 'more is written than is read, or a large log has just been found', advice: 'Look again in a minute. If it grows: leave logs out with watch.exclude, or raise performance.worker_count.' };
}

/** What the engine itself could not do, such as a backup, or a log that it may not read. */
function checkNotices({ dashboardPath }: EngineFacts, written: Written | undefined): Finding {
  const limit = 'none';
  if (!written) return { id: 'notes', status: 'unknown', measured: 'no engine is running', limit };
  const [first] = written.notices;
  if (first === undefined) return { id: 'notes', status: 'ok', measured: 'none', limit };
  return { id: 'notes', status: 'note', measured: `${written.notices.length}, the first: ${first}`, limit, advice: `All of them: logbrief status, or ${dashboardPath}` };
}

function readDashboard(file: string): Written {
  let parsed: unknown;
  try {
    parsed = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    // Without the file nothing is known; that it is missing is seen at the briefing.
    parsed = undefined;
  }
  const fields = recordOf(parsed);
  const figures = recordOf(fields['performance_metrics']);
  const numberIn = (name: string): number | undefined => (typeof figures[name] === 'number' ? figures[name] : undefined);
  const notices = Array.isArray(fields['notices']) ? fields['notices'].filter((notice) => typeof notice === 'string') : [];
  return { memoryMb: numberIn('memory_mb'), lagBytes: numberIn('lag_bytes'), commitMs: numberIn('commit_ms'), notices };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
