/** What a program that runs others writes in front of their lines: a step and its clock, a name, a number. */

/** One form of it. */
export interface Carrier {
  readonly name: string;
  readonly expression: RegExp;
  readonly sample: string;
}

/** The forms; each is anchored, and bounded, since most lines are looked at. */
export const carriers: readonly Carrier[] = [
  { name: 'BuildKit', expression: /^#\d{1,4} \d{1,6}\.\d{1,3} /, sample: '#14 22.31 npm error code ETIMEDOUT' },
  { name: 'BuildKit, told again', expression: /^\d{1,6}\.\d{1,3} (?=\S)/, sample: '22.31 npm error code ETIMEDOUT' },
  { name: 'CTest', expression: /^\d{1,4}: /, sample: '3: [  FAILED  ] CartTest.Total (0 ms)' },
  { name: 'seconds since the start', expression: /^\[ *\+?[\d.]{1,9}s?\] /, sample: '[+0931s] not ok 212 podman healthcheck' },
  { name: 'clock', expression: /^\[?\d\d:\d\d:\d\d(?:[.,]\d{1,6})?\]?:? (?:▸ )?/, sample: '[14:22:10]: ▸ error: no such module' },
  { name: 'xcpretty', expression: /^▸ +/, sample: '▸ error: no such module' },
  { name: 'compose and foreman', expression: /^[\w.-]{1,40} {1,20}\| /, sample: 'web-1  | Error: Cannot find module x' },
  { name: 'turbo', expression: /^(?:@[\w.-]{1,40}\/)?[\w.-]{1,40}:[a-z][\w:-]{0,40}: /, sample: '@acme/web:build: src/a.ts(3,5): error TS2322: no' },
  { name: 'pnpm', expression: /^[\w.@-]{1,40}(?:\/[\w.@-]{1,40}){1,6} [\w:-]{1,40}: /, sample: 'packages/ui build: src/a.ts(3,5): error TS2322: no' },
  { name: 'Ant', expression: /^ {3,12}\[\w{2,12}\] /, sample: '     [java] 1) discountOfTwoItems(shop.BasketTest)' },
  { name: 'concurrently and tox', expression: /^\[[\w@/:.-]{1,40}\] /, sample: '[web] src/a.ts(3,5): error TS2322: no' },
];

/** The first word of a carrier is no longer. */
const mostChars = 90;

/** How many characters of a line are a carrier's; 0 for none. */
export function carrierLength(line: string): number {
  const blank = line.indexOf(' ');
  if (blank < 0 || blank > mostChars || !mayCarry(line, blank)) return 0;
  for (const { expression } of carriers) {
    const found = expression.exec(line);
    if (found) return found[0].length;
  }
  return 0;
}

/** Whether the first word ends like that of a carrier, stands before a bar, or is a path. */
function mayCarry(line: string, blank: number): boolean {
  if (blank === 0) return line.startsWith('   ') && line.trimStart().startsWith('[');
  const end = line.charCodeAt(blank - 1);
  if (end === 0x3a || end === 0x5d || (end >= 0x30 && end <= 0x39) || line.startsWith('▸') || line.startsWith('[ ')) return true;
  const next = line.charCodeAt(blank + 1);
  return next === 0x7c || (next === 0x20 && line.includes('| ')) || line.lastIndexOf('/', blank) > 0;
}
