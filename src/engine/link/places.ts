/** Places that a text names, in the order in which it names them: `path:line` as compilers, test runners and stack traces print it. */
import type { LoggedPlace } from './resolvePath.ts';

/** One way to write a place; groups `path`, `line`, and where there are some `column` and `name`. A sample of each is replayed by a test. */
export interface PlaceForm {
  readonly expression: RegExp;
  readonly sample: string;
}

/** The forms; all are tried at every line. No expression can be slow: nothing repeated can match the same characters in two ways. */
export const placeForms: readonly PlaceForm[] = [
  { expression: /\bFile "(?<path>[^"\n]{1,400})", line (?<line>\d{1,7})(?:, in (?<name>\S{1,200}))?/g, sample: 'File "/app/shop/rates.py", line 42, in price' },
  { expression: /\bat (?<name>[\w.$/<>@-]{1,300})\((?<path>[\w$-]{1,200}\.(?:java|kt|scala|groovy)):(?<line>\d{1,7})\)/g, sample: 'at com.shop.Cart.add(Cart.java:31)' },
  { expression: /\bin (?<path>[^\s"'()]{1,400}):line (?<line>\d{1,7})/g, sample: 'at Shop.Cart.Add(Item item) in /src/Cart.cs:line 31' },
  { expression: /\bin (?<path>[^\s"'()]{1,400}) on line (?<line>\d{1,7})/g, sample: 'Uncaught Error in /var/www/app/Cart.php on line 31' },
  { expression: /(?:^|[\s"'`(=[>@])(?<path>(?:https?:\/\/[^\s/:]{1,100}(?::\d{1,5})?\/|[A-Za-z][\w+.-]{1,20}:\/{0,3}|[A-Za-z]:[\\/])?[^\s"'`()[\]<>|:;,=]{1,400}\.[A-Za-z]{1,6}(?:\?[\w=&.-]{1,60})?)[:(](?<line>\d{1,7})(?:[:,](?<column>\d{1,7}))?/g, sample: 'src/pay.ts:18:11 - error TS2345: no such thing' },
  { expression: /(?:^|[\s(])(?<path>[^\s"'`()[\]<>|:;,=]{1,400}\.[A-Za-z]{1,6}) line (?<line>\d{1,7})\b/g, sample: 'died at lib/Shop/Cart.pm line 31.' },
];

/** File name ends that no source has: `127.0.0.1:80`, `host.com:443`, `app.log:3`. */
const noSource = /\.(?:log|txt|out|err|lock|csv|com|net|org|io|dev|local|internal|svc|cluster|gz|zip|png|jpe?g|svg|ico|woff2?|so|dll|exe|jar|\d+)$/i;
const mostPlaces = 40;
const mostLines = 400;

/** Returns the places of a text, at most forty, without repetitions. */
export function placesIn(text: string): LoggedPlace[] {
  const places = new Map<string, LoggedPlace>();
  for (const line of text.split('\n', mostLines)) {
    for (const { expression } of placeForms) {
      for (const { groups } of line.slice(0, 2000).matchAll(expression)) {
        const { path = '', line: at, column, name } = groups ?? {};
        const key = `${path}:${at ?? ''}`;
        if (path === '' || noSource.test(path) || places.size >= mostPlaces || (places.has(key) && name === undefined)) continue;
        places.set(key, { path, line: Number(at), ...(column === undefined ? {} : { column: Number(column) }), ...(name === undefined ? {} : { functionName: name }) });
      }
    }
  }
  return [...places.values()];
}
