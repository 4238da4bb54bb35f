/** The user's own rules: which records they match, and what such records mean; and which of the known failures do not count. */
import { RE2JS } from 're2js';
import type { Issue, IssueId } from '../../model/issue.ts';
import type { RecordBatch } from '../../model/record.ts';
import type { OwnRule, RuleSettings } from '../../model/settings.ts';
import { issueIdOf } from './issueId.ts';
import { frameOf } from './frames.ts';
import { isGeneral, knownFailureOf, literalsOfPattern, ownFailure } from './known.ts';
import type { Grade, KnownFailure } from './known/scale.ts';

/** A rule made ready. */
export interface Rule {
  readonly id: string;
  /** Records that match are no fault. */
  readonly ignore: boolean;
  /** The one issue of all records that match. */
  readonly issueId: IssueId;
  readonly known: KnownFailure;
  readonly fits: (text: string) => boolean;
  /** One of these stands in every record that matches; undefined when every record has to be tried. */
  readonly literals: readonly string[] | undefined;
}

/** A record of up to this many bytes is tried (ours). */
const readBytes = 8 * 1024;
const gradeOfSeverity: Readonly<Record<NonNullable<OwnRule['severity']>, Grade>> = { CRITICAL: 'outage', HIGH: 'failure', MEDIUM: 'degraded', LOW: 'notice' };

/** The rules in force; patterns are checked when they are loaded, so one that does not compile throws. */
export class RuleBook {
  readonly #rules: readonly Rule[];
  readonly #disabled: ReadonlySet<string>;
  readonly #decoder = new TextDecoder();

  constructor({ own, disabled }: RuleSettings) {
    this.#disabled = new Set(disabled);
    this.#rules = own.filter(({ id }) => !this.#disabled.has(id)).map(ruleOf);
  }

  /** What a text of no own rule is known as, without what is disabled. */
  known(text: string): KnownFailure | undefined {
    return knownFailureOf(text, this.#disabled);
  }

  /**
   * What an issue is known as: by the rule that made it, else by its title. One that says no more than that something failed is looked
   * for in the other lines too, without the frames: those name libraries, not failures.
   */
  knownOf(issue: { readonly id: IssueId; readonly title: string; readonly message: string }): KnownFailure | undefined {
    return this.#rules.find(({ issueId }) => issueId === issue.id)?.known ?? this.#knownOfText(issue);
  }

  #knownOfText({ title, message }: { readonly title: string; readonly message: string }): KnownFailure | undefined {
    const told = this.known(title);
    if (told !== undefined && !isGeneral(told)) return told;
    return this.known([title, ...message.split('\n').filter((line) => frameOf(line) === undefined)].join('\n')) ?? told;
  }

  /** Whether records like those of an issue are no fault by now: the rule fits its message, or its newest place. */
  ignores({ message, evidence }: Pick<Issue, 'message' | 'evidence'>): boolean {
    const newest = evidence.at(-1)?.excerpt;
    return this.#rules.some(({ ignore, fits }) => ignore && (fits(message) || (newest !== undefined && fits(newest))));
  }

  /** Returns by record the first rule in the order of the file that matches; undefined when there are no rules. */
  matchesOf(batch: RecordBatch): ReadonlyMap<number, Rule> | undefined {
    if (this.#rules.length === 0 || batch.count === 0) return undefined;
    const found = new Map<number, Rule>();
    // Several rules read a record, which becomes a text once.
    const texts = new Map<number, string>();
    const textOf = (row: number): string => {
      const text = texts.get(row) ?? this.#textOf(batch, row);
      texts.set(row, text);
      return text;
    };
    for (const rule of this.#rules) {
      for (const row of rowsWith(rule.literals, batch)) {
        if (!found.has(row) && rule.fits(textOf(row))) found.set(row, rule);
      }
    }
    return found;
  }

  /** Body and what follows it. */
  #textOf(batch: RecordBatch, row: number): string {
    const start = batch.bodyStart[row] ?? 0;
    return this.#decoder.decode(batch.bytes.subarray(start, Math.min(batch.end[row] ?? start, start + readBytes)));
  }
}

function ruleOf(own: OwnRule): Rule {
  const { id, pattern, words, severity, category, title, action, minutes, ignore } = own;
  return {
    id,
    ignore: ignore === true,
    issueId: issueIdOf({ frame: undefined, exceptionType: `rule ${id}`, template: '' }),
    known: ownFailure({
      id, category: category ?? 'OTHER', grade: gradeOfSeverity[severity ?? 'HIGH'], action, minutes,
      own: { ...(severity === undefined ? {} : { severity }), ...(title === undefined ? {} : { title }) },
    }),
    fits: fitOf(pattern, words),
    literals: pattern === undefined ? undefined : literalsOfPattern(pattern),
  };
}

/** With both given, both have to fit. */
function fitOf(pattern: string | undefined, words: string | undefined): (text: string) => boolean {
  const compiled = pattern === undefined ? undefined : RE2JS.compile(pattern);
  const wanted = words?.toLowerCase();
  return (text) => (compiled?.matcher(text).find() ?? true) && (wanted === undefined || text.toLowerCase().includes(wanted));
}

/** The rows a literal stands in, each once and in order; all rows when there is none to go by. */
function rowsWith(literals: readonly string[] | undefined, batch: RecordBatch): Iterable<number> {
  if (literals === undefined) return Array.from({ length: batch.count }, (_, row) => row);
  const from = batch.start[0] ?? 0;
  const to = batch.end[batch.count - 1] ?? from;
  const text = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset + from, to - from);
  const rows = new Set<number>();
  for (const literal of literals) {
    for (let at = text.indexOf(literal); at >= 0;) {
      const row = rowAt(batch, from + at);
      rows.add(row);
      at = text.indexOf(literal, Math.max(at + 1, (batch.end[row] ?? 0) - from));
    }
  }
  return [...rows].sort((a, b) => a - b);
}

/** The record a byte belongs to. */
function rowAt(batch: RecordBatch, place: number): number {
  let low = 0;
  let high = batch.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((batch.start[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
