/** Private keys in PEM: on one line with its line ends escaped, or over many lines, each of which may be a record of its own. */
import { byte, byteText, hasText, isAlnum, isBlank, lineEnd } from './byteClass.ts';
import { placeholderStart } from './findings.ts';
import type { Rule, View } from './view.ts';

/** Longest label between `-----BEGIN` and `-----`, and longest key on one line; an RSA key of 16,384 bits has 12 KiB. */
const maxLabel = 80;
const maxBody = 32_768;
/** A block is given up after so many lines, or so many in a row that are not of a key. */
const maxLines = 400;
const maxForeignLines = 24;
/** Lines of a key are 64, 70 or 76 characters long; only the last is shorter. */
const fullLine = 40;
const endMark = '-----END';
const kind = 'private-key';

/** Remembers, between batches of one source, whether a key is open. */
export class PemState {
  isOpen = false;
  #lines = 0;
  #foreign = 0;
  /** Column at which the key's lines begin; -1 until one has been seen. */
  column = -1;

  /** A key begins behind this line. */
  open(): void {
    this.isOpen = true;
    this.#lines = 0;
    this.#foreign = 0;
    this.column = -1;
  }

  /** Counts a line; `belongs`: it was one of the key's. */
  count(belongs: boolean): void {
    this.#lines++;
    this.#foreign = belongs ? 0 : this.#foreign + 1;
    if (this.#lines >= maxLines || this.#foreign > maxForeignLines) this.isOpen = false;
  }
}

/** Takes a key that ends on its line, or opens a block when nothing follows on the line. */
export const pemRule: Rule = ({ bytes, to, findings, pem }, _start, end) => {
  const label = byteText(bytes, end, Math.min(to, end + maxLabel));
  const length = label.indexOf('-----');
  if (length < 0 || !/PRIVATE.{1,3}KEY/i.test(label.slice(0, length))) return end;
  const first = end + length + 5;
  const near = Math.min(to, first + maxBody);
  const dashes = nextDashes(bytes, first, near);
  const stop = lineEnd(bytes, first, dashes < 0 ? near : dashes);
  const mark = stop === dashes ? dashes : -1;
  const isWhole = mark >= 0 && hasText(bytes, mark, endMark);
  const last = isWhole ? mark : openEnd(bytes, first, stop);
  if (mark < 0 && isBlankUntil(bytes, first, stop)) {
    pem.open();
    return stop;
  }
  if (last - first < 16 || byteText(bytes, first, Math.min(last, first + 512)).includes(placeholderStart) || /^(?:\\n|[\s.])*$/.test(byteText(bytes, first, Math.min(last, first + 64)))) return first;
  findings.add(bytes, first, last, { kind });
  return last;
};

/** Where the next dashes are, which begin the end mark or show that there is none; so no byte is looked at twice. */
function nextDashes(bytes: Uint8Array, at: number, to: number): number {
  const found = Buffer.from(bytes.buffer, bytes.byteOffset + at, to - at).indexOf('-----');
  return found < 0 ? -1 : at + found;
}

/** A key cut off before its end: up to the quote or blank that ends its text. */
function openEnd(bytes: Uint8Array, at: number, to: number): number {
  let i = at;
  while (i < to && bytes[i] !== byte.quote && bytes[i] !== byte.apostrophe && !isBlank(bytes[i] ?? 0) && bytes[i] !== byte.less) i++;
  while (i > at && bytes[i - 1] === byte.backslash) i--;
  return i;
}

/** Nothing but what ends a line of code or text: blanks, quotes, commas, an escaped line end. */
function isBlankUntil(bytes: Uint8Array, at: number, to: number): boolean {
  return to - at <= 16 && /^(?:\\[nr]|[\s"',;+\\])*$/.test(byteText(bytes, at, to));
}

/** Takes the key's part of `bytes[from, to)`, one line, while a block is open; the rest of the line is for the other rules. */
export function takeKeyLine({ bytes, findings, pem }: View, from: number, to: number): void {
  for (let i = from; i + endMark.length <= to; i++) {
    if (bytes[i] === byte.dash && hasText(bytes, i, endMark)) {
      pem.isOpen = false;
      return;
    }
  }
  let belongs = false;
  for (let i = from; i < to; i++) {
    const first = i;
    while (i < to && isBody(bytes[i] ?? 0)) i++;
    if (i - first < fullLine) continue;
    findings.add(bytes, first, i, { kind });
    if (pem.column < 0) pem.column = first - from;
    belongs = true;
  }
  belongs ||= takeLastLine(bytes, { findings, pem }, from, to);
  pem.count(belongs);
}

/** The last line of a key is short: it stands alone, or in the column of the lines before it. */
function takeLastLine(bytes: Uint8Array, { findings, pem }: Pick<View, 'findings' | 'pem'>, from: number, to: number): boolean {
  let last = to;
  while (last > from && isTrailing(bytes, last - 1, from)) last--;
  let first = last;
  while (first > from && isBody(bytes[first - 1] ?? 0)) first--;
  let head = from;
  while (head < first && (isBlank(bytes[head] ?? 0) || bytes[head] === byte.quote || bytes[head] === byte.bar || bytes[head] === byte.greater)) head++;
  const isAlone = head === first && (pem.column >= 0 || last - first >= 16);
  if (last === first || !(isAlone || first - from === pem.column)) return false;
  findings.add(bytes, first, last, { kind });
  return true;
}

function isTrailing(bytes: Uint8Array, at: number, from: number): boolean {
  const code = bytes[at] ?? 0;
  if (isBlank(code) || code === byte.quote || code === byte.apostrophe || code === byte.comma || code === byte.semicolon || code === byte.backslash) return true;
  return code === 0x6e && at > from && bytes[at - 1] === byte.backslash;
}

function isBody(code: number): boolean {
  return isAlnum(code) || code === byte.plus || code === byte.slash || code === byte.equals;
}
