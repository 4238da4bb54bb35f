/** An alert in the user's language. */
import type { Alert } from '../model/alert.ts';
import type { Words } from './words.ts';

/** One sentence: what was measured and the limit. */
export function alertWords({ kind, value, limit }: Alert, { t, locale }: Words): string {
  const number = (amount: number): string => new Intl.NumberFormat(locale, { maximumFractionDigits: amount < 10 ? 2 : 0 }).format(amount);
  const share = (amount: number): string => new Intl.NumberFormat(locale, { style: 'percent' }).format(amount);
  switch (kind) {
    case 'health': return t('Health score {0} is below {1}.', number(value), number(limit));
    case 'errors': return t('{0} errors in a minute, more than {1}.', number(value), number(limit));
    case 'memory': return t('The engine takes {0} MB, more than {1}.', number(value), number(limit));
    case 'growth': return t('The memory of the engine grows steadily by {0} MB an hour, more than {1}.', number(value), number(limit));
    case 'queue': return t('The queue is full to {0}, more than {1}.', share(value), share(limit));
    case 'disk': return t('{0} MB are free on the disk of the store, less than {1}.', number(value), number(limit));
  }
}
