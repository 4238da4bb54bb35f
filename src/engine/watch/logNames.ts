/** What the name of a file says: rotated generation, compression, order. */

/** How a file is compressed. */
export type Compression = 'gzip' | 'zstd' | 'other';

/** A name read as a rotated part of a log. */
export interface Generation {
  /** The log's own name, e.g. `app.log` for `app.log.2.gz`. */
  readonly base: string;
  /** `number`: the higher the older; `date`: the higher the newer. */
  readonly order: { readonly kind: 'number' | 'date'; readonly value: number };
  /** The number or date stands before the extension (`app.1.log`), so a glob of the log itself matches it too. */
  readonly infix: boolean;
}

const compressions: readonly (readonly [string, Compression])[] = [
  ['.gz', 'gzip'], ['.zst', 'zstd'], ['.bz2', 'other'], ['.xz', 'other'], ['.lz4', 'other'], ['.z', 'other'], ['.zip', 'other'], ['.7z', 'other'],
];

const date = String.raw`(?:19|20)\d\d[-_.]?[01]\d(?:[-_.]?[0-3]\d(?:[-_.T]?[0-2]\d(?:[-_.]?[0-5]\d(?:[-_.]?[0-5]\d)?)?)?)?`;
/** `app.log.1`, `app.log-20261123`, `app.log.2026-11-23.1`, `app.log.old`. */
const suffix = new RegExp(String.raw`^(.*[^.\-_])[.\-_](?:(old|bak|prev)|(\d{1,5})|(${date})(?:[.\-_](\d{1,4}))?)$`, 'i');
/** `app.1.log`, `app-2026-11-23.log`, `app.2026-11-23.0.log`. */
const infix = new RegExp(String.raw`^(.*[^.\-_])[.\-_](?:(\d{1,5})|(${date})(?:[.\-_](\d{1,4}))?)(\.[a-z][a-z0-9]{0,9})$`, 'i');

/** Returns how the name says the file is compressed. */
export function compressionOf(name: string): Compression | undefined {
  const lower = name.toLowerCase();
  return compressions.find(([ending]) => lower.endsWith(ending))?.[1];
}

/** Returns the name without the ending of a compression. */
export function uncompressedName(name: string): string {
  const lower = name.toLowerCase();
  const ending = compressions.find(([candidate]) => lower.endsWith(candidate))?.[0];
  return ending === undefined ? name : name.slice(0, -ending.length);
}

/** Reads a name as a rotated part; whether the log of that name exists is for the caller to see. */
export function generationOf(name: string): Generation | undefined {
  const plain = uncompressedName(name);
  const behind = suffix.exec(plain);
  if (behind) return { base: behind[1] ?? '', order: orderOf(behind[3], behind[4], behind[5]), infix: false };
  const between = infix.exec(plain);
  if (between) return { base: `${between[1] ?? ''}${between[5] ?? ''}`, order: orderOf(between[2], between[3], between[4]), infix: true };
  // `app.log.gz` is what a compression without rotation leaves.
  return plain === name ? undefined : { base: plain, order: { kind: 'number', value: 0 }, infix: false };
}

function orderOf(number: string | undefined, day: string | undefined, part: string | undefined): Generation['order'] {
  if (day === undefined) return { kind: 'number', value: number === undefined ? 0 : Number(number) };
  const digits = day.replace(/\D/g, '').padEnd(14, '0');
  return { kind: 'date', value: Number(digits) + Number(part ?? 0) / 10_000 };
}

/** Returns a negative number when `a` is the older part, 0 when their names do not say. */
export function compareAge(a: Generation, b: Generation): number {
  if (a.order.kind !== b.order.kind) return 0;
  return a.order.kind === 'number' ? b.order.value - a.order.value : a.order.value - b.order.value;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Orders names as people do: `app2` before `app10`; the same on every machine. */
export function compareNatural(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b));
}
