/** Replaces secrets by placeholders before anything is stored, mined or shown. */
import type { RecordBatch, RecordLikeness } from '../../model/record.ts';
import { Findings, type Finding, type SecretLabel } from './findings.ts';
import { addConcealed, hostileRows } from './instructionHints.ts';
import { hashedLabel, numberedLabel } from './label.ts';
import { judgedRows, LikenessColumns, PlainKinds } from './likeness.ts';
import { OwnPatterns } from './ownPatterns.ts';
import { PemState } from './pem.ts';
import { keyLength, loadKey } from './redactionKey.ts';
import { replaced, rewritten } from './rewrite.ts';
import { SecretScanner } from './scanner.ts';
import type { View } from './view.ts';

/** How placeholders are made. */
export interface ProtectOptions {
  /** 32 bytes; with it equal secrets get equal placeholders, without it nobody can tell from a placeholder what it stood for. */
  readonly key: Uint8Array;
  /** Expressions in RE2's syntax, checked before; what they match is redacted too. */
  readonly patterns: readonly string[];
}

/** A line without an end is cut here, so that a stream without line ends needs no more memory than this; ours. */
const maxPendingBytes = 1 << 24;

/**
 * Redacts records and text. A secret becomes `[REDACTED:kind:hash]`, six hexadecimal digits of a keyed hash or a number, which breaks neither JSON
 * strings nor logfmt nor addresses and is left alone when it is seen again.
 */
export class Redactor {
  readonly #label: SecretLabel;
  readonly #scanner = new SecretScanner();
  readonly #own: OwnPatterns;
  /** Sources in the middle of a private key. */
  readonly #openKeys = new Map<number, PemState>();
  readonly #counts = new Map<string, number>();
  readonly #likeness = new LikenessColumns();
  readonly #plain = new PlainKinds();

  /** `key`: makes the labels keyed hashes; without one they are numbers in order of appearance. Throws `RangeError` for a key of another length. */
  constructor({ key, patterns = [] }: Partial<ProtectOptions> = {}) {
    if (key !== undefined && key.length !== keyLength) throw new RangeError(`a redaction key has ${keyLength} bytes, not ${key.length}`);
    this.#label = key === undefined ? numberedLabel() : hashedLabel(key);
    this.#own = new OwnPatterns(patterns);
  }

  /** Opens one whose placeholders stay the same over restarts; throws `EngineError` when the state folder cannot be used. */
  static open(stateFolder: string, patterns: readonly string[] = []): Redactor {
    return new Redactor({ key: loadKey(stateFolder), patterns });
  }

  /** Makes one that keeps nothing: the same text in one pass gives the same placeholders on every machine. */
  static forOnePass(): Redactor {
    return new Redactor();
  }

  /**
   * Redacts the next records of a source: returns the batch itself when there is nothing to hide, else one over a fresh copy of the
   * text with all columns that point into it moved. Positions and line numbers stay those of the source. To be called in order per
   * source, since a private key may go on from batch to batch. Records that read like instructions to an agent are listed in `hostile`.
   */
  redact(batch: RecordBatch): RecordBatch {
    const from = batch.start[0] ?? 0;
    const to = batch.end[batch.count - 1] ?? from;
    if (batch.count === 0 || to <= from) return batch;
    const pem = this.#openKeys.get(batch.source.id) ?? new PemState();
    const hints: number[] = [];
    const likeness = this.#plain.isUseful(batch.count) ? this.#likeness.of(batch) : undefined;
    const view = this.#viewOf(batch.bytes, from, to, { pem, hints });
    if (likeness) this.#scanUnlike(view, batch, likeness);
    else this.#scanner.scan(view);
    const findings = this.#taken(view);
    addConcealed(batch.bytes, from, to, hints);
    if (pem.isOpen) this.#openKeys.set(batch.source.id, pem);
    else this.#openKeys.delete(batch.source.id);
    const hostile = hints.length === 0 ? [] : hostileRows(batch, hints);
    const marked = hostile.length === 0 && !likeness ? batch : { ...batch, hostile, ...(likeness ? { likeness } : {}) };
    return findings.length === 0 ? marked : rewritten(marked, findings);
  }

  /** Scans the records that are not like one in which no rule judged a value, and remembers those in which none did. */
  #scanUnlike(view: View, batch: RecordBatch, { low, high }: RecordLikeness): void {
    const { start, end, count } = batch;
    const isPlain = (row: number): boolean => !view.pem.isOpen && high[row] !== 0 && this.#plain.has(low[row] ?? 0, high[row] ?? 0);
    let done = 0;
    for (let first = 0; first < count; first++) {
      if (isPlain(first)) continue;
      let last = first;
      while (last + 1 < count && !isPlain(last + 1)) last++;
      const judged = { values: [], triggers: [] };
      done = this.#scanner.scanPart({ ...view, judged }, Math.max(done, start[first] ?? 0), end[last] ?? 0);
      const rows = judgedRows(batch, judged, first);
      for (let row = first; row <= last; row++) if (high[row] !== 0 && !rows.has(row)) this.#plain.add(low[row] ?? 0, high[row] ?? 0);
      first = last;
    }
  }

  /** Redacts a text of its own: a question, a command line, an answer. */
  redactText(text: string): string {
    const bytes = Buffer.from(text, 'utf8');
    const findings = this.#find(bytes, new PemState());
    return findings.length === 0 ? text : Buffer.from(replaced(bytes, 0, bytes.length, findings)).toString('utf8');
  }

  /** Makes a filter for a stream of its own; what it hides is counted here. */
  lines(): LineRedactor {
    const pem = new PemState();
    return new LineRedactor((bytes) => {
      const findings = this.#find(bytes, pem);
      return findings.length === 0 ? bytes : replaced(bytes, 0, bytes.length, findings);
    });
  }

  /** How many secrets of each kind have been replaced so far. */
  counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  #find(bytes: Uint8Array, pem: PemState): readonly Finding[] {
    const view = this.#viewOf(bytes, 0, bytes.length, { pem });
    this.#scanner.scan(view);
    return this.#taken(view);
  }

  #viewOf(bytes: Uint8Array, from: number, to: number, { pem, hints }: { readonly pem: PemState; readonly hints?: number[] }): View {
    return { bytes, from, to, findings: new Findings(this.#label), pem, coloured: { until: 0 }, depth: 0, hints };
  }

  /** What was found in a view, with what the user's expressions find. */
  #taken({ bytes, from, to, findings }: View): readonly Finding[] {
    this.#own.find(bytes, from, to, findings);
    if (findings.count === 0) return [];
    const taken = findings.take();
    for (const { kind } of taken) this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    return taken;
  }
}

/** Redacts a stream of bytes cut anywhere: one line in, one line out. */
export class LineRedactor {
  readonly #redact: (bytes: Uint8Array) => Uint8Array;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;

  /** `redact` takes whole lines. */
  constructor(redact: (bytes: Uint8Array) => Uint8Array) {
    this.#redact = redact;
  }

  /** Takes the next bytes and returns the lines that are complete now; the result may share memory with `chunk`. */
  push(chunk: Uint8Array): Uint8Array {
    const end = chunk.lastIndexOf(0x0a) + 1;
    if (end === 0 && this.#pendingBytes + chunk.length < maxPendingBytes) {
      this.#keep(chunk);
      return new Uint8Array();
    }
    const whole = end === 0 ? chunk.length : end;
    const lines = this.#joined(chunk.subarray(0, whole));
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#keep(chunk.subarray(whole));
    return this.#redact(lines);
  }

  /** Returns the last line, which had no end. */
  end(): Uint8Array {
    const rest = this.#joined(new Uint8Array());
    this.#pending = [];
    this.#pendingBytes = 0;
    return this.#redact(rest);
  }

  #keep(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#pending.push(Uint8Array.from(chunk));
    this.#pendingBytes += chunk.length;
  }

  #joined(last: Uint8Array): Uint8Array {
    return this.#pendingBytes === 0 ? last : Buffer.concat([...this.#pending, last]);
  }
}
