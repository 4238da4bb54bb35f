/** The few signs and words that mean something to the miner, by their hashes. */
import { hashText } from './hash.ts';

/** What follows a number that is a size. */
export const sizeUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'KiB', 'MiB', 'GiB', 'TiB', 'kB', 'bytes'];

/** The hashes, by what they mean. */
export interface KnownWords {
  readonly value: ReadonlySet<number>;
  readonly joiner: ReadonlySet<number>;
  readonly equals: number;
  readonly colon: number;
  readonly quote: number;
  readonly less: number;
  readonly greater: number;
  readonly http: number;
  readonly bracket: number;
  readonly brace: number;
  readonly sizeUnits: ReadonlySet<number>;
  readonly timeUnits: ReadonlySet<number>;
  /** What a request does is not one value among many. */
  readonly verbs: ReadonlySet<number>;
  readonly comma: number;
  readonly closingBrace: number;
  readonly months: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
}

/** Hashes the signs and words. */
export function createKnownWords(): KnownWords {
  const hashes = (words: readonly string[]): Set<number> => new Set(words.map((word) => hashText(word)));
  return {
    value: hashes(['=', ':', '"', "'"]),
    joiner: hashes([':', '/', '.', '@', '+', '#']),
    equals: hashText('='),
    colon: hashText(':'),
    quote: hashText('"'),
    less: hashText('<'),
    greater: hashText('>'),
    http: hashText('HTTP/'),
    bracket: hashText('['),
    brace: hashText('{'),
    sizeUnits: hashes(sizeUnits),
    timeUnits: hashes(['s', 'sec', 'secs', 'second', 'seconds', 'ms', 'us', 'ns', 'min', 'minute', 'minutes']),
    verbs: hashes(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'CONNECT', 'SELECT', 'INSERT', 'UPDATE']),
    comma: hashText(','),
    closingBrace: hashText('}'),
    months: hashes('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')),
    days: hashes('Mon Tue Wed Thu Fri Sat Sun'.split(' ')),
  };
}
