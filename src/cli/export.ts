/** `logbrief export`: what is stored, in order and to the byte. */
import { EngineError } from '../base/errors.ts';
import { Query } from '../engine/query.ts';
import type { Command } from './command.ts';
import { filterHelp, filterOf, filterOptions } from './filters.ts';
import { recordJson, toldProblems } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const exportCommand: Command = {
  name: 'export',
  help: `Usage: logbrief export [options]\n\n  --raw               one object per physical line with its exact bytes in base64\n${filterHelp}\n${placeHelp}\n\nExit code 3 when a damaged part of the store was left out.`,
  instead: 'a text to look for goes behind --text',
  options: { ...placeOptions, ...filterOptions, raw: { type: 'boolean' } },
  async run(given, terminal, signal) {
    const { workspace, stateFolder } = placeOf(given);
    using query = Query.open(workspace, stateFolder);
    const filter = filterOf(exportCommand, given);
    query.requireNames(filter);
    const objects = given.values['raw'] === true ? rawObjects(query, filter) : query.exportRecords(filter);
    let pending = '';
    for (const object of objects) {
      pending += `${JSON.stringify('text' in object ? recordJson(object) : object)}\n`;
      if (pending.length < 65_536) continue;
      await terminal.write(pending);
      pending = '';
      if (signal.aborted) throw new EngineError('aborted', 'Stopped before everything was printed.');
    }
    if (pending !== '') await terminal.write(pending);
    return toldProblems(query, terminal);
  },
};

function* rawObjects(query: Query, filter: Parameters<Query['exportRawLines']>[0]): Generator<object> {
  for (const { path, line, positionBytes, bytes, truncated, lengthBytes, sha256 } of query.exportRawLines(filter)) {
    yield { source: path, line, position: positionBytes, raw_b64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64'), ...(truncated ? { trunc: true, length_bytes: lengthBytes ?? null, sha256: sha256 ?? null } : {}) };
  }
}
