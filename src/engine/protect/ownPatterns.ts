/** Expressions of the user (`protect.patterns`): what they match is redacted too. */
import { RE2JS } from 're2js';
import { placeholderLength, placeholderStart, type Findings } from './findings.ts';

/** Compiled expressions; they run in linear time on the bytes as they are, within a line unless they name its end. */
export class OwnPatterns {
  readonly #patterns: readonly RE2JS[];

  /** Throws where an expression cannot be read; the configuration's check has refused those before. */
  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.map((pattern) => RE2JS.compile(pattern, RE2JS.MULTILINE));
  }

  /** Adds what they match in `bytes[from, to)`. */
  find(bytes: Uint8Array, from: number, to: number, findings: Findings): void {
    if (this.#patterns.length === 0) return;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
    const spans = placeholdersIn(text);
    for (const pattern of this.#patterns) {
      const matcher = pattern.matcher(text);
      while (matcher.find()) {
        const start = matcher.start();
        const end = matcher.end();
        if (!spans.some((span) => start < span.end && end > span.start)) findings.add(bytes, from + start, from + end, { kind: 'own' });
      }
    }
  }
}

/** What was redacted before is left alone, whatever an expression sees in it. */
function placeholdersIn(text: Buffer): readonly { readonly start: number; readonly end: number }[] {
  const spans: { readonly start: number; readonly end: number }[] = [];
  for (let at = text.indexOf(placeholderStart); at >= 0; at = text.indexOf(placeholderStart, at + 1)) {
    const length = placeholderLength(text, at);
    if (length > 0) spans.push({ start: at, end: at + length });
  }
  return spans;
}
