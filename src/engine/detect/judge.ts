/** Judges findings: noise or fault, over or going on, how bad, which is the cause, and whether the work still gets done. */
import { severity } from '../../model/severity.ts';
import { isDerived, type Issue, type IssueSeverity } from '../../model/issue.ts';
import type { Outage, SystemChange } from '../../model/snapshot.ts';
import { linkCauses } from './chain.ts';
import { durationWords, isFault, rateWords, type Finding } from './finding.ts';
import type { Judgement } from './tracker.ts';
import { outcomeOf } from './words.ts';
import { openFailedRuns } from './verdicts.ts';
import { isRemark } from './remark.ts';
import { outageOf, type WorkInput } from './work.ts';

/** Words of faults that their writer got over by itself, or that are the caller's own. */
const benign = /(?<!\bnot )\boptional|\bskipp(?:ed|ing)\b|\bignor(?:ed|ing)\b|\bcontinuing\b|\bnon-?fatal|\bharmless|deprecat|will be removed|no action|\bfall(?:s|ing)? ?back|using default|not critical|best.effort|\bSIG(?:TERM|HUP|INT|QUIT|USR\d|WINCH)\b|\bsignal (?:1|2|15)\b|exit(?:ed|ing)? (?:with )?(?:code|status)? ?0\b|\bNot Found: \/|client (?:closed|disconnected|aborted|went away)|slow query|warm cache|\bstale\b|older than|threshold|임계값|지연|무시|건너뜀/i;
/** What is lost does not come back: worse than its level says. */
const dataLoss = /\bdata (?:loss|lost|corruption)\b|\b(?:messages?|records?|rows?|events?|writes?|transactions?|points|samples|blocks?) (?:(?:were|are|have been|was|is) )?lost\b|\blost (?:\d+ )?(?:messages?|records?|rows|events|writes|transactions)\b|\b(?:checksum|digest|crc)\b.{0,40}\b(?:mismatch|differs?|failed|wrong|bad)\b|\b(?:corrupt(?:ed|ion)?|malformed)\b.{0,40}\b(?:database|page|block|index|segment|table|file|image|record)\b|\b(?:database|page|block|index|segment|table|disk image)\b.{0,40}\b(?:corrupt(?:ed|ion)?|malformed)\b|데이터.{0,10}(?:유실|손상)/i;
/** An exception by its name; loggers put the place they were called from beside what is none. */
const thrown = /(?:Error|Exception|Exit|Fault|Failure)\b|\bpanic(?:ked)?\b|\bTraceback\b/;
/** Somebody else did it. */
const handled = /\b(?:takes?|taking|took|taken) over\b|\b(?:used|using|taken|shown|served|read|tried|sent) instead\b/i;
/** What an interpreter complains of and goes on, whatever the level at which its server logs it. */
const mildWord = /\b(?:PHP )?(?:Warning|Notice|Deprecated): /;
/** A count of nothing says nothing. */
const zeroField = /[\w.-]{1,40}[=:] ?0\b/g;
/** Slow now and then is no fault. */
const slow = /slow|latency|지연|느림/i;
/** A process that was told to end, and did. */
const ordered = /\b(?:termination|shutdown|stop) (?:was )?requested\b|\b(?:termination|shutdown) (?:notice|signal) received\b|\b(?:was sent|received|got|caught|handling) (?:signal )?SIG(?:TERM|HUP|INT|QUIT|WINCH)\b|\bSIG(?:TERM|HUP|INT|QUIT)\b.{0,40}\b(?:shutting down|draining|refusing new|graceful)|\bterminated (?:due to|by|with|on) (?:signal )?(?:1|2|3|15|SIG(?:TERM|HUP|INT|QUIT))\b/i;
const manyRetries = 20;
/** Failures that are so much of all that a log tells are not beside its work (ours). */
const failingShare = 0.2;
/** What is announced so shortly before or behind explains a warning that went away by itself. */
const plannedMs = 60_000;
/** What a process complains of once, so shortly after its start, belongs to it. */
const startMs = 15_000;
const grades: readonly IssueSeverity[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/** What judging gives beside the changed findings. */
export interface Verdict {
  readonly outage: Outage | undefined;
}

/** What findings are judged by. */
export type JudgeInput = Omit<WorkInput, 'findings'> & { readonly changes: readonly SystemChange[] };

/** Grades, links and explains the findings in place. */
export function judge(findings: readonly Finding[], work: JudgeInput, startMs: number): Verdict {
  for (const finding of findings) {
    finding.state = stateOf(finding);
    finding.grade = gradeOf(finding);
  }
  const verdicts = openFailedRuns(findings, work.activities);
  easePlanned(findings, work.changes);
  easeRemarks(findings);
  const outage = outageOf({ ...work, findings });
  if (!outage || !leadOf(findings, outage.sinceMs)) reviveAlwaysFailing(findings, work);
  linkCauses(findings, work.endMs - startMs);
  for (const [verdict, error] of verdicts) verdict.causedBy ??= error.causedBy ?? error.issue.id;
  const lead = outage ? leadOf(findings, outage.sinceMs) : undefined;
  if (lead) lead.grade = 'CRITICAL';
  for (const finding of findings) raiseRoot(finding, findings);
  for (const finding of findings) finding.why = whyOf(finding, work.endMs);
  return { outage: outage && lead ? { ...outage, issueId: lead.issue.id } : outage };
}

/** The judgement of a finding as a tracked issue takes it over. */
export function judgementOf({ grade, state, why, rhythm, causedBy }: Finding): Judgement {
  return { grade, state, why, onsetMs: rhythm.onsetMs, sinceOnset: rhythm.since, isNoise: rhythm.kind === 'noise' && grade === 'LOW', causedBy };
}

function stateOf({ issue, rhythm }: Finding): Issue['state'] {
  if (issue.state === 'muted') return 'muted';
  return rhythm.isOver ? 'resolved' : 'open';
}

function gradeOf({ issue, rhythm, text, counts, known }: Finding): IssueSeverity {
  if (rhythm.kind === 'noise') return isBrokenAllAlong(issue, text) ? 'MEDIUM' : 'LOW';
  const isError = issue.severityNumber >= severity.error;
  if (rhythm.kind === 'startup' && !isError) return 'LOW';
  if (issue.type === 'replaced') return 'MEDIUM';
  if (ordered.test(issue.title) && rhythm.kind !== 'surge') return 'LOW';
  let grade = isError ? 2 : 1;
  if (rhythm.kind === 'startup' || (isError && counts.count <= 2 && issue.severityNumber < severity.fatal)) grade = Math.min(grade, 1);
  if (known?.grade === 'outage' && (isError || counts.count > 1)) grade = Math.max(grade, 2);
  if (known?.grade === 'degraded') grade = Math.min(grade, isError ? 2 : 1);
  const turn = outcomeOf(issue.title).kind;
  if (dataLoss.test(issue.title) && turn !== 'harmless' && turn !== 'recovery') grade = Math.max(grade, 2);
  // A retry now and then is handled; hundreds that began at one moment are the fault itself.
  const isFew = rhythm.since < manyRetries;
  const isEased = (benign.test(text.replace(zeroField, '')) && turn !== 'retry' && (isFew || !slow.test(text))) || (turn === 'retry' && isFew) || turn === 'recovery' || turn === 'harmless' || known?.grade === 'notice';
  if (isEased && rhythm.kind !== 'surge' && turn !== 'gaveUp') grade--;
  return grades[Math.max(0, grade)] ?? 'LOW';
}

/** Warnings around a planned restart or deploy, over by themselves, with no error and no failed request beside them, are part of it. */
function easePlanned(findings: readonly Finding[], changes: readonly SystemChange[]): void {
  const faults = findings.filter(isFault);
  const isHarmed = faults.some(({ issue, rhythm }) => issue.severityNumber >= severity.error && rhythm.kind !== 'startup' || issue.type === 'requests');
  if (isHarmed) return;
  for (const finding of faults) {
    const isPlanned = changes.some(({ atMs }) => atMs > finding.rhythm.onsetMs - plannedMs && atMs < finding.rhythm.onsetMs + plannedMs / 4);
    const isOfStart = finding.counts.count <= 2 && !isDerived(finding.issue) && changes.some(({ kind, path, atMs }) => kind === 'start' && finding.issue.sources.includes(path) && atMs <= finding.rhythm.onsetMs && atMs > finding.rhythm.onsetMs - startMs);
    if (((finding.state === 'resolved' && isPlanned) || isOfStart) && !isOfClock(finding)) finding.grade = 'LOW';
  }
}

/** A level alone, once or twice and without a word of anything that failed, is no fault where nothing else is one. */
function easeRemarks(findings: readonly Finding[]): void {
  const faults = findings.filter(isFault);
  if (faults.every(isRemark)) for (const finding of faults) finding.grade = 'LOW';
}

/** A clock that was set is no plan of anybody's, though its setting is announced. */
function isOfClock({ known }: Finding): boolean {
  return known?.id === 'clockSkew';
}

/** Steady since the log begins, and still a fault: an exception out of the user's own code that nobody calls optional. */
function isBrokenAllAlong({ type, frame, severityNumber }: Issue, text: string): boolean {
  return type === 'exception' && frame !== undefined && severityNumber >= severity.error && thrown.test(text) && !benign.test(text) && !mildWord.test(text) && !handled.test(text);
}

/** Where nothing but failures is written since the log began, steady is no excuse: nothing works. */
function reviveAlwaysFailing(findings: readonly Finding[], { work, outcomes, activities }: Omit<WorkInput, 'findings'>): void {
  const done = work.reduce((sum, stream) => sum + stream.count, 0) + outcomes.flat().filter(({ status }) => status < 500).reduce((sum, { count }) => sum + count, 0);
  for (const finding of findings) {
    const written = activities.filter(({ source }) => finding.issue.sources.includes(source.name)).reduce((sum, { count }) => sum + count, 0);
    if (finding.rhythm.kind === 'noise' && finding.issue.severityNumber >= severity.error && finding.counts.count > 5 && done < finding.counts.count * 0.05 && finding.counts.count > written * failingShare) finding.grade = 'HIGH';
  }
}

/** The cause of what is worst: a root that began about when the work was lost, then the one with the most behind it. */
function leadOf(findings: readonly Finding[], sinceMs: number): Finding | undefined {
  const roots = findings.filter((finding) => isFault(finding) && finding.causedBy === undefined && finding.state === 'open');
  const behind = (root: Finding): Finding[] => [root, ...findings.filter(({ causedBy }) => causedBy === root.issue.id)];
  const isNear = (root: Finding): number => Number(behind(root).some(({ rhythm }) => Math.abs(rhythm.onsetMs - sinceMs) <= plannedMs / 2));
  const count = (root: Finding): number => behind(root).reduce((sum, { rhythm }) => sum + rhythm.since, 0);
  const isSaid = ({ issue }: Finding): number => Number(issue.type !== 'requests' && issue.type !== 'silence');
  return roots.sort((a, b) => Number(isRemark(a)) - Number(isRemark(b)) || isNear(b) - isNear(a) || isSaid(b) - isSaid(a) || grades.indexOf(b.grade) - grades.indexOf(a.grade) || count(b) - count(a))[0];
}

/** A cause is as bad as the worst that follows from it. */
function raiseRoot(finding: Finding, findings: readonly Finding[]): void {
  const root = findings.find(({ issue }) => issue.id === finding.causedBy);
  if (!root) return;
  if (grades.indexOf(finding.grade) > grades.indexOf(root.grade)) root.grade = finding.grade;
  if (finding.state === 'open' && root.state === 'resolved' && isFault(finding)) root.state = 'open';
}

function whyOf(finding: Finding, endMs: number): string {
  if (finding.why !== '') return finding.why;
  const { rhythm, counts, span } = finding;
  const over = finding.state === 'resolved' ? `; not seen for ${durationWords(span.endMs - counts.lastMs)} while its log went on` : '';
  switch (rhythm.kind) {
    case 'noise': return `there since the log begins, at a steady ${rateWords(rhythm.perMinute)}: noise, or broken all along`;
    case 'surge': return `${rateWords(rhythm.perMinute)} since then, ${rateWords(rhythm.perMinuteBefore)} before${over}`;
    case 'startup': return 'only while the log began';
    case 'undated': return '';
    case 'new': return `${beginWords(rhythm.onsetMs - span.startMs)}${counts.count > 2 ? `, ${rateWords(rhythm.perMinute)} since` : ''}${over}${counts.count > 1 && endMs - counts.lastMs < 1000 ? ', still going on' : ''}`;
  }
}

function beginWords(ms: number): string {
  return ms < 60_000 ? `first ${durationWords(ms)} after the log begins` : `never before in the ${durationWords(ms)} since the log begins`;
}
