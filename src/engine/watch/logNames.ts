/** What the name of a file says: rotated generation, compression, order. */

/** How a file is compressed. */
export type Compression = 'gzip' | 'zstd' | 'other';

/** A name read as a rotated part of a log. */
export interface Generation {
  /** The log's own name, e.g. `app.log` for `app.log.2.gz`. */
  readonly base: string;
  /** `number`: the higher the older; `date`: the higher the newer. */
  readonly order: { readonly kind: 'number' | 'date'; readonly value: number; readonly part: number };
  /** The number or date stands before the extension (`app.1.log`), so a glob of the log itself matches it too. */
  readonly infix: boolean;
}

const compressions: readonly (readonly [string, Compression])[] = [
  ['.gz', 'gzip'], ['.zst', 'zstd'], ['.bz2', 'other'], ['.xz', 'other'], ['.lz4', 'other'], ['.z', 'other'], ['.zip', 'other'], ['.7z', 'other'],
];

const date = String.raw`(?<date>(?:19|20)\d\d[-_.]?[01]\d(?:[-_.]?[0-3]\d(?:[-_.T]?[0-2]\d(?:[-_.]?[0-5]\d(?:[-_.]?[0-5]\d)?)?)?)?)`;
// The number may be seconds since the epoch (`dateformat -%Y%m%d-%s`).
const part = String.raw`(?:[.\-_](?<number>\d{1,5}|1\d{9}))?`;
const extension = String.raw`(?<extension>\.[a-z][a-z0-9]{0,9})`;

/** How rotated parts are called; the first that fits counts, so that a date is not taken for a number. Groups: base, extension, date, number. */
const shapes: readonly { readonly name: RegExp; readonly infix: boolean }[] = [
  // `app.log-20261123`, `app.log.2026-11-23.1`
  { name: new RegExp(String.raw`^(?<base>.*?[^.\-_])[.\-_]${date}${part}$`, 'i'), infix: false },
  // `app-2026-11-23.log`, `app.2026-11-23.0.log`
  { name: new RegExp(String.raw`^(?<base>.*?[^.\-_])[.\-_]${date}${part}${extension}$`, 'i'), infix: true },
  // `app.log.1`, `app.log-1795392000`
  { name: /^(?<base>.*[^.\-_])[.\-_](?<number>\d{1,5}|1\d{9})$/i, infix: false },
  // `app.1.log`
  { name: /^(?<base>.*[^.\-_])[.\-_](?<number>\d{1,5})(?<extension>\.[a-z][a-z0-9]{0,9})$/i, infix: true },
  // `app.log.old`
  { name: /^(?<base>.*[^.\-_])\.(?:old|bak|prev)$/i, infix: false },
];

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
  for (const shape of shapes) {
    const groups = shape.name.exec(plain)?.groups;
    if (groups) return { base: `${groups['base'] ?? ''}${groups['extension'] ?? ''}`, order: orderOf(groups), infix: shape.infix };
  }
  // `app.log.gz` is what a compression without rotation leaves.
  return plain === name ? undefined : { base: plain, order: { kind: 'number', value: 0, part: 0 }, infix: false };
}

function orderOf({ date: day, number }: Readonly<Record<string, string | undefined>>): Generation['order'] {
  // Seconds since the epoch, as logrotate's `dateformat -%s` writes them, grow with time as dates do.
  if (day === undefined) return { kind: number?.length === 10 ? 'date' : 'number', value: Number(number ?? 0), part: 0 };
  const digits = day.replace(/\D/g, '').padEnd(14, '0');
  return { kind: 'date', value: Number(digits), part: Number(number ?? 0) };
}

/** Returns a negative number when `a` is the older part, 0 when their names do not say. */
export function compareAge(a: Generation, b: Generation): number {
  if (a.order.kind !== b.order.kind) return 0;
  return a.order.kind === 'number' ? b.order.value - a.order.value : a.order.value - b.order.value || a.order.part - b.order.part;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Orders names as people do: `app2` before `app10`; the same on every machine. */
export function compareNatural(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b));
}
