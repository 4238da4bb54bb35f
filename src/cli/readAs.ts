/** How the configuration says that logs are read, for subcommands that keep no state. */
import { loadConfig } from '../engine/config/config.ts';
import { readSettingsOf, type ReadSettings } from '../engine/readSettings.ts';
import type { Arguments, Terminal } from './command.ts';
import { placeOf } from './workspace.ts';

/** Says it in the help. */
export const readAsHelp = 'Formats of your own and encodings (`formats` and `watch.encodings`) are taken from the configuration of the workspace, where there is one.';

/** Reads them; what is wrong with the configuration is told and not used. */
export function readAs(given: Arguments, terminal: Terminal): ReadSettings {
  const { workspace, stateFolder } = placeOf(given);
  const { settings, problems } = loadConfig({ workspace, stateFolder, overrides: {}, environment: process.env });
  for (const { file, line, column, message } of problems) terminal.notice(`${file}:${line}:${column}: ${message}`);
  return readSettingsOf(settings, workspace);
}
