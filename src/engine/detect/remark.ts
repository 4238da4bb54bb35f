/** Remarks: warnings that explain nothing, like `Debugger is active!` before failing requests. */
import { severity } from '../../model/severity.ts';
import { isDerived } from '../../model/issue.ts';
import type { Finding } from './finding.ts';
import { outcomeOf } from './words.ts';

/** What is seen so often is more than a remark (ours). */
const remarkCount = 3;

/** Whether a finding is a warning of no known kind whose words tell of nothing that failed, seen once or twice. */
export function isRemark({ issue, known, counts }: Finding): boolean {
  return issue.severityNumber < severity.error && issue.severityNumber >= severity.warn && known === undefined && counts.count < remarkCount && issue.type !== 'exception' && !isDerived(issue) && outcomeOf(issue.title).kind === 'none';
}
