/** Makes the issue of a failed run: its lead, its title, its dates, its key lines. */
import type { Category, Evidence, Issue, KeyLine } from '../../../model/issue.ts';
import { severity } from '../../../model/severity.ts';
import { issueIdOf } from '../issueId.ts';
import type { Candidate } from './candidates.ts';
import { isForeignPath } from '../frames.ts';
import { failureKey } from './failure.ts';
import { rankLines } from './rank.ts';
import type { Run } from './run.ts';

/** Since when a test or an error is failing. */
export interface FailingSince {
  readonly line: number;
  readonly text: string;
  readonly atMs: number;
  /** Runs in a row. */
  readonly runs: number;
  /** What a watch loop said before the first of them. */
  readonly change: { readonly line: number; readonly text: string; readonly atMs: number } | undefined;
}

/** What an issue is made from. */
export interface FailedRun {
  readonly source: string;
  readonly job: string | undefined;
  readonly run: Run;
  readonly failing: ReadonlyMap<string, FailingSince>;
  readonly restored: readonly Issue[];
  readonly isWatched: boolean;
}

/** Lines behind the name of a failing test among which its reason is looked for (ours). */
const reasonLines = 80;
/** What is said so near before a command ends belongs to its end (ours). */
const lastLines = 20;
/** A place worth less is one of what passed (ours). */
const tellingWorth = 40;
const titleLength = 280;
const nameLength = 60;
/** They say that a job failed, not what in it. */
const servers = new Set(['ci', 'gitlab', 'jenkins', 'travis', 'circleci', 'buildkite']);
/** Brackets and rules are no last words. */
const hasWords = /[\p{L}\p{N}]{2}/u;
/** The two values of an assertion stand so near (ours). */
const valueLines = 8;
const isValue = /^\s*(?:Expected|Received|Actual|expected|got|actual|left|right|But was)\b[^:]*:\s*\S/;
/** Causes outside of the code come before what they make fail. */
const outside = new Set(['git', 'system', 'network', 'secret', 'docker', 'shell', 'apt', 'curl', 'pip', 'npm', 'pnpm', 'yarn', 'cloud', 'github', 'kubernetes', 'timeout']);
const outsideWorth = 82;

/** What a title is told from. */
interface Told {
  readonly lead: Candidate;
  readonly reason: Candidate | undefined;
  readonly ranked: readonly Candidate[];
}

/** Makes it; undefined when the run shows nothing that could be named. */
export function buildIssue({ source, job, run, failing, restored, isWatched }: FailedRun): Issue | undefined {
  const ranked = rankLines(run);
  const lead = leadOf(run, ranked);
  if (!lead) return undefined;
  const since = failing.get(failureKey(lead) ?? '');
  const reason = reasonOf(lead, ranked);
  const key = failureKey(lead) ?? lead.key;
  const isTest = ranked.some(({ kind, step }) => kind === 'test' && step === lead.step);
  const id = issueIdOf({ frame: undefined, exceptionType: isTest ? 'test' : 'build', template: key });
  const before = restored.find((issue) => issue.id === id);
  const firstMs = since?.change?.atMs ?? since?.atMs ?? lead.atMs;
  const isJob = run.endings.length > 0 || !isWatched;
  return {
    id,
    type: isTest ? 'test' : 'build',
    category: (isTest ? 'TEST' : 'BUILD') satisfies Category,
    severity: isJob ? 'CRITICAL' : 'HIGH',
    severityNumber: isJob ? severity.fatal : severity.error,
    title: titleOf({ lead, reason, ranked }, run, job),
    message: messageOf(run, job, ranked),
    component: lead.tool === '' ? undefined : lead.tool,
    state: 'open',
    count: (since?.runs ?? 1) + (before?.count ?? 0),
    firstSeenMs: before?.firstSeenMs ?? firstMs,
    lastSeenMs: Number.isNaN(run.lastMs) ? lead.atMs : run.lastMs,
    sources: [source],
    evidence: evidenceOf(source, [lead, reason, since?.change, run.endings.at(-1)]),
    frame: placeOf(lead, ranked),
    suggestedActions: [actionOf(lead, isTest)],
    estimatedMinutes: undefined,
    keyLines: keyLinesOf(ranked, since),
  };
}

/** The earliest strong cause outside of the code, else the best failing test, error, exception, cause; else whatever ranks first. */
function leadOf(run: Run, ranked: readonly Candidate[]): Candidate | undefined {
  const failedStep = run.steps.findIndex((step) => step.failed);
  const here = failedStep < 0 ? ranked : ranked.filter(({ step }) => step === failedStep);
  const test = here.find(({ kind }) => kind === 'test');
  const causes = here.filter(({ kind, tool, worth }) => kind === 'cause' && outside.has(tool) && worth >= outsideWorth);
  const cause = causes.reduce<Candidate | undefined>((first, candidate) => (first === undefined || candidate.line < first.line ? candidate : first), undefined);
  // What builds others says that it failed behind the error of what it built.
  const inner = cause && here.find(({ kind, line, worth, groups }) => kind === 'error' && line < cause.line && worth >= outsideWorth && groups['path'] !== undefined);
  if (cause && (test === undefined || cause.line < test.line)) return inner ?? cause;
  const error = here.find(({ kind }) => kind === 'error' || kind === 'exception' || kind === 'cause');
  if (test && !(error?.kind === 'error' && error.worth > test.worth)) return test;
  return error ?? here.find(({ kind }) => kind === 'step' || kind === 'tally' || kind === 'annotation') ?? here.find(({ kind }) => kind === 'exit') ?? lastWordsIn(here) ?? ranked[0];
}

/** Why a test failed: the nearest exception or assertion behind its name. What a command said last before it ended, where only its end tells that it failed. */
function reasonOf(lead: Candidate, ranked: readonly Candidate[]): Candidate | undefined {
  if (lead.kind === 'exit' || lead.kind === 'annotation') return lastWordsOf(lead, ranked);
  if (lead.kind !== 'test' || lead.groups['code'] !== undefined) return undefined;
  const behind = ranked.filter(({ line, kind, step }) => step === lead.step && line > lead.line && line <= lead.line + reasonLines && (kind === 'exception' || kind === 'assertion' || kind === 'cause' || kind === 'error'));
  const sure = behind.filter(({ kind }) => kind !== 'assertion');
  return [...(sure.length > 0 ? sure : behind)].sort((a, b) => a.line - b.line)[0];
}

/** Words of failure before a mere last line. */
function lastWordsOf(lead: Candidate, ranked: readonly Candidate[]): Candidate | undefined {
  return lastWordsIn(ranked.filter(({ line, step }) => line < lead.line && line >= lead.line - lastLines && step === lead.step));
}

function lastWordsIn(ranked: readonly Candidate[]): Candidate | undefined {
  const vague = ranked.find(({ kind }) => kind === 'weak' || kind === 'hint');
  const changed = ranked.find(({ kind, tool }) => kind === 'place' && tool === 'git');
  const ended = ranked.find(({ kind, tool }) => kind === 'exit' && !servers.has(tool));
  const said = ranked.filter(({ kind, text }) => (kind === 'tail' || kind === 'context') && hasWords.test(text));
  return changed ?? vague ?? ended ?? said.reduce<Candidate | undefined>((last, candidate) => (last === undefined || candidate.line > last.line ? candidate : last), undefined);
}

function titleOf({ lead, reason, ranked }: Told, run: Run, job: string | undefined): string {
  if (reason && (lead.kind === 'exit' || lead.kind === 'annotation')) return inStep(reason.text.trim(), stepNameOf(run, job));
  const name = (lead.groups['test'] ?? lead.groups['name'] ?? lead.text).trim();
  const telling = lead.kind === 'test' && lead.groups['code'] === undefined ? name : lead.text.trim();
  const step = lead.kind === 'test' || lead.kind === 'error' ? '' : stepNameOf(run, job);
  const title = reason ? `${telling}: ${reasonText(reason, ranked)}` : telling;
  return inStep(title, step);
}

function inStep(title: string, step: string): string {
  return `${title}${step === '' ? '' : ` (in ${step})`}`.slice(0, titleLength);
}

/** `expect(received).toBe(expected)` says nothing; what was expected and what came does. */
function reasonText({ line, text, kind }: Candidate, ranked: readonly Candidate[]): string {
  if (kind !== 'assertion') return text.trim();
  const values = ranked.filter((other) => other.kind === 'assertion' && other.line > line && other.line <= line + valueLines && isValue.test(other.text)).sort((a, b) => a.line - b.line);
  return values.length < 2 ? text.trim() : values.slice(0, 2).map((value) => value.text.trim()).join(', ');
}

function stepNameOf(run: Run, job: string | undefined): string {
  const step = run.steps.find(({ failed }) => failed)?.name ?? '';
  const title = run.title ?? job;
  return [step === '' ? '' : `step ${short(step)}`, title === undefined ? '' : `job ${short(title)}`].filter((part) => part !== '').join(' of ');
}

/** Names of steps are whole commands at times. */
function short(name: string): string {
  return name.length > nameLength ? `${name.slice(0, nameLength)}…` : name;
}

function messageOf(run: Run, job: string | undefined, ranked: readonly Candidate[]): string {
  const tallies = ranked.filter(({ kind }) => kind === 'tally').slice(0, 3).sort((a, b) => a.line - b.line).map(({ text }) => text.trim());
  return [stepNameOf(run, job), ...tallies, run.endings.at(-1)?.text ?? ''].filter((line) => line !== '').join('\n').slice(0, 2000);
}

function evidenceOf(source: string, places: readonly ({ readonly line: number; readonly text: string } | undefined)[]): Evidence[] {
  const seen = new Set<number>();
  return places.flatMap((place) => {
    if (!place || seen.has(place.line)) return [];
    seen.add(place.line);
    return [{ path: source, line: place.line, excerpt: place.text.trim().slice(0, 300) }];
  });
}

/** The place in the user's code that stands nearest behind the lead, or in it. */
function placeOf(lead: Candidate, ranked: readonly Candidate[]): Issue['frame'] {
  const places = ranked.filter(({ groups: { path: file, line }, step }) => file !== undefined && !isForeignPath(file) && line !== undefined && step === lead.step);
  const nearest = places.find(({ line }) => line === lead.line) ?? places.filter(({ line }) => line > lead.line && line <= lead.line + reasonLines).sort((a, b) => a.line - b.line)[0] ?? places.find(({ worth }) => worth >= tellingWorth);
  const path = nearest?.groups['path'];
  return path === undefined ? undefined : { path, line: Number(nearest?.groups['line']) };
}

function keyLinesOf(ranked: readonly Candidate[], since: FailingSince | undefined): KeyLine[] {
  const change = since?.change;
  const lines = ranked.map(({ line, text }) => ({ line, text }));
  return change ? [{ line: change.line, text: change.text }, ...lines.filter(({ line }) => line !== change.line)] : lines;
}

function actionOf(lead: Candidate, isTest: boolean): string {
  if (lead.kind === 'cause' && outside.has(lead.tool)) return 'Mend what this line names first: what fails behind it follows from it. Then run the job again.';
  if (isTest) return 'Run the failing test alone, and compare what it expects with what it got at the place named.';
  return lead.kind === 'error' ? 'Mend the first error at the place named; later ones often follow from it.' : 'Run the command of the failing step here, and begin with the first of these lines.';
}
