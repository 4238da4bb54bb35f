/** Reads the section `rules` of a file that lies anywhere, for a single pass over logs. */
import path from 'node:path';
import { EngineError } from '../../base/errors.ts';
import { problemText } from '../../model/configReport.ts';
import type { RuleSettings } from '../../model/settings.ts';
import { Merge } from './merge.ts';

/** Loads a file of the same form as the configuration, of which the rules alone are used; throws `EngineError` that says every fault with its place. */
export function loadRules(file: string): RuleSettings {
  const merge = new Merge(path.dirname(file));
  if (!merge.file(file)) throw new EngineError('notFound', `There is no file ${file}. Name a YAML file with a section \`rules:\`.`);
  if (merge.problems.length > 0) throw new EngineError('configInvalid', `The rules are not used:\n${merge.problems.map(problemText).join('\n')}`);
  return merge.settled().settings.rules;
}
