/** `logbrief parse`: what each physical line of one log says. */
import fs from 'node:fs';
import path from 'node:path';
import { EngineError } from '../base/errors.ts';
import { bytesOf, inputOf, isPipe, isStandardInput, requireText, statOf } from '../engine/logInput.ts';
import { parseLines, type OpenBytes } from '../engine/parseFile.ts';
import { exitCode, usageError, type Command } from './command.ts';
import { readAll, requireFile } from './input.ts';
import { configured, readAsHelp } from './readAs.ts';
import { placeHelp, placeOptions } from './workspace.ts';

/** The subcommand. */
export const parseCommand: Command = {
  name: 'parse',
  help: `Usage: logbrief parse FILE
FILE is a log or - for standard input. One object per physical line: line, timestamp, level (only what the header says), component,
message, templateId, template, and continuationOf where a line belongs to an earlier record.

${readAsHelp}
${placeHelp}`,
  mostWords: 1,
  options: placeOptions,
  async run(given, terminal, signal) {
    const [file] = given.positionals;
    if (file === undefined) throw usageError('parse', 'parse takes one file');
    let pending = '';
    const isStream = isStandardInput(file) || isPipe(file);
    const fileTimeMs = isStream ? Date.now() : statOf(file)?.mtimeMs;
    const log = { path: isStream ? '' : path.resolve(file), fileTimeMs, readAs: configured(given, terminal).readAs };
    for await (const line of parseLines(await opener(file, terminal.stdin), log)) {
      pending += `${JSON.stringify(line)}\n`;
      if (pending.length < 65_536) continue;
      await terminal.write(pending);
      pending = '';
      if (signal.aborted) throw new EngineError('aborted', 'Stopped before everything was printed.');
    }
    if (pending !== '') await terminal.write(pending);
    return exitCode.done;
  },
};

/** What can be read once only is kept, since it is read twice. */
async function opener(file: string, stdin: AsyncIterable<Uint8Array>): Promise<OpenBytes> {
  if (isStandardInput(file) || isPipe(file)) {
    const bytes = await readAll(isStandardInput(file) ? stdin : fs.createReadStream(file));
    requireText(bytes, isStandardInput(file) ? 'Standard input' : file);
    return async function* () {
      yield await Promise.resolve(bytes);
    };
  }
  requireFile(file);
  const input = await inputOf(file);
  return () => bytesOf(input, stdin);
}
