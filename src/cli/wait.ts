/** `logbrief wait`: until something happens in the logs. */
import { systemClock } from '../base/clock.ts';
import { shownText } from '../engine/reports.ts';
import { waitFor, type Outcome, type Wanted } from '../engine/waitFor.ts';
import { exitCode, numberOption, textOption, usageError, type Arguments, type Command } from './command.ts';
import { jsonHelp, jsonOption, recordJson } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const waitCommand: Command = {
  name: 'wait',
  help: `Usage: logbrief wait [--issue ID | --pattern TEXT | --quiet SECONDS] [options]

  --issue ID          until this issue is seen again
  --pattern TEXT      until a record with this text is stored
  --quiet SECONDS     until no issue was seen for so long
                      (default: until any issue is seen that is more than noise)
  --timeout SECONDS   give up after so long (1 to 86400, default 60)
${placeHelp}
${jsonHelp}

An engine has to run (VS Code, or logbrief serve). Exit code 3 when the time was over first.`,
  instead: 'an issue goes behind --issue, a text behind --pattern',
  options: { ...placeOptions, ...jsonOption, issue: { type: 'string' }, pattern: { type: 'string' }, quiet: { type: 'string' }, timeout: { type: 'string' } },
  async run(given, terminal, signal) {
    const wanted = wantedOf(given);
    const timeoutMs = 1000 * numberOption(waitCommand, given, 'timeout', { min: 1, max: 86_400, default: 60 });
    const outcome = await waitFor(wanted, { ...placeOf(given), clock: systemClock, timeoutMs, signal });
    await terminal.write(`${given.values['json'] === true ? JSON.stringify(outcomeJson(outcome)) : outcomeText(outcome)}\n`);
    return outcome.kind === 'timeout' ? exitCode.wrong : exitCode.done;
  },
};

function wantedOf(given: Arguments): Wanted {
  const [id, text, quiet] = ['issue', 'pattern', 'quiet'].map((name) => textOption(given, name));
  if ([id, text, quiet].filter((option) => option !== undefined).length > 1) throw usageError('wait', '--issue, --pattern and --quiet exclude each other');
  if (quiet !== undefined) return { kind: 'quiet', forMs: 1000 * numberOption(waitCommand, given, 'quiet', { min: 1, max: 86_400, default: 1 }) };
  if (text === '') throw usageError('wait', '--pattern takes a text');
  if (text !== undefined) return { kind: 'pattern', text };
  return id === undefined ? { kind: 'anyIssue' } : { kind: 'issue', id };
}

function outcomeJson(outcome: Outcome): object {
  switch (outcome.kind) {
    case 'issue': return { outcome: 'issue', sightings: outcome.sightings, issue: outcome.issue };
    case 'record': return { outcome: 'record', record: recordJson(outcome.record) };
    case 'quiet': return { outcome: 'quiet', seconds: outcome.forMs / 1000 };
    case 'timeout': return { outcome: 'timeout', seconds: outcome.afterMs / 1000 };
  }
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'issue': return `${outcome.issue.id} seen ${outcome.sightings === 1 ? 'once' : `${outcome.sightings} times`}: ${shownText(outcome.issue.title)}`;
    case 'record': return `${shownText(outcome.record.path)}:${outcome.record.line}: ${outcome.record.text.split('\n').map(shownText).join('\n')}`;
    case 'quiet': return `quiet for ${Math.round(outcome.forMs / 1000)} s`;
    case 'timeout': return `nothing within ${Math.round(outcome.afterMs / 1000)} s`;
  }
}
