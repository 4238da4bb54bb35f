/** Long unbroken runs: tokens whose beginning says nothing, and base64 with a secret inside. */
import { byte, byteText, holdsDigit, isBase64, isDigit } from './byteClass.ts';
import { compileForm } from './form.ts';
import { isNameLike, isNumeric, isRandom, isScrambled, shapeOf, type Shape } from './shape.ts';
import { judges, type View } from './view.ts';

/** Shortest run that is looked at: `{"key":"secret"}` in base64. */
const minRun = 24;
/** Bytes of text unpacked from one run; what is longer is an attachment. */
const maxText = 65_536;
/** Base64 in base64 in base64 is nobody's log. */
export const maxDepth = 2;
/** First characters of a run that have to decode to text before anything is unpacked. */
const probeChars = 16;
/** Signs that passwords and keys are made of; others end a word of unpacked text. */
const wordSign = /[A-Za-z0-9+/_~!@#$%^&*.=-]{8,512}/g;
/** A bot's token of Discord: its number in base64, then two parts. */
const botToken = { kind: 'discord-token', form: '{b64u:23,28}^.{b64u:6,7}.{b64u:27,}' } as const;

/** Finds such runs; holds tables, so one serves for all. */
export class PackedFinder {
  readonly #isRun = Uint8Array.from({ length: 256 }, (_, code) => (isBase64(code) ? 1 : 0));
  readonly #value = Uint8Array.from({ length: 256 }, (_, code) => valueOf(code));
  readonly #bot = compileForm(botToken);
  readonly #scan: (view: View) => void;

  /** `scan` finds secrets in unpacked text. */
  constructor(scan: (view: View) => void) {
    this.#scan = scan;
  }

  /** Looks through `[from, to)` of a view; measured at 0.4 ns a byte of ordinary text, since it looks at every 24th byte and back (Boyer and Moore). */
  find(view: View, from: number, to: number): void {
    const { bytes } = view;
    const isRun = this.#isRun;
    let start = from;
    while (start + minRun <= to) {
      let i = start + minRun - 1;
      while (i >= start && isRun[bytes[i] ?? 0] === 1) i--;
      if (i >= start) {
        start = i + 1;
        continue;
      }
      let end = start + minRun;
      while (end < to && isRun[bytes[end] ?? 0] === 1) end++;
      this.#judge(view, start, end);
      start = end + 1;
    }
  }

  #judge(view: View, start: number, end: number): void {
    const { bytes } = view;
    if (bytes[end] === byte.dot && end - start <= 28 && startsNumber(bytes[start] ?? 0)) this.#bot.rule(view, end, end + 1);
    if (view.depth >= maxDepth) return;
    if (this.#decodesToText(view, start)) this.#unpack(view, start, end);
    else {
      let slash = end - 1;
      while (slash > start && bytes[slash] !== byte.slash) slash--;
      if (slash > start && end - slash > minRun && this.#decodesToText(view, slash + 1)) this.#unpack(view, slash + 1, end);
    }
  }

  #decodesToText(view: View, at: number): boolean {
    const { bytes } = view;
    for (let i = at; i < at + probeChars; i += 4) {
      if (view.judged && holdsDigit(bytes, i, i + 4)) judges(view, at);
      const word = (this.#valueAt(bytes, i) << 18) | (this.#valueAt(bytes, i + 1) << 12) | (this.#valueAt(bytes, i + 2) << 6) | this.#valueAt(bytes, i + 3);
      if (!isText(word >>> 16) || !isText((word >>> 8) & 0xff) || !isText(word & 0xff)) return false;
    }
    return true;
  }

  #valueAt(bytes: Uint8Array, at: number): number {
    return this.#value[bytes[at] ?? 0] ?? 0;
  }

  #unpack(view: View, start: number, end: number): void {
    if (view.judged && holdsDigit(view.bytes, start, end)) judges(view, start);
    let stop = end;
    while (stop < end + 2 && stop < view.to && view.bytes[stop] === byte.equals) stop++;
    const text = Buffer.from(byteText(view.bytes, start, Math.min(end, start + maxText)), 'base64');
    const findings = view.findings.fork();
    const hints: number[] = [];
    this.#scan({ ...view, bytes: text, from: 0, to: text.length, hints: view.hints && hints, judged: undefined, findings, coloured: { until: 0 }, depth: view.depth + 1 });
    if (hints.length > 0) view.hints?.push(start);
    if (hints.length > 0 || findings.count > 0 || holdsRandomText(text)) judges(view, start);
    if (findings.count > 0 || holdsRandomText(text)) view.findings.add(view.bytes, start, stop, { kind: 'base64' });
  }
}

/**
 * Tells whether unpacked text holds something that looks drawn by lot. Nobody reads packed text in a log, so less is asked than of plain
 * text, digests and all; numbers, dates, names and UUIDs stay.
 */
function holdsRandomText(text: Uint8Array): boolean {
  const readable = byteText(text, 0, text.length);
  for (const found of readable.matchAll(wordSign)) {
    const start = found.index;
    const end = start + found[0].length;
    const shape = shapeOf(text, start, end);
    if (shape.isHex) {
      if (shape.length >= 32 && shape.digits > 0 && !found[0].includes('-')) return true;
      continue;
    }
    if (isNumeric(text, start, end) || isNameLike(text, start, end) || /^\d{4}-\d\d-\d\d/.test(found[0])) continue;
    const isQuoted = text[start - 1] === byte.quote && text[end] === byte.quote;
    const isMixed = shape.hasUpper && shape.hasLower && shape.length >= 12 && shape.distinct >= 8 && shape.wordRatio < 0.8;
    if (isRandom(shape) || (isQuoted && !found[0].includes('/') && (isMixed || isScrambled(shape) || isShortMix(shape)))) return true;
  }
  return false;
}

/** Letters and digits in turn, as in no name with a number at its end. */
function isShortMix(shape: Shape): boolean {
  return shape.digitGroups >= 2 && shape.letters >= 3 && shape.wordRatio < 0.4;
}

/** A number in base64 begins with `M`, `N` or `O`. */
function startsNumber(code: number): boolean {
  return code >= 0x4d && code <= 0x4f;
}

function isText(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || (code >= byte.tab && code <= byte.carriageReturn);
}

function valueOf(code: number): number {
  if (code === byte.plus || code === byte.dash) return 62;
  if (code === byte.slash || code === byte.underscore) return 63;
  if (isDigit(code)) return code + 4;
  return code >= 0x61 ? code - 71 : code >= 0x41 ? code - 65 : 0;
}
