/** Finds where so many digits stand together, alone or in groups, that they may be a card's. */
import { byte, isDigit } from './byteClass.ts';

/** Twelve bytes of a card's number have at most two signs among them. */
const window = 12;
const mostSigns = 2;
/** The shortest number of a card has so many digits; one less has a moment in milliseconds, which many logs have in each line. */
const leastDigits = 14;

/** Looks for runs of digits; one per scanner. */
export class DigitRuns {
  /** Behind the run found last. */
  end = 0;
  readonly #mayGoOn = Uint8Array.from({ length: 256 }, (_, code) => (isDigit(code) || isGroupSign(code) ? 1 : 0));

  /** Tells whether a trigger is such a run, so that it is looked for here and nowhere else. */
  holds(trigger: string): boolean {
    return trigger.length >= window && Buffer.from(trigger).every((code) => isDigit(code) || isGroupSign(code));
  }

  /** Returns where the next run that begins at `from` or behind begins, `to` when there is none; looks at every fourteenth byte and back (Boyer and Moore). */
  next(bytes: Uint8Array, from: number, to: number): number {
    let start = from;
    for (;;) {
      start = this.#longRun(bytes, start, to);
      if (start >= to) return to;
      let end = start + leastDigits;
      while (end < to && this.#mayGoOn[bytes[end] ?? 0] === 1) end++;
      if (hasDigits(bytes, start, end)) {
        this.end = end;
        return start;
      }
      start = end + 1;
    }
  }

  /** Where the next run of digits and signs between them begins, of the least length. */
  #longRun(bytes: Uint8Array, from: number, to: number): number {
    const mayGoOn = this.#mayGoOn;
    let start = from;
    while (start + leastDigits <= to) {
      let i = start + leastDigits - 1;
      while (i >= start && mayGoOn[bytes[i] ?? 0] === 1) i--;
      if (i < start) return start;
      start = i + 1;
    }
    return to;
  }
}

/** Whether there are digits enough, and twelve bytes in a row have few enough signs. */
function hasDigits(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = 0;
  for (let i = start; i < end; i++) if (isDigit(bytes[i] ?? 0)) digits++;
  if (digits < leastDigits) return false;
  let signs = 0;
  for (let i = start; i < end; i++) {
    if (isGroupSign(bytes[i] ?? 0)) signs++;
    if (i - window >= start && isGroupSign(bytes[i - window] ?? 0)) signs--;
    if (i - start >= window - 1 && signs <= mostSigns) return true;
  }
  return false;
}

function isGroupSign(code: number): boolean {
  return code === byte.dash || code === byte.space;
}

/** Tells whether an expression takes digits for different, other than all of them for one class. */
export function comparesDigits({ source }: RegExp): boolean {
  return /[0-9]/.test(source.replace(/\\x[0-9a-f]{2}|\{\d+,?\d*\}|0-9/gi, ''));
}
