/**
 * Lines that a program writes for agents, as the older logging system has them: `LLM_REPORT: Operation=…, Status=…, Details=…` and
 * `LLM_SYNC: Type=…, Component=…, Message=…`. What they say of themselves counts, not the words around it nor the level they are logged at.
 */

/** What a line says. */
export interface AgentReport {
  /** What was done, or by whom. */
  readonly operation: string;
  readonly status: string;
  /** May be empty. */
  readonly details: string;
  readonly outcome: 'failed' | 'warned' | 'fine';
}

/** Commas may stand in each part, so the next part's name ends it. A reader of headers may have taken the word in front as the component. */
const report = /\bLLM_REPORT:\s*Operation=(.*?),\s*Status=(.*?)(?:,\s*Details=(.*))?$/;
const sync = /^(?:\W*LLM_SYNC:\s*)?Type=([\w-]+),\s*Component=(.*?),\s*Message=(.*)$/;
const failedStatus = /(?<![\w가-힣])(?:FAIL(?:ED|URE)?|ERROR|EXCEPTION|CRITICAL|FATAL|ABORT(?:ED)?|CRASH(?:ED)?|TIME_?D?_?OUT|REJECTED)(?!\w)|실패|오류|에러|중단/i;
const warnedStatus = /(?<![\w가-힣])(?:WARN(?:ING)?|SLOW|DEGRADED|ALERT|PARTIAL)(?!\w)|경고|지연|느림/i;
/** `NOT FAILED`, `0 ERROR`, `오류 없음`: nothing is wrong. */
const denied = /(?<!\w)(?:no|not|never|without|0)[\s_-]+\w+|없음|없이|아님|정상/i;

/** Reads the first line of a message; undefined when it is no such report. */
export function agentReportOf(text: string): AgentReport | undefined {
  const [, operation, status, details = ''] = report.exec(text) ?? [];
  if (operation !== undefined && status !== undefined) return { operation: operation.trim(), status: status.trim(), details: details.trim(), outcome: outcomeOfStatus(status) };
  const [, type, component, message] = sync.exec(text) ?? [];
  if (type === undefined || component === undefined || message === undefined) return undefined;
  return { operation: component.trim(), status: type, details: message.trim(), outcome: outcomeOfStatus(type) };
}

/** `ThemeService FAILED: metaclass conflict`: a title. */
export function reportTitle({ operation, status, details }: AgentReport): string {
  const name = operation === '' ? 'unnamed operation' : operation;
  return details === '' ? `${name} ${status}` : `${name} ${status}: ${details}`;
}

function outcomeOfStatus(status: string): AgentReport['outcome'] {
  if (denied.test(status)) return 'fine';
  if (failedStatus.test(status)) return 'failed';
  return warnedStatus.test(status) ? 'warned' : 'fine';
}
