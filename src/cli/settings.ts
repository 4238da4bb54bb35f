/** The settings that hold for a workspace, for subcommands that work without an engine. */
import { loadConfig } from '../engine/config/config.ts';
import type { Settings } from '../model/settings.ts';
import type { Terminal } from './command.ts';
import type { Place } from './workspace.ts';

/** Loads them, those given on the command line over all others; each fault of a file becomes a notice. */
export function settingsOf(place: Place, terminal: Terminal, given: { readonly profile?: string | undefined; readonly flags?: Readonly<Record<string, string>> } = {}): Settings {
  const { profile, flags = {} } = given;
  const { settings, problems } = loadConfig({ ...place, overrides: {}, environment: process.env, useLastGood: true, flags, ...(profile === undefined ? {} : { profile }) });
  for (const { file, line, column, message } of problems) terminal.notice(`${file}:${line}:${column}: ${message}`);
  return settings;
}
