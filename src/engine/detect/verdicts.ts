/** Jobs that end with a verdict on themselves: what made them fail is their state, however long they went on behind it. */
import { severity } from '../../model/severity.ts';
import { isDerived } from '../../model/issue.ts';
import { isFault, type Finding } from './finding.ts';
import type { SourceActivity } from './streams.ts';

/** How a run that is over says that it went wrong. */
const failedRun = /\b(?:failed|failures?|errors?|unreachable)\W{0,2}[=:] ?[1-9]|\b[1-9]\d* (?:\w{1,12} )?(?:failed|failures?|errors?)\b|\b(?:exit(?:ed|ing)?|return(?:ed)?|finished|ended)\b.{0,20}\b(?:code|status)\W{0,3}[1-9]|\b(?:run|job|play(?:book)?|backup|restore|migrations?|import|export|sync|deploy(?:ment)?|script|batch|pipeline|task|upgrade|rebuild)\b.{0,60}\b(?:failed|aborted|with errors|incomplete|unsuccessful)\b|(?:작업|배치|백업).{0,20}(?:실패|중단)/i;
/** The end of a log: so much of its life, and at least so long (ours). */
const endShare = 0.02;
const endMs = 2000;

/** Opens what seems to be over in logs that end with such a verdict; returns the verdicts with the first of what they follow from. */
export function openFailedRuns(findings: readonly Finding[], activities: readonly SourceActivity[]): Map<Finding, Finding> {
  const causes = new Map<Finding, Finding>();
  for (const verdict of findings) {
    const log = logEndedBy(verdict, activities);
    if (!log) continue;
    const errors = findings.filter((other) => other !== verdict && isOfRun(other, log) && other.counts.firstMs < verdict.counts.firstMs);
    for (const error of errors) if (error.state === 'resolved') error.state = 'open';
    const [first] = errors.sort((a, b) => a.counts.firstMs - b.counts.firstMs);
    if (first) causes.set(verdict, first);
  }
  return causes;
}

/** The log that ends with this. */
function logEndedBy(finding: Finding, activities: readonly SourceActivity[]): SourceActivity | undefined {
  const { issue, counts } = finding;
  if (!isFault(finding) || finding.state !== 'open' || isDerived(issue) || issue.sources.length !== 1 || !failedRun.test(issue.title)) return undefined;
  const log = activities.find(({ source }) => source.name === issue.sources[0]);
  return log && log.lastMs > log.firstMs && counts.firstMs >= log.lastMs - Math.max(endMs, endShare * (log.lastMs - log.firstMs)) ? log : undefined;
}

/** An error of that log that began while it ran; what was there all along made it fail no more than before. */
function isOfRun(finding: Finding, log: SourceActivity): boolean {
  const { issue, rhythm } = finding;
  return isFault(finding) && !isDerived(issue) && issue.sources.includes(log.source.name) && rhythm.kind !== 'noise' && (issue.severityNumber >= severity.error || issue.severityNumber === 0 || issue.severityNumber === severity.info);
}
