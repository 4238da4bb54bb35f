/** Records and issues as the JSON of the command line. */
import type { Query } from '../engine/query.ts';
import { shownText } from '../engine/reports.ts';
import type { LogRecord } from '../model/record.ts';
import { severityName } from '../model/severity.ts';
import { exitCode, type Terminal } from './command.ts';

/** One record as an object; missing fields are null. */
export function recordJson(record: LogRecord): object {
  return {
    source: record.path,
    line: record.line,
    timestamp: record.timestampMs === undefined ? null : new Date(record.timestampMs).toISOString(),
    observed: new Date(record.observedTimestampMs).toISOString(),
    severity: severityName(record.severityNumber) ?? null,
    component: record.component ?? null,
    template_id: record.templateId,
    text: record.text,
    ...(record.truncated ? { trunc: true } : {}),
    ...(record.cutLines === undefined ? {} : { cut_lines: record.cutLines.map(({ line, lengthBytes, sha256 }) => ({ line, length_bytes: lengthBytes, sha256 })) }),
  };
}

/** Tells what was left out of an answer since it is damaged; returns the exit code. */
export function toldProblems({ problems }: Pick<Query, 'problems'>, terminal: Terminal): number {
  for (const problem of problems) terminal.notice(shownText(problem));
  return problems.length === 0 ? exitCode.done : exitCode.wrong;
}

/** The option `--json` and its help. */
export const jsonOption = { json: { type: 'boolean' } } as const;

/** See `jsonOption`. */
export const jsonHelp = '  --json              for machines';
