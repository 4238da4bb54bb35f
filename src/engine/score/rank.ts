/** The order in which issues are told: faults before noise, what is open before what is over, causes before what follows from them. */
import { severity } from '../../model/severity.ts';
import { issueSeverities, type Issue } from '../../model/issue.ts';

/** Whether an issue is there now. */
export function isOpen({ state }: Issue): boolean {
  return state === 'open' || state === 'reopened';
}

/** Orders issues: each root, the worst first, with what follows from it behind it; ties by onset, then by id. Does not depend on the order given. */
export function rankIssues(issues: readonly Issue[]): Issue[] {
  const ids = new Set(issues.map(({ id }) => id));
  const isRoot = ({ causedBy }: Issue): boolean => causedBy === undefined || !ids.has(causedBy);
  const roots = issues.filter(isRoot).sort(byWorth);
  const placed = roots.flatMap((root) => [root, ...issues.filter((issue) => !isRoot(issue) && issue.causedBy === root.id).sort(byOnset)]);
  const seen = new Set(placed);
  // What follows from something that itself follows comes last; the judge makes no such chains, but a store may hold one.
  return [...placed, ...issues.filter((issue) => !seen.has(issue)).sort(byWorth)];
}

function byWorth(a: Issue, b: Issue): number {
  return Number(isMinor(a)) - Number(isMinor(b)) || Number(isOpen(b)) - Number(isOpen(a)) || Number(a.isNoise === true) - Number(b.isNoise === true)
    || issueSeverities.indexOf(a.severity) - issueSeverities.indexOf(b.severity) || byOnset(a, b);
}

/** What nobody has to look at first, whatever its state: a fault that is over says more than noise that goes on. */
function isMinor({ severity, isNoise }: Issue): boolean {
  return severity === 'LOW' || isNoise === true;
}

function byOnset(a: Issue, b: Issue): number {
  const [onsetA, onsetB] = [onsetOf(a), onsetOf(b)];
  if (onsetA !== onsetB) return onsetA - onsetB;
  return (onsetA === Infinity ? byPlace(a, b) : 0) || b.count - a.count || (a.id < b.id ? -1 : 1);
}

/** What has no time comes behind what has one. */
function onsetOf({ onsetMs, firstSeenMs }: Issue): number {
  const onset = onsetMs ?? firstSeenMs;
  return Number.isNaN(onset) ? Infinity : onset;
}

function isWarning({ severityNumber }: Issue): boolean {
  return severityNumber >= severity.warn && severityNumber < severity.error;
}

/** Without times: errors before warnings, those with a place in the code before others, and of these what stands first in its log. */
function byPlace(a: Issue, b: Issue): number {
  const line = ({ evidence }: Issue): number => evidence[0]?.line ?? 0;
  return Number(isWarning(a)) - Number(isWarning(b)) || Number(a.frame === undefined) - Number(b.frame === undefined) || line(a) - line(b);
}
