/** What the settings say about reading, as the parser takes it. */
import path from 'node:path';
import { findEncoding } from '../base/encodings.ts';
import type { Settings } from '../model/settings.ts';
import type { Source } from '../model/source.ts';
import { pathMatcher } from './globs.ts';
import type { ParseOptions } from './parse/parse.ts';

/** How the settings say that logs are read. */
export type ReadSettings = Required<Pick<ParseOptions, 'formats' | 'encodingOf'>>;

/** Returns own formats and named encodings for logs of a workspace; a rotated part is read like the log it was. */
export function readSettingsOf(settings: Settings, workspace: string): ReadSettings {
  const means = (globs: readonly string[]): ((source: Source) => boolean) => {
    const matches = pathMatcher(workspace, globs);
    return (source) => matches(source.path) || matches(path.resolve(workspace, source.logName));
  };
  const encodings = settings.watch.encodings.map(({ files, encoding }) => ({ matches: means(files), encoding }));
  return {
    formats: settings.formats.own.map((format) => ({ format, covers: format.files === undefined ? undefined : means(format.files) })),
    encodingOf: (source) => {
      const named = encodings.find(({ matches }) => matches(source));
      return named === undefined ? undefined : findEncoding(named.encoding);
    },
  };
}
