/** Reads every record once: counts it in its stream, notes how requests ended, samples numbers, and sights what failed. The hot path of detect. */
import { recordFlag, type RecordBatch } from '../../model/record.ts';
import { severity } from '../../model/severity.ts';
import type { DetectOptions } from './assessment.ts';
import { NumberTable } from './numbers.ts';
import { bodyLineOf } from './recordText.ts';
import { lineText, requestFormOf, RequestTable, statusOf, type RequestForm } from './requests.ts';
import { agentReportOf, reportTitle } from './agentReport.ts';
import { announcementOf } from './announce.ts';
import type { AnnouncementKind } from './announceForms.ts';
import { count, steadyTime } from './counting.ts';
import { ChangeLog } from './changes.ts';
import { History } from './history.ts';
import { MemberTable } from './members.ts';
import { RuleBook } from './rules.ts';
import { isFollowed, isSampled } from './sampling.ts';
import { Sightings, type SightedAt } from './sightings.ts';
import { StreamTable, type Stream } from './streams.ts';
import { TallyBook } from './tallyBook.ts';
import type { TimeGrid } from './timeGrid.ts';
import { outcomeOf, readsAsFailure } from './words.ts';

/** What a stream is by its words; 0 is not decided yet. Of a tally (`<*> errors so far`) each record has to be read, and of a report written for agents. */
export const streamKind = { plain: 1, failing: 2, request: 3, tally: 4, report: 5 } as const;

/** So much of a header and of a message is read for who writes (ours). */
const memberBytes = 160;
/** So much of a tally is read (ours). */
const tallyBytes = 2048;
interface TemplateClass {
  readonly kind: number;
  readonly form: RequestForm;
  readonly announces: AnnouncementKind | undefined;
}

/** Everything counted, and the sightings. */
export class RecordReader {
  readonly streams = new StreamTable();
  readonly requests = new RequestTable();
  readonly numbers = new NumberTable();
  readonly members = new MemberTable();
  readonly changes = new ChangeLog();
  readonly sightings: Sightings;
  /** Runs, and sightings over time. */
  readonly history: History;
  readonly grid: TimeGrid;
  readonly #options: DetectOptions;
  readonly #tallies = new TallyBook(readsAsFailure);
  readonly #rules: RuleBook;
  /** By template. */
  readonly #classes: (TemplateClass | undefined)[] = [];

  constructor(options: DetectOptions, grid: TimeGrid) {
    this.#options = options;
    this.grid = grid;
    this.#rules = new RuleBook(options.rules ?? { own: [], disabled: [] });
    this.sightings = new Sightings(options, this.#rules);
    this.history = new History({ announced: (id) => announcementOf(options.templateText(id))?.kind, saved: options.runs ?? [] });
    for (const user of [this.streams, this.requests, this.numbers, this.members, this.sightings]) grid.follow(user);
  }

  /** Sightings of causes beyond the limit of tracked issues. */
  get untracked(): number {
    return this.sightings.untracked;
  }

  /** A template's text. */
  textOf(templateId: number): string {
    return this.#options.templateText(templateId);
  }

  /** A component's name, empty for none. */
  componentText(componentId: number): string {
    return this.#options.componentText(componentId);
  }

  /** Takes the next records; `timesMs[i]` is the effective time of record i. The loop is long since it is the hot path (benchmark: detect). */
  read(batch: RecordBatch, timesMs: Float64Array): void {
    const { activity, byTemplate } = this.streams.ofSource(batch.source);
    const { severity: severities, template, flags, lines } = batch;
    const ruled = this.#rules.matchesOf(batch);
    let line = batch.firstLine;
    let bucket = -1;
    let fromMs = NaN;
    let toMs = NaN;
    for (let i = 0; i < batch.count; i++) {
      const ms = timesMs[i] ?? NaN;
      const steadyMs = steadyTime(activity, ms);
      if (!(steadyMs >= fromMs && steadyMs < toMs)) {
        bucket = this.grid.bucketAt(steadyMs);
        fromMs = bucket < 0 ? NaN : this.grid.startOf(bucket);
        toMs = fromMs + this.grid.widthMs;
      }
      const templateId = template[i] ?? 0;
      const severityNumber = severities[i] ?? 0;
      const stream = byTemplate.get(templateId) ?? this.#begin(batch, i);
      count(stream, activity, { ms: steadyMs, bucket, line, severityNumber });
      const rule = ruled?.get(i);
      // A request counts as one whatever a rule says of it, unless the rule is that such records do not count.
      if (stream.kind === streamKind.request && rule?.ignore !== true) this.#noteRequest(batch, i, { ms, bucket, line });
      if (rule) {
        if (!rule.ignore && ((flags[i] ?? 0) & recordFlag.late) === 0) this.#sight(batch, i, { line, ms, bucket, rule });
        line += lines[i] ?? 1;
        continue;
      }
      if (isSampled(stream, bucket)) this.#sample(batch, i, stream, { ms, bucket, line });
      else if (stream.hasMembers && isFollowed(stream, line)) this.#noteMember(batch, i, stream, { ms, bucket, line });
      if (stream.kind === streamKind.report) {
        this.#readReport(batch, i, { line, ms, bucket });
        line += lines[i] ?? 1;
        continue;
      }
      const flag = flags[i] ?? 0;
      const isTrace = (flag & recordFlag.trace) !== 0;
      const isFailing = severityNumber >= severity.warn || isTrace || (stream.isBare && severityNumber === 0 && (lines[i] ?? 1) > 1 && this.#saysBelow(batch, i, stream)) || (stream.kind === streamKind.failing && (severityNumber === 0 || severityNumber >= severity.info));
      const isSighting = stream.kind === streamKind.request ? isTrace : isFailing || (stream.kind === streamKind.tally && this.#tallyFails(batch, i, stream));
      if (isSighting && (flag & recordFlag.late) === 0) this.#sight(batch, i, { line, ms, bucket });
      else if (stream.announces) this.#announce(batch, i, { ms, line });
      line += lines[i] ?? 1;
    }
    if (batch.count > 0) activity.lastText = bodyLineOf(batch, batch.count - 1, 240);
    this.sightings.settle(batch);
  }

  #tallyFails(batch: RecordBatch, i: number, stream: Stream): boolean {
    const { bytes, start, bodyStart, end } = batch;
    const record = start[i] ?? 0;
    // Of JSON the fields around the message count too.
    const from = bytes[record] === 0x7b ? record : bodyStart[i] ?? record;
    return this.#counted(stream, this.#tallies.fails(bytes, from, Math.min(end[i] ?? from, from + 4 * tallyBytes), () => bodyLineOf(batch, i, tallyBytes)));
  }

  #counted(stream: Stream, fails: boolean): boolean {
    if (fails) stream.failing++;
    return fails;
  }

  /** Where the first line is only a place in the code, the message is the second. */
  #saysBelow(batch: RecordBatch, i: number, stream: Stream): boolean {
    const from = batch.bodyEnd[i] ?? 0;
    const to = Math.min(batch.end[i] ?? from, from + 512);
    return this.#counted(stream, this.#tallies.fails(batch.bytes, from, to, () => lineText(batch.bytes, from, to)));
  }

  #sight(batch: RecordBatch, i: number, at: SightedAt): void {
    const id = this.sightings.sight(batch, i, at);
    if (id !== undefined) this.history.sighted(id, i, at.ms);
  }

  /** What a report says of itself counts, whatever its level; one that cannot be read after all is a line like others. */
  #readReport(batch: RecordBatch, i: number, at: SightedAt): void {
    const report = agentReportOf(bodyLineOf(batch, i, 2048));
    const level = batch.severity[i] ?? 0;
    if (!report && level < severity.warn) return;
    if (report?.outcome === 'fine') return;
    const least = report === undefined ? 0 : report.outcome === 'failed' ? severity.error : severity.warn;
    this.#sight(batch, i, { ...at, ...(report ? { cause: `LLM_REPORT ${report.operation}`, title: reportTitle(report), severityNumber: Math.max(level, least) } : {}) });
  }

  #begin(batch: RecordBatch, i: number): Stream {
    const templateId = batch.template[i] ?? 0;
    const stream = this.streams.begin(batch.source, templateId, batch.component[i] ?? 0);
    const known = (this.#classes[templateId] ??= this.#classOf(batch, i));
    stream.kind = known.kind;
    stream.announces = known.announces !== undefined;
    stream.firstText = bodyLineOf(batch, i, 240);
    stream.isBare = (batch.lines[i] ?? 1) > 1 && !stream.firstText.includes(' ');
    return stream;
  }

  /** What a template is, decided by the first record of it in any log, since reading it with all expressions is dear. */
  #classOf(batch: RecordBatch, i: number): TemplateClass {
    const template = this.#options.templateText(batch.template[i] ?? 0);
    const form = requestFormOf(sampleText(batch, i));
    const kind = agentReportOf(bodyLineOf(batch, i, 2048)) ? streamKind.report : form !== 'none' ? streamKind.request : this.#kindOf(template);
    const announces = kind === streamKind.plain ? announcementOf(bodyLineOf(batch, i, 400))?.kind : undefined;
    return { kind, form, announces };
  }

  /** By its words; what fails only while a number is not zero is a tally. */
  #kindOf(written: string): number {
    const template = written.replace(quoted, '""');
    if (isDone.test(template)) return streamKind.plain;
    if (!readsAsFailure(template.replaceAll('<*>', '7'))) return this.#isKnownFailure(template) ? streamKind.failing : streamKind.plain;
    return readsAsFailure(template.replaceAll('<*>', '0')) ? streamKind.failing : streamKind.tally;
  }

  /** Some failures are known by words that say nothing of failing: `soft lockup`, `page verification`. */
  #isKnownFailure(template: string): boolean {
    const grade = this.#rules.known(template.replace(emptyField, ''))?.grade;
    if (grade !== 'outage' && grade !== 'failure') return false;
    const { kind } = outcomeOf(template);
    return kind !== 'harmless' && kind !== 'recovery';
  }

  #announce(batch: RecordBatch, i: number, at: { readonly ms: number; readonly line: number }): void {
    const templateId = batch.template[i] ?? 0;
    const kind = this.#classes[templateId]?.announces;
    if (kind) this.changes.note(kind, templateId, { atMs: at.ms, path: batch.source.name, line: at.line, text: bodyLineOf(batch, i, 240) });
  }

  #noteRequest(batch: RecordBatch, i: number, at: { readonly ms: number; readonly bucket: number; readonly line: number }): void {
    const status = statusOf(batch, i, this.#classes[batch.template[i] ?? 0]?.form ?? 'none');
    if (status >= 100 && status <= 599) this.requests.note(batch.source, status, at, () => sampleText(batch, i));
  }

  #sample(batch: RecordBatch, i: number, stream: Stream, at: { readonly ms: number; readonly bucket: number; readonly line: number }): void {
    const text = sampleText(batch, i);
    if (this.numbers.note(batch.source, String(stream.templateId), text, { ...at, isRequest: stream.kind === streamKind.request })) stream.hasNumbers = true;
    this.#noteMember(batch, i, stream, at);
  }

  #noteMember(batch: RecordBatch, i: number, stream: Stream, at: { readonly ms: number; readonly bucket: number; readonly line: number }): void {
    const from = batch.start[i] ?? 0;
    const body = batch.bodyStart[i] ?? from;
    const parts = { header: lineText(batch.bytes, from, Math.min(body, from + memberBytes)), body: lineText(batch.bytes, body, Math.min(batch.bodyEnd[i] ?? body, body + memberBytes)) };
    if (this.members.note(batch.source, parts, at)) stream.hasMembers = true;
  }
}

/** The record's first line as text: the whole of it where it is JSON, else the body. */
function sampleText(batch: RecordBatch, i: number): string {
  const start = batch.start[i] ?? 0;
  if (batch.bytes[start] === 0x7b) return lineText(batch.bytes, start, batch.end[i] ?? start);
  return bodyLineOf(batch, i, 2048);
}

/** A field that says no, or whatever its value is: its name alone tells of nothing. */
const emptyField = /"?[\w.-]{1,40}"?\s?[=:]\s?"?(?:<\*>|false|null|none|0)"?(?=[\s,;})\]]|$)/gi;

/** What somebody else said, in quotes: words of it are no words of the program. */
const quoted = /"[^"]*\s[^"]*"|“[^”]*”|(?<=[\s(])'[^']*\s[^']*'(?=[\s,.;)]|$)/g;

/** Korean puts what became of it last: a report of a fault that was received is no fault. */
const isDone = /(?:완료|성공|정상)(?!.*(?:실패|불가|비정상|오류))/;
