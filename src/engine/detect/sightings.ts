/** Sightings of faults, each given to its issue: by place in the code, else by exception type and spelling. */
import type { RecordBatch } from '../../model/record.ts';
import { isDerived, type IssueId } from '../../model/issue.ts';
import { severity } from '../../model/severity.ts';
import type { DetectOptions } from './assessment.ts';
import { callerOf } from './caller.ts';
import { readException, type ExceptionReading } from './exception.ts';
import { issueIdOf } from './issueId.ts';
import { bodyLineOf, linesOfRecord } from './recordText.ts';
import { isSameSpelling, maskedLine, wordsOf } from './spelling.ts';
import type { Rule, RuleBook } from './rules.ts';
import type { GridUser } from './timeGrid.ts';
import { TrackedIssue, type Sighting } from './tracker.ts';

/** A record of up to this many bytes is read for its trace; what stands behind is not looked at (ours). */
const traceBytes = 32 * 1024;
const messageBytes = 2000;
/** More causes than anyone reads; further ones are counted, not tracked (ours). */
const issueLimit = 2000;
const shapeLimit = 20_000;
const excerptLength = 400;
/** Lines inside a trace whose collector made a record of each: they tell of a fault that another line names. */
const tracePart = /^\s*(?:Traceback \(most recent call last\):?|File "[^"]+", line \d+|raise \w|at [\w.$<]+[( ]|\.\.\. \d+ more|During handling of the above|The above exception was|FATAL EXCEPTION: |Process: [\w.:]+, PID: \d+$)/;

/** Where and when a record stands. */
export interface SightedAt {
  readonly line: number;
  readonly ms: number;
  readonly bucket: number;
  /** Where the record names its cause itself: a name that stays, what to call it, and how bad it is. */
  readonly cause?: string;
  readonly title?: string;
  readonly severityNumber?: number;
  /** Where a rule of the user's own says what it is. */
  readonly rule?: Rule;
}

/** The tracked issues. */
export class Sightings implements GridUser {
  readonly #options: DetectOptions;
  readonly #rules: RuleBook;
  readonly #issues = new Map<string, TrackedIssue>();
  /** By log, template and shape of the trace: the issue, so that a repeated fault is counted without reading it again. */
  readonly #byShape = new Map<string, { readonly tracked: TrackedIssue; readonly tellingLine: number; readonly offset: number }>();
  /** By component, severity and type: issues that a new spelling may belong to. */
  readonly #siblings = new Map<string, TrackedIssue[]>();
  /** Of the batch that is being read: the newest sighting of each issue known before. */
  readonly #latest = new Map<TrackedIssue, { readonly i: number; readonly line: number; readonly tellingLine: number }>();
  /** From before a rule of the user's own said that they are no fault. */
  readonly #ignored = new Set<TrackedIssue>();
  #untracked = 0;

  constructor(options: DetectOptions, rules: RuleBook) {
    this.#options = options;
    this.#rules = rules;
    for (const issue of options.issues) {
      if (isDerived(issue)) continue;
      const tracked = TrackedIssue.restore(issue, rules.knownOf(issue));
      this.#add(tracked);
      if (rules.ignores(issue)) this.#ignored.add(tracked);
    }
  }

  /** See `RecordReader.untracked`. */
  get untracked(): number {
    return this.#untracked;
  }

  /** All tracked issues in order of first sight. */
  all(): TrackedIssue[] {
    return [...this.#issues.values()];
  }

  /** Those that count: all but what is ignored by now. */
  counting(): TrackedIssue[] {
    return this.all().filter((tracked) => !this.#ignored.has(tracked));
  }

  /** Those that a rule of the user's own ended, judged to be over whatever their rhythm. */
  ignored(): TrackedIssue[] {
    for (const tracked of this.#ignored) {
      const { firstSeenMs, count } = tracked;
      tracked.judge({ grade: 'LOW', state: 'resolved', why: 'a rule of your own says that it is no fault', onsetMs: firstSeenMs, sinceOnset: count, isNoise: false, causedBy: undefined });
    }
    return [...this.#ignored];
  }

  /** Takes a record that tells of a fault, by a rule of the user's own or by itself; returns the issue it belongs to, undefined beyond the limit. */
  sight(batch: RecordBatch, i: number, at: SightedAt): IssueId | undefined {
    const shape = at.cause === undefined ? `${at.rule?.id ?? ''}\n${shapeOf(batch, i)}` : `${batch.source.id}/${at.severityNumber ?? 0}/${at.cause}`;
    const known = this.#byShape.get(shape);
    const base = { atMs: at.ms, bucket: at.bucket, severityNumber: at.severityNumber ?? batch.severity[i] ?? 0, source: batch.source.name };
    const physicalLines = batch.lines[i] ?? 1;
    if (known) {
      known.tracked.see(base);
      // Of many sightings in one batch the last is the place to show: making a text of each would cost more than all the rest.
      this.#latest.set(known.tracked, { i, line: at.line + Math.min(known.offset, physicalLines - 1), tellingLine: known.tellingLine });
      return known.tracked.birth.id;
    }
    const lines = at.title === undefined ? linesOfRecord(batch, i, traceBytes) : [at.title];
    if (!at.rule && physicalLines === 1 && lines.length === 1 && tracePart.test(lines[0] ?? '')) return;
    const reading = readException(lines);
    // A trace inside a JSON string lies in the record's one line.
    const offset = Math.min(Math.max(0, reading.tellingLine - Math.max(0, lines.length - physicalLines)), physicalLines - 1);
    const evidence = { path: batch.source.name, line: at.line + offset, excerpt: at.title === undefined ? reading.telling.slice(0, excerptLength) : bodyLineOf(batch, i, excerptLength) };
    const severityNumber = base.severityNumber === 0 && isUncaught(reading) ? severity.error : base.severityNumber;
    return this.#begin(shape, batch, i, { reading, offset, sighting: { ...base, severityNumber, evidence }, cause: at.cause, rule: at.rule });
  }

  /** Ends a batch: the newest place of each issue seen in it is kept. */
  settle(batch: RecordBatch): void {
    for (const [tracked, { i, line, tellingLine }] of this.#latest) tracked.show({ path: batch.source.name, line, excerpt: tellingLine === 0 ? bodyLineOf(batch, i, excerptLength) : tellingOf(batch, i).slice(0, excerptLength) });
    this.#latest.clear();
  }

  regrid(indexOf: (bucket: number) => number): void {
    for (const tracked of this.#issues.values()) tracked.buckets.regrid(indexOf);
  }

  #begin(shape: string, batch: RecordBatch, i: number, seen: { readonly reading: ExceptionReading; readonly offset: number; readonly sighting: Sighting; readonly cause: string | undefined; readonly rule: Rule | undefined }): IssueId | undefined {
    const { reading, offset, sighting, cause, rule } = seen;
    // The first line of a record of several may say nothing; then the one that tells names the cause.
    const mined = reading.tellingLine > 0 ? maskedLine(reading.telling) : this.#options.templateText(batch.template[i] ?? 0);
    const template = cause ?? mined;
    const component = this.#options.componentText(batch.component[i] ?? 0);
    const id = rule?.issueId ?? issueIdOf(cause === undefined ? { frame: reading.frame, exceptionType: reading.type, template } : { frame: undefined, exceptionType: undefined, template });
    let tracked = this.#issues.get(id) ?? (cause !== undefined || rule ? undefined : this.#sibling(siblingKey(component, sighting), template, reading));
    if (tracked) {
      tracked.see(sighting);
      tracked.show(sighting.evidence);
      // The rule does not match what was seen now.
      this.#ignored.delete(tracked);
    } else if (this.#issues.size >= issueLimit) {
      this.#untracked++;
      return undefined;
    } else {
      const type = rule ? 'rule' : reading.frame || reading.type !== undefined ? 'exception' : sighting.severityNumber >= severity.error ? 'error' : 'warning';
      const message = reading.digest.join('\n').slice(0, messageBytes);
      const known = rule?.known ?? this.#rules.knownOf({ id, title: reading.title, message });
      tracked = TrackedIssue.begin({ id, type, reading, component: component === '' ? undefined : component, message, template, caller: callerOf(batch, i) }, sighting, known);
      this.#add(tracked);
    }
    if (this.#byShape.size >= shapeLimit) this.#byShape.clear();
    this.#byShape.set(shape, { tracked, tellingLine: reading.tellingLine, offset });
    return tracked.birth.id;
  }

  /** Another spelling of a known cause: same writer, severity and type, and most of the words. */
  #sibling(key: string, template: string, reading: ExceptionReading): TrackedIssue | undefined {
    if (reading.frame) return undefined;
    const words = wordsOf(template);
    return this.#siblings.get(key)?.find((tracked) => isSameSpelling(words, tracked.words));
  }

  #add(tracked: TrackedIssue): void {
    this.#issues.set(tracked.birth.id, tracked);
    const { birth } = tracked;
    if (birth.frame || birth.type === 'rule') return;
    const key = `${birth.sources[0] ?? ''}\n${birth.component ?? ''}\n${birth.severityNumber >> 2}`;
    const siblings = this.#siblings.get(key);
    if (siblings) siblings.push(tracked);
    else this.#siblings.set(key, [tracked]);
  }
}

/** An exception with its frames that no logger gave a level: what a runtime prints of one that nobody caught. */
function isUncaught({ type, frame }: ExceptionReading): boolean {
  return type !== undefined && frame !== undefined && !/(?:Warning|Notice)$/.test(type);
}

/** What a record says below its first line. */
function tellingOf(batch: RecordBatch, i: number): string {
  return readException(linesOfRecord(batch, i, traceBytes)).telling;
}

function siblingKey(component: string, { source, severityNumber }: Sighting): string {
  return `${source}\n${component}\n${severityNumber >> 2}`;
}

/** Log, template and, for records of several lines, a hash of what follows the first line without its digits. */
function shapeOf(batch: RecordBatch, i: number): string {
  const template = batch.template[i] ?? 0;
  const key = `${template}/${batch.severity[i] ?? 0}/${batch.component[i] ?? 0}/${batch.source.id}`;
  if ((batch.lines[i] ?? 1) === 1) return key;
  const end = Math.min(batch.end[i] ?? 0, (batch.bodyEnd[i] ?? 0) + traceBytes);
  let hash = 0x811c9dc5;
  for (let at = batch.bodyEnd[i] ?? 0; at < end; at++) {
    const byte = batch.bytes[at] ?? 0;
    if (byte < 0x30 || byte > 0x39) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return `${key}:${hash}`;
}
