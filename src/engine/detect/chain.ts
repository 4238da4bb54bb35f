/** Cause before symptom: of faults that start together the deepest and earliest is the cause, the others follow from it (FEATURES B10). */
import { severity } from '../../model/severity.ts';
import { isDerived } from '../../model/issue.ts';
import { depth, isGeneral } from './known.ts';
import { isFault, onsetOf, type Finding } from './finding.ts';
import { isRemark } from './remark.ts';
import { sharedTelling } from './spelling.ts';

/** Faults that begin within this time of each other belong together, if something else connects them (ours). */
const togetherMs = 90_000;
const togetherShare = 0.05;
/** Closer than this, order says nothing: clocks differ and many logs write whole seconds. */
const tieMs = 1500;
/** A status or a silence is noticed at once, the line that explains it sometimes only after a time limit. */
const observedMs = 35_000;
/** Depths closer than this say nothing; the same failure told by a store and by its client is two apart. */
const depthStep = 1.5;

/** So shortly behind (ours). */
const explainedMs = 30_000;
/** Between the last words of a process and the line that says that it ended (ours). */
const endingMs = 10_000;
const endings: ReadonlySet<string> = new Set(['serviceFailed', 'crashLoop', 'processEnded', 'workerBoot']);

/** Sets `causedBy` on the faults that follow from another one. */
export function linkCauses(findings: readonly Finding[], spanMs: number): void {
  // What has always been there is no cause of what began.
  const faults = findings.filter((finding) => isFault(finding) && finding.rhythm.kind !== 'noise' && Number.isFinite(onsetOf(finding))).sort((a, b) => onsetOf(a) - onsetOf(b));
  const windowMs = Math.max(togetherMs, Math.min(300_000, spanMs * togetherShare));
  const taken = new Set<Finding>();
  for (const first of faults) {
    if (taken.has(first)) continue;
    const together = faults.filter((other) => !taken.has(other) && onsetOf(other) - onsetOf(first) <= windowMs && onsetOf(other) >= onsetOf(first));
    const root = rootOf(together);
    taken.add(root);
    // What follows is looked for from the cause on: a forerunner does not move the end of the window.
    const behind = faults.filter((other) => !taken.has(other) && onsetOf(other) >= onsetOf(first) && onsetOf(other) - onsetOf(root) <= windowMs);
    for (const symptom of behind) {
      if (!follows(symptom, root)) continue;
      symptom.causedBy = root.issue.id;
      taken.add(symptom);
    }
    taken.add(first);
    followLate(faults, root, taken);
  }
}

/** The deepest, then the earliest, then the one that says most of a known kind, then the most frequent. */
function rootOf(together: readonly Finding[]): Finding {
  return together.reduce((best, other) => (isDeeper(other, best) ? other : best));
}

function isDeeper(a: Finding, b: Finding): boolean {
  if (isRemark(a) !== isRemark(b)) return isRemark(b);
  if (isObserved(a) !== isObserved(b)) return isObserved(b);
  if (isWaiting(a, b) || isWaiting(b, a)) return isWaiting(b, a);
  if (isEnding(a) !== isEnding(b) && isReason(isEnding(a) ? b : a, isEnding(a) ? a : b)) return isEnding(b);
  const apart = onsetOf(a) - onsetOf(b);
  // Within one log what names its failure explains what was said with it.
  if (Math.abs(apart) <= tieMs && isSameLog(a, b) && isNamed(a) !== isNamed(b)) return isNamed(a);
  if (Math.abs(a.depth - b.depth) > depthStep) return a.depth > b.depth;
  if (Math.abs(apart) > tieMs) return apart < 0;
  return apart < 0 || (apart === 0 && a.counts.count > b.counts.count);
}

function isSameLog(a: Finding, b: Finding): boolean {
  return a.issue.sources.length === 1 && b.issue.sources.length === 1 && a.issue.sources[0] === b.issue.sources[0];
}

/** Whether it is a kind of failure that is known, and more than that something failed. */
function isNamed({ known }: Finding): boolean {
  return known !== undefined && !isGeneral(known);
}

/** What is only seen from outside (a status, a silence) is a symptom wherever a line says more. */
function isObserved({ issue }: Finding): boolean {
  return issue.type === 'requests' || issue.type === 'silence' || issue.type === 'restarts';
}

/** Work that got slow because it waits for what fails by name, seen from the first wait on and told when its limit has passed. */
function isWaiting(slow: Finding, failure: Finding): boolean {
  const behindMs = onsetOf(failure) - onsetOf(slow);
  return slow.issue.type === 'drift' && !isObserved(failure) && failure.issue.type !== 'drift' && failure.issue.severityNumber >= severity.error && isNamed(failure) && isSameLog(slow, failure) && behindMs <= observedMs && behindMs >= -tieMs;
}

/** That a process ended, told from outside: why is told by what it wrote itself just before. */
function isEnding({ known }: Finding): boolean {
  return known !== undefined && endings.has(known.id);
}

/** Nobody listens where somebody did. */
function isRefused({ known }: Finding): boolean {
  return known?.id === 'refused';
}

/** A program that broke off: it is started again and again, its end was told, or an exception that points to nobody else. */
function isCrash(finding: Finding): boolean {
  const { issue, known } = finding;
  return issue.type === 'restarts' || isEnding(finding) || (issue.type === 'exception' && issue.severityNumber >= severity.error && known?.depth !== depth.link);
}

/** Whether an error came so shortly before an ending that it is the reason. */
function isReason(error: Finding, ending: Finding): boolean {
  const ahead = onsetOf(ending) - onsetOf(error);
  // What says of itself that it failed, without any level, is as much of a reason.
  const isError = error.issue.severityNumber >= severity.error || (error.issue.severityNumber < severity.warn && !isDerived(error.issue));
  return isError && ahead >= 0 && ahead <= endingMs;
}

/** Whether a fault that began together with another one follows from it. */
function follows(symptom: Finding, root: Finding): boolean {
  // What the machine or a store cannot do reaches everybody; any other fault has to be named.
  if (isObserved(symptom) && !isObserved(root) && mayStop(root, symptom) && onsetOf(symptom) >= onsetOf(root) - Math.max(observedMs, 1.3 * (symptom.pauseMs ?? 0))) return true;
  if (onsetOf(symptom) >= onsetOf(root) - tieMs && ((root.depth >= depth.store && symptom.depth < root.depth - depthStep) || (isObserved(symptom) && mayStop(root, symptom)))) return true;
  if (symptom.known !== undefined && symptom.known === root.known) return true;
  if (isWaiting(symptom, root)) return true;
  if (isRefused(symptom) && isCrash(root) && Math.abs(onsetOf(symptom) - onsetOf(root)) <= endingMs) return true;
  if (isEnding(symptom) && !isEnding(root) && isReason(root, symptom)) return true;
  const sameLog = symptom.issue.sources.some((source) => root.issue.sources.includes(source));
  if (sameLog && explainsNext(root, symptom)) return true;
  const shared = sharedTelling(symptom.text, root.text);
  return shared.length >= (sameLog ? 1 : 2) || (sameLog && onsetOf(symptom) - onsetOf(root) < 5000 && goTogether(symptom, root)) || names(symptom, root);
}

/** A missing part, or worse, that is named explains what fails right behind it in the same log without a name. */
function explainsNext(root: Finding, symptom: Finding): boolean {
  const behindMs = onsetOf(symptom) - onsetOf(root);
  return isNamed(root) && !isNamed(symptom) && root.known !== undefined && root.known.depth >= depth.setup && behindMs >= 0 && behindMs <= explainedMs && symptom.issue.type !== 'drift';
}

/** A warning now and then in another log stops nobody, unless it names a failure that is known. */
function mayStop(root: Finding, { issue }: Finding): boolean {
  if (issue.type !== 'silence' || root.known !== undefined || root.issue.severityNumber >= severity.error) return true;
  return root.issue.sources.some((source) => issue.sources.includes(source));
}

/** Seen about as often as each other, and more than a few times: one tells of the other. */
function goTogether(a: Finding, b: Finding): boolean {
  const less = Math.min(a.rhythm.since, b.rhythm.since);
  return less >= 3 && Math.max(a.rhythm.since, b.rhythm.since) <= 2 * less;
}

/** Whether one's text names the other's log or component. */
function names(symptom: Finding, root: Finding): boolean {
  const stems = [...root.issue.sources.map((source) => source.replace(/^.*\//, '').replace(/\..*$/, '')), root.issue.component ?? ''];
  return stems.some((stem) => stem.length > 3 && symptom.text.toLowerCase().includes(stem.toLowerCase()));
}

/** Later faults that name or share what the root tells still follow from it, while it goes on. */
function followLate(faults: readonly Finding[], root: Finding, taken: Set<Finding>): void {
  for (const late of faults) {
    if (taken.has(late) || onsetOf(late) < onsetOf(root) || onsetOf(late) > root.counts.lastMs + togetherMs) continue;
    if (late.depth > root.depth + depthStep || late.known === undefined || late.known !== root.known) continue;
    late.causedBy = root.issue.id;
    taken.add(late);
  }
}
