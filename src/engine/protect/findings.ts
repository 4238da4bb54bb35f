/** Collects what is to be replaced and by what. */
import { byteText } from './byteClass.ts';

/** A stretch of bytes and the text that takes its place. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly text: string;
  /** Named by what stands before it only; a finding of the same place that knows its form names it better. */
  readonly isGeneric?: boolean;
}

/** Gives a secret its six hexadecimal digits: equal for equal secrets, telling nothing of them. */
export type SecretLabel = (secret: string) => string;

/** What is said of a secret. */
export interface Naming {
  readonly kind: string;
  /** Put around the placeholder, for JSON numbers that turn into strings. */
  readonly wrap?: string;
  readonly isGeneric?: boolean;
}

/** How every placeholder begins; `isPlaceholder` knows the rest. */
export const placeholderStart = '[REDACTED:';
/** Longest placeholder. */
export const maxPlaceholderLength = 60;
const placeholder = /^\[REDACTED:[a-z0-9-]{1,40}:[0-9a-f]{6}\]/;

/** Returns the length of the placeholder that begins at `at`, 0 when there is none. */
export function placeholderLength(bytes: Uint8Array, at: number): number {
  return placeholder.exec(byteText(bytes, at, Math.min(bytes.length, at + maxPlaceholderLength)))?.[0].length ?? 0;
}

/** Gathers findings of one stretch of text; places are those of the bytes it is told of. */
export class Findings {
  readonly #label: SecretLabel;
  #list: Finding[] = [];

  constructor(label: SecretLabel) {
    this.#label = label;
  }

  /** How many there are so far. */
  get count(): number {
    return this.#list.length;
  }

  /** Adds the secret `bytes[start, end)`. */
  add(bytes: Uint8Array, start: number, end: number, { kind, wrap = '', isGeneric = false }: Naming): void {
    if (end <= start) return;
    const label = this.#label(plainText(byteText(bytes, start, end)));
    this.#list.push({ start, end, kind, text: `${wrap}${placeholderStart}${kind}:${label}]${wrap}`, isGeneric });
  }

  /** Adds one that is already worded. */
  push(finding: Finding): void {
    this.#list.push(finding);
  }

  /** Starts an empty list with the same labels. */
  fork(): Findings {
    return new Findings(this.#label);
  }

  /** Returns all by place, those that overlap made one under the longest's name, and forgets them. */
  take(): readonly Finding[] {
    const list = this.#list.sort((a, b) => a.start - b.start || b.end - a.end);
    this.#list = [];
    const merged: Finding[] = [];
    for (const finding of list) {
      const last = merged.at(-1);
      if (!last || finding.start >= last.end) merged.push(finding);
      else merged[merged.length - 1] = joined(last, finding);
    }
    return merged;
  }
}

/** Two that overlap become one, named by the longer, and where they are the same by the one that knows. */
function joined(a: Finding, b: Finding): Finding {
  const lengthA = a.end - a.start;
  const lengthB = b.end - b.start;
  const better = lengthB > lengthA || (lengthB === lengthA && a.isGeneric === true) ? b : a;
  return { ...better, start: a.start, end: Math.max(a.end, b.end) };
}

/** Undoes the escapes of URLs and JSON, so that one secret has one hash however it is written. */
function plainText(text: string): string {
  const decoded = text.includes('%') ? text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text;
  return decoded.includes('\\') ? decoded.replace(/\\n/g, '\n').replace(/\\+(["'/\\])/g, '$1') : decoded;
}
