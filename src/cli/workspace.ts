/** Which workspace and state folder a subcommand speaks of. */
import fs from 'node:fs';
import path from 'node:path';
import { EngineError } from '../base/errors.ts';
import { textOption, type Arguments } from './command.ts';

/** Absolute paths. */
export interface Place {
  readonly workspace: string;
  readonly stateFolder: string;
}

/** The two options all such subcommands have. */
export const placeOptions = { workspace: { type: 'string' }, state: { type: 'string' } } as const;

/** Their help. */
export const placeHelp = `  --workspace DIR     the folder whose logs are meant (default: the current one)
  --state DIR         where Logbrief keeps its files (default: .logbrief in the workspace)`;

/** Reads the two options; throws `EngineError('notFound')` when the workspace is no folder. */
export function placeOf(given: Arguments): Place {
  const workspace = path.resolve(textOption(given, 'workspace') ?? '.');
  if (fs.statSync(workspace, { throwIfNoEntry: false })?.isDirectory() !== true) throw new EngineError('notFound', `${workspace} is not a folder. Name an existing one with --workspace.`);
  return { workspace, stateFolder: path.resolve(textOption(given, 'state') ?? path.join(workspace, '.logbrief')) };
}
