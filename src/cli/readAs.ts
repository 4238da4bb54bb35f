/** How the configuration says that logs are read and judged, for subcommands that keep no state. */
import { loadConfig } from '../engine/config/config.ts';
import { readSettingsOf, type ReadSettings } from '../engine/readSettings.ts';
import type { RuleSettings } from '../model/settings.ts';
import type { Arguments, Terminal } from './command.ts';
import { placeOf } from './workspace.ts';

/** Says it in the help. */
export const readAsHelp = 'Formats of your own and encodings (`formats` and `watch.encodings`) are taken from the configuration of the workspace, where there is one.';

/** What a single pass over logs takes from the configuration. */
export interface Configured {
  readonly readAs: ReadSettings;
  readonly rules: RuleSettings;
}

/** Reads it; what is wrong with the configuration is told and not used. */
export function configured(given: Arguments, terminal: Terminal): Configured {
  const { workspace, stateFolder } = placeOf(given);
  const { settings, problems } = loadConfig({ workspace, stateFolder, overrides: {}, environment: process.env });
  for (const { file, line, column, message } of problems) terminal.notice(`${file}:${line}:${column}: ${message}`);
  return { readAs: readSettingsOf(settings, workspace), rules: settings.rules };
}
