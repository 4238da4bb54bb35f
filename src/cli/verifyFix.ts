/** `logbrief verify-fix`: what became of each issue since a moment. */
import { Query } from '../engine/query.ts';
import { shownText } from '../engine/reports.ts';
import type { IssueVerdict, Verification } from '../model/verification.ts';
import { upToDate } from './catchUp.ts';
import { exitCode, textOption, type Command } from './command.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const verifyFixCommand: Command = {
  name: 'verify-fix',
  help: `Usage: logbrief verify-fix [--since MARK|edit|run] [options]

  --since MARK        since a mark set with \`logbrief mark\` (default: the newest mark, without any the newest edit)
  --since edit        since the newest change of a source file
  --since run         since the present run of what logs began
${placeHelp}
${jsonHelp}

Each issue is new, unchanged, gone, or not exercised: not seen, but what its log writes before it did not come often enough either.
Exit code 0 when all are gone, 3 when one is not; noise and issues of severity LOW do not count.`,
  instead: 'a mark goes behind --since',
  options: { ...placeOptions, ...jsonOption, since: { type: 'string' } },
  async run(given, terminal, signal) {
    const place = placeOf(given);
    const notices = await upToDate(place, terminal, signal);
    using query = Query.open(place.workspace, place.stateFolder);
    const found = await query.verifyFix(textOption(given, 'since'), signal);
    const verification = { ...found, notices: [...notices, ...found.notices] };
    await terminal.write(given.values['json'] === true ? `${JSON.stringify(verificationJson(verification))}\n` : verificationText(verification));
    return verification.isClean ? exitCode.done : exitCode.wrong;
  },
};

function verificationJson({ since, sinceMs, sinceText, records, verdicts, isClean, notices }: Verification): object {
  return {
    since: { ...since, at: new Date(sinceMs).toISOString(), text: sinceText }, is_clean: isClean, records,
    issues: verdicts.map(({ issue, verdict, before, since: seen, exercise, reason }) => ({
      id: issue.id, verdict, before, since: seen, severity: issue.severity, title: issue.title, exercise: exercise ?? null, reason,
      ...(issue.code ? { code: `${issue.code.path}:${issue.code.line}` } : {}),
    })),
    notices,
  };
}

function verificationText({ sinceMs, sinceText, records, verdicts, isClean, notices }: Verification): string {
  const lines = [
    `${isClean ? (verdicts.length === 0 ? 'no issue' : 'all gone') : 'not fixed'} since ${shownText(sinceText)} (${new Date(sinceMs).toISOString()}), ${records} records`,
    ...verdicts.flatMap(linesOf),
    ...notices.map((notice) => `note           ${shownText(notice)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function linesOf({ issue, verdict, reason, exercise }: IssueVerdict): string[] {
  const before = exercise && exercise.template !== '<*>' ? `${' '.repeat(15)}written before it: ${shownText(exercise.template).slice(0, 120)}` : undefined;
  return [`${verdict.padEnd(14)} ${issue.id} ${issue.severity.padEnd(8)} ${shownText(issue.title).slice(0, 160)}`, `${' '.repeat(15)}${reason}`, ...(before === undefined ? [] : [before])];
}
