/** Says in the user's language what is wrong in a configuration file; the engine's own sentence, in English, where there is more to say. */
import { assertNever } from '../base/assertNever.ts';
import type { ConfigProblem } from '../model/configReport.ts';
import type { Words } from './words.ts';

/** Returns a sentence or two. */
export function problemWords({ message, reason = { kind: 'file' } }: Pick<ConfigProblem, 'message' | 'reason'>, { t }: Pick<Words, 't'>): string {
  switch (reason.kind) {
    case 'unknownKey':
      return reason.meant === undefined ? t('`{0}` is not known here. Remove it.', reason.key) : t('`{0}` is not known here. Did you mean `{1}`?', reason.key, reason.meant);
    case 'range':
      return t('`{0}` must lie between {1} and {2}.', reason.key, reason.minimum, reason.maximum);
    case 'value':
      return t('The value of `{0}` does not fit: {1}', reason.key, message);
    case 'twice':
      return t('`{0}` is there twice. Remove one of the two.', reason.key);
    case 'tab':
      return t('A tab is used for indentation. Replace it by spaces.');
    case 'file':
      return t('The file cannot be used: {0}', message);
    default:
      return assertNever(reason);
  }
}
