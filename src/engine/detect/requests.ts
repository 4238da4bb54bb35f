/** Requests and how they ended: finds the status in access logs and in request lines of applications, without a string where bytes do. */
import { BucketCounts } from './bucketCounts.ts';
import type { GridUser } from './timeGrid.ts';
import type { RecordBatch } from '../../model/record.ts';
import type { Source } from '../../model/source.ts';

/** How a template's records name their status; `none`: they are no requests. */
export type RequestForm = 'none' | 'access' | 'timers' | 'text' | 'columns' | 'field' | 'key' | 'said';

const methods = 'GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS';
const access = new RegExp(`"(?:${methods}) [^"]* HTTP/[\\d.]+"[ ,|]+[1-5]\\d\\d\\b`);
const text = new RegExp(`\\b(?:${methods}) "?/[^\\s",{}]*"?(?: HTTP/[\\d.]+)?"?[ ,|:]+(?:-> |→ |=> |status[ =:]*)?([1-5]\\d\\d)\\b|\\bCompleted ([1-5]\\d\\d) |(?:^|\\|) *([1-5]\\d\\d) *\\|.*\\b(?:${methods})\\b`);
/** HAProxy: timers, then the status, the request in quotes at the end. */
const timers = /\s-?\d+\/-?\d+\/-?\d+\/-?\d+\/\+?-?\d+ ([1-5]\d\d) /;
/** W3C extended (IIS): the request in columns, then the status with its two companions and the time taken. */
const columns = new RegExp(`\\b(?:${methods}) /\\S* \\S+ \\d{1,5} .* ([1-5]\\d\\d) \\d{1,3} \\d{1,10}(?: \\d{1,10}){1,3}$`);
/** A key of JSON; the same words inside of a message are no key. */
const key = /"(?:status_?code|http_?status|response_?code|downstreamstatus|status|code)"\s*:\s*"?([1-5]\d\d)\b/i;
/** A message of JSON that is a request line with its status. */
const said = new RegExp(`"(?:msg|message|event|log)"\\s*:\\s*"(?:[^"\\\\]{0,80} )?(?:\\\\")?(?:${methods}) /[^\\s"\\\\]*(?: HTTP/[\\d.]+)?(?:\\\\")?[ ,|:]+(?:-> |→ |=> |status[ =:]*)?([1-5]\\d\\d)\\b(?! ?(?:ms|µs|bytes|B)\\b)`);
const field = /["\s{,(]"?(?:status_?code|http_?status|response_?code|sc[-_]status|status|code)"?\s*[=:]\s*"?([1-5]\d\d)\b/i;
const requestWord = new RegExp(`\\b(?:${methods})\\b|"?(?:url|uri|path|route|method|endpoint)"?\\s*[=:]`);
const pathOf = new RegExp(`\\b(?:${methods}) {1,12}"?(?:https?://[^/\\s]+)?(/[^\\s"?]*)|"?(?:url|uri|path|route|endpoint|RequestPath)"?\\s*[=:]\\s*"?(?:https?://[^/\\s"]+)?(/[^\\s"?&,}]*)`);
const methodOf = new RegExp(`\\b(${methods})\\b`);

/** Decides from a sample record how its template names a status. */
export function requestFormOf(sample: string): RequestForm {
  // A structured record names its status, or its message is a request line; other numbers in it are none.
  if (sample.startsWith('{')) return key.test(sample) && requestWord.test(sample) ? 'key' : said.test(sample) ? 'said' : 'none';
  if (access.test(sample)) return 'access';
  if (timers.test(sample)) return 'timers';
  if (text.test(sample)) return 'text';
  if (columns.test(sample)) return 'columns';
  return field.test(sample) && requestWord.test(sample) ? 'field' : 'none';
}

/** Returns `GET /me/<*>` for a request line: numbers, ids and what follows `?` are masked; undefined without a path. */
export function endpointOf(line: string): string | undefined {
  const found = pathOf.exec(line);
  const path = found?.[1] ?? found?.[2];
  if (path === undefined) return undefined;
  const masked = path.split('/').slice(0, 6).map((part) => (/\d/.test(part) || part.length > 32 ? (part === '' ? part : '<*>') : part)).join('/');
  const method = methodOf.exec(line)?.[1];
  return (method === undefined ? masked : `${method} ${masked}`).slice(0, 80);
}

const httpMark = Buffer.from('HTTP/');

/** Returns the status of record i, 0 when it has none. */
export function statusOf(batch: RecordBatch, i: number, form: RequestForm): number {
  const from = batch.bodyStart[i] ?? 0;
  const to = batch.bodyEnd[i] ?? from;
  if (form === 'access') return accessStatus(batch.bytes, from, to);
  const isJson = batch.bytes[batch.start[i] ?? 0] === 0x7b;
  const line = lineText(batch.bytes, isJson ? batch.start[i] ?? 0 : from, isJson ? batch.end[i] ?? to : to);
  const found = form === 'timers' ? timers.exec(line) : form === 'text' ? text.exec(line) : form === 'columns' ? columns.exec(line) : form === 'key' ? key.exec(line) : form === 'said' ? said.exec(line) : field.exec(line);
  return Number(found?.[1] ?? found?.[2] ?? found?.[3] ?? 0);
}

/** The three digits behind `HTTP/x.y" `. */
function accessStatus(bytes: Uint8Array, from: number, to: number): number {
  const view = bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = view.indexOf(httpMark, from);
  if (at < 0 || at >= to) return 0;
  at += 5;
  while (at < to && bytes[at] !== 0x22) at++;
  at++;
  while (at < to && !isDigit(bytes[at])) at++;
  if (!isDigit(bytes[at]) || !isDigit(bytes[at + 1]) || !isDigit(bytes[at + 2])) return 0;
  return ((bytes[at] ?? 0) - 48) * 100 + ((bytes[at + 1] ?? 0) - 48) * 10 + (bytes[at + 2] ?? 0) - 48;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** The text of at most 2 KiB of a line. */
export function lineText(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', from, Math.min(to, from + 2048));
}

/** Requests of one log that ended with one status. */
export class Outcome {
  readonly source: Source;
  readonly status: number;
  count = 0;
  firstMs = NaN;
  lastMs = NaN;
  firstLine = 0;
  lastLine = 0;
  firstText = '';
  /** Of the newest one, for statuses that tell of a failure. */
  lastText = '';
  /** Requests by endpoint, for statuses that tell of a failure; bounded. */
  readonly endpoints = new Map<string, number>();
  /** When each endpoint was last seen among them; for statuses that tell of success from every eighth request. */
  readonly lastAt = new Map<string, number>();
  readonly buckets = new BucketCounts();

  constructor(source: Source, status: number) {
    this.source = source;
    this.status = status;
  }
}

const endpointLimit = 200;
/** Of successes every so many are asked for their endpoint (ours: a percent of the time). */
const okEvery = 8;

/** All outcomes by log and status. */
export class RequestTable implements GridUser {
  readonly #byLog = new Map<string, (Outcome | undefined)[]>();

  /** Counts one request. `line` is its physical line number, `textOfRecord` is asked only for failures and first sights. */
  note(source: Source, status: number, at: { readonly ms: number; readonly bucket: number; readonly line: number }, textOfRecord: () => string): void {
    let outcomes = this.#byLog.get(source.logName);
    if (!outcomes) this.#byLog.set(source.logName, (outcomes = []));
    let outcome = outcomes[status];
    if (!outcome) {
      outcome = outcomes[status] = new Outcome(source, status);
      outcome.firstLine = at.line;
      outcome.firstText = textOfRecord();
    }
    outcome.count++;
    outcome.lastLine = at.line;
    if (!(outcome.firstMs <= at.ms)) outcome.firstMs = at.ms;
    if (!(outcome.lastMs >= at.ms)) outcome.lastMs = at.ms;
    if (at.bucket >= 0) outcome.buckets.add(at.bucket);
    if (status >= 400 || outcome.count % okEvery === 1) {
      const text = textOfRecord();
      if (status >= 400) outcome.lastText = text;
      countEndpoint(outcome, text, at.ms);
    }
  }

  /** The outcomes of each log. */
  all(): Outcome[][] {
    return [...this.#byLog.values()].map((outcomes) => outcomes.flatMap((outcome) => outcome ?? []));
  }

  regrid(indexOf: (bucket: number) => number): void {
    for (const outcomes of this.#byLog.values()) for (const outcome of outcomes) outcome?.buckets.regrid(indexOf);
  }
}

function countEndpoint(outcome: Outcome, line: string, ms: number): void {
  const endpoint = endpointOf(line);
  if (endpoint === undefined) return;
  if (outcome.lastAt.size < endpointLimit || outcome.lastAt.has(endpoint)) outcome.lastAt.set(endpoint, ms);
  const known = outcome.endpoints.get(endpoint);
  if (known !== undefined) outcome.endpoints.set(endpoint, known + 1);
  else if (outcome.endpoints.size < endpointLimit) outcome.endpoints.set(endpoint, 1);
}
