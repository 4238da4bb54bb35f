/** `logbrief issues`: the issues by rank, or some of them in full. */
import { Query } from '../engine/query.ts';
import { shownText } from '../engine/reports.ts';
import { issueStates, type Issue } from '../model/issue.ts';
import { exitCode, textOption, usageError, type Command } from './command.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const issuesCommand: Command = {
  name: 'issues',
  help: `Usage: logbrief issues [ID…] [options]

  ID                  in full: what is said, why, where it stands in the logs and in the code, what to do
${placeHelp}
  --state-is STATE    only issues that are ${issueStates.join(', ')}
${jsonHelp}, one object per line`,
  mostWords: Infinity,
  options: { ...placeOptions, ...jsonOption, 'state-is': { type: 'string' } },
  async run(given, terminal) {
    const { workspace, stateFolder } = placeOf(given);
    const state = textOption(given, 'state-is');
    if (state !== undefined && !issueStates.some((known) => known === state)) throw usageError('issues', `--state-is takes one of ${issueStates.join(', ')}, not ${JSON.stringify(state)}`);
    using query = Query.open(workspace, stateFolder);
    const { positionals: ids } = given;
    const asked = ids.length > 0 ? ids.map((id) => query.issue(id)) : query.issues();
    const text = given.values['json'] === true ? JSON.stringify : ids.length > 0 ? inFull : inShort;
    for (const issue of asked) if (state === undefined || issue.state === state) await terminal.write(`${text(issue)}\n`);
    return exitCode.done;
  },
};

function inShort({ id, severity, state, count, evidence: [place], title }: Issue): string {
  return `${id} ${severity.padEnd(8)} ${state.padEnd(8)} ${String(count).padStart(6)}x  ${place ? `${shownText(place.path)}:${place.line}` : ''}  ${shownText(title)}`;
}

function inFull(issue: Issue): string {
  const { code, caller, causedBy, why, component, estimatedMinutes } = issue;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['severity', `${issue.severity}, ${issue.category}${issue.isNoise === true ? ', noise' : ''}`], ['state', issue.state], ['seen', `${issue.count === 1 ? 'once' : `${issue.count} times`}, ${timeOf(issue.firstSeenMs)} to ${timeOf(issue.lastSeenMs)}`],
    ['component', component], ['why', why], ['follows', causedBy], ['code', code && `${code.path}:${code.line}${code.isLikely ? ' (likely)' : ''}`], ['frame', issue.frame && `${issue.frame.path}:${issue.frame.line}`],
    ['caller', caller && `${caller.path}:${caller.line}`], ['message', issue.message], ...issue.evidence.map(({ path, line, excerpt }) => ['evidence', `${path}:${line}: ${excerpt}`] as const),
    ...issue.suggestedActions.map((action) => ['do', action] as const), ['minutes', estimatedMinutes === undefined ? undefined : String(estimatedMinutes)],
  ];
  return [`${issue.id} ${shownText(issue.title)}`, ...rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`  ${name.padEnd(10)} ${value.split('\n').map(shownText).join(`\n${' '.repeat(13)}`)}`]))].join('\n');
}

function timeOf(ms: number): string {
  return Number.isNaN(ms) ? 'without a time' : new Date(ms).toISOString();
}
