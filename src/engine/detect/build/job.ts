/** One job of a log: its latest run, what has been failing since when, and the issue that comes of it. */
import type { Issue } from '../../../model/issue.ts';
import { buildIssue, type FailingSince } from './buildIssue.ts';
import { failureKey } from './failure.ts';
import { isBlank, timeOf, type BuildLine } from './physicalLines.ts';
import { Run } from './run.ts';

const failingLimit = 5000;
/** Sorts of line remembered from runs that ended well (ours). */
const usualLimit = 2000;
const noMemory: ReadonlyMap<string, FailingSince> = new Map();

/** The job. */
export class Job {
  readonly #source: string;
  readonly #name: string | undefined;
  readonly #restored: readonly Issue[];
  #run: Run | undefined;
  /** The last run that came to a verdict, while the next one goes on. */
  #done: { readonly run: Run; readonly failed: boolean } | undefined;
  /** Failing tests and errors of the runs that failed in a row, by what they are. */
  #failing = new Map<string, FailingSince>();
  /** Sorts of line that stood in a run that ended well: they tell of nothing. */
  readonly #usual = new Set<string>();
  #change: { readonly line: BuildLine; readonly atMs: number } | undefined;
  #issue: Issue | undefined;
  /** The last line ended a round of a watch loop. */
  #roundEnded = false;
  #cached: readonly Issue[] | undefined;

  constructor(source: string, name: string | undefined, restored: readonly Issue[]) {
    this.#source = source;
    this.#name = name;
    this.#restored = restored;
  }

  /** Whether a run has said how it went. */
  get hasVerdict(): boolean {
    return this.#done !== undefined || (this.#run !== undefined && (hasFailed(this.#run, false) || this.#run.lastGreen > 0));
  }

  /** Whether its run is one of a build server, which marks its steps. */
  get hasSteps(): boolean {
    return this.#run?.hasSteps === true;
  }

  /** Takes the next line. */
  take(line: BuildLine): void {
    this.#cached = undefined;
    const { reading } = line;
    // A build server's job does not watch: what reads like a new round there is the output of one.
    if (this.#run?.hasSteps !== true && this.#isNewRound(line)) this.#startOver();
    if (reading?.idiom.kind === 'change') this.#change = { line, atMs: timeOf(line) };
    this.#run ??= new Run(line, this.#usual);
    if (reading?.idiom.kind === 'command') this.#run.command ??= line.text;
    this.#run.take(line);
    const { isRound } = reading?.idiom ?? {};
    this.#roundEnded = isRound === true || (isRound === 'perhaps' && this.#change !== undefined) || (this.#roundEnded && isBlank(line.text));
  }

  /** The issue that is open, or the last one when it is over. */
  issues(): readonly Issue[] {
    return (this.#cached ??= this.#judge());
  }

  /** It says so, or what ended well begins anew, or a command that has come to its verdict is run again. */
  #isNewRound(line: BuildLine): boolean {
    const { reading } = line;
    if (reading?.idiom.kind === 'change' || line.clears) return true;
    if (line.text.trim() === '') return false;
    if (this.#roundEnded) return true;
    return reading?.idiom.kind === 'command' && this.#run?.command === line.text && (this.#run.lastRed > 0 || this.#run.lastGreen > 0);
  }

  #startOver(): void {
    if (!this.#run) return;
    const failed = hasFailed(this.#run, false);
    if (failed || this.#run.lastGreen > 0) {
      this.#done = { run: this.#run, failed };
      this.#failing = failed ? this.#remember(this.#run, this.#failing) : new Map<string, FailingSince>();
      if (!failed) {
        this.#change = undefined;
        for (const { key } of this.#run.candidates.all) if (key !== '' && this.#usual.size < usualLimit) this.#usual.add(key);
      }
    }
    this.#run = undefined;
  }

  #judge(): readonly Issue[] {
    const running = this.#run;
    const openFailed = running !== undefined && hasFailed(running, true);
    const isSettled = running !== undefined && (openFailed || running.lastGreen > 0);
    const current = isSettled ? { run: running, failed: openFailed } : this.#done;
    if (!current) return [];
    if (!current.failed) {
      if (this.#issue) this.#issue = { ...this.#issue, state: 'resolved' };
      return this.#issue ? [this.#issue] : [];
    }
    const failing = isSettled ? this.#remember(current.run, this.#failing) : this.#failing;
    const made = buildIssue({ source: this.#source, job: this.#name, run: current.run, failing, restored: this.#restored, isWatched: this.#change !== undefined });
    if (!made) return [];
    const outdated = this.#issue !== undefined && this.#issue.id !== made.id ? [{ ...this.#issue, state: 'resolved' as const }] : [];
    this.#issue = made;
    return [made, ...outdated];
  }

  /** What of the run was failing before goes on, the rest begins with it. */
  #remember(run: Run, before: ReadonlyMap<string, FailingSince>): Map<string, FailingSince> {
    const now = new Map<string, FailingSince>();
    for (const candidate of run.candidates.all) {
      const key = failureKey(candidate);
      if (key === undefined || now.has(key) || now.size >= failingLimit) continue;
      const known = (before.size > 0 ? before : noMemory).get(key);
      if (known) now.set(key, { ...known, runs: known.runs + 1 });
      else now.set(key, { line: candidate.line, text: candidate.text, atMs: candidate.atMs, runs: 1, change: this.#change && { line: this.#change.line.number, text: this.#change.line.text, atMs: this.#change.atMs } });
    }
    return now;
  }
}

/** Whether a run went wrong; `byErrors`: errors alone count, for a log that may end without a word. */
function hasFailed(run: Run, byErrors: boolean): boolean {
  if (run.endings.length > 0) return true;
  if (run.hasSteps && run.isComplete) return false;
  if (run.lastRound > Math.max(run.lastRed, run.lastStrong)) return false;
  // Green behind red: another part of the same run went well; only a run that starts over takes red back.
  if (run.lastRed > 0) return true;
  return byErrors && run.lastStrong > run.lastGreen;
}
