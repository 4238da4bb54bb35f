/** `logbrief scan`: one pass, no state kept. */
import fs from 'node:fs';
import path from 'node:path';
import { EngineError, messageOf } from '../base/errors.ts';
import { makeFolder } from '../base/makeFolder.ts';
import { loadRules } from '../engine/config/config.ts';
import { scan } from '../engine/scan.ts';
import { renderReports, writeReports } from '../engine/reports.ts';
import { exitCode, numberOption, textOption, timeOption, usageError, type Command } from './command.ts';
import { progressText } from './progress.ts';
import { configured, readAsHelp } from './readAs.ts';

/** The subcommand. */
export const scanCommand: Command = {
  name: 'scan',
  help: `Usage: logbrief scan PATH… [options]
PATH is a file, a folder (all logs in it) or - for standard input; .gz and .zst are unpacked. Exit code 3 when something that was named, or a
log in a folder, could not be read and the rest could.

  --budget-bytes N    bytes the briefing may have (1024 to 65536, default 4096)
  --format md|json    print the briefing (default) or the dashboard JSON
  --out DIR           write briefing.md and dashboard.json to DIR instead
  --workspace DIR     where the code lies that logged (default: the current folder, when the logs lie in it or come from standard input)
  --rules FILE        own rules and disabled ones: the section "rules" of a YAML file, as in config.yaml (default: those of the workspace)
  --now TIME          judge as of TIME instead of the newest record

${readAsHelp}`,
  mostWords: Infinity,
  options: { 'budget-bytes': { type: 'string' }, format: { type: 'string' }, out: { type: 'string' }, now: { type: 'string' }, workspace: { type: 'string' }, rules: { type: 'string' } },
  async run(given, terminal, signal) {
    if (given.positionals.length === 0) throw usageError('scan', 'nothing to scan');
    const format = textOption(given, 'format') ?? 'md';
    if (format !== 'md' && format !== 'json') throw usageError('scan', `--format is md or json, not ${JSON.stringify(format)}`);
    const budgetBytes = numberOption(scanCommand, given, 'budget-bytes', { min: 1024, max: 65_536, default: 4096 });
    const progress = progressText((text) => terminal.progress(text));
    const code = { workspace: path.resolve(textOption(given, 'workspace') ?? '.'), whenInside: textOption(given, 'workspace') === undefined };
    const rulesFile = textOption(given, 'rules');
    const { readAs, rules } = configured(given, terminal);
    const { snapshot, unread } = await scan({
      paths: given.positionals, stdin: terminal.stdin, nowMs: timeOption(scanCommand, given, 'now'), code, signal, onProgress: progress, readAs,
      rules: rulesFile === undefined ? rules : loadRules(path.resolve(rulesFile)),
    });
    terminal.progress('');
    for (const notice of snapshot.notices) terminal.notice(notice);
    const out = textOption(given, 'out');
    const { briefing, dashboard } = renderReports(snapshot, budgetBytes);
    if (out === undefined) await terminal.write(format === 'md' ? briefing : dashboard);
    else {
      makeOut(path.resolve(out));
      writeReports(out, { briefing, dashboard });
      terminal.notice(`wrote ${path.join(out, 'briefing.md')} and ${path.join(out, 'dashboard.json')}`);
    }
    return unread.length === 0 ? exitCode.done : exitCode.wrong;
  },
};

function makeOut(folder: string): void {
  try {
    makeFolder({ fs, path }, folder);
  } catch (thrown) {
    throw new EngineError('writeFailed', `Cannot make the folder ${folder}: ${messageOf(thrown)}. Name another one with --out.`, { cause: thrown });
  }
}
