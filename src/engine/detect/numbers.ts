/** Numbers inside records, followed over time: latency, queue length, memory, retries; read from a bounded sample of each stream. */
import { BucketSums } from './bucketSums.ts';
import type { GridUser } from './timeGrid.ts';
import { endpointOf } from './requests.ts';
import type { Source } from '../../model/source.ts';

/** What a number's name and unit say it is. */
export type QuantityKind = 'time' | 'size' | 'level' | 'room' | 'ratio' | 'figure';

/** One named number of one stream, and of one endpoint where the records are requests. */
export class Series implements GridUser {
  readonly source: Source;
  readonly name: string;
  readonly endpoint: string | undefined;
  readonly kind: QuantityKind;
  readonly unit: string;
  readonly stream: string;
  count = 0;
  /** The place and text of the largest value. */
  peak = -Infinity;
  peakLine = 0;
  peakText = '';
  peakMs = NaN;
  readonly values = new BucketSums();

  constructor(source: Source, about: { readonly name: string; readonly endpoint: string | undefined; readonly kind: QuantityKind; readonly unit: string; readonly stream: string }) {
    this.source = source;
    this.name = about.name;
    this.endpoint = about.endpoint;
    this.kind = about.kind;
    this.unit = about.unit;
    this.stream = about.stream;
  }

  regrid(indexOf: (bucket: number) => number): void {
    this.values.regrid(indexOf);
  }
}

/** Series at most (ours: 3 KiB each once they are busy). */
const seriesLimit = 1500;
const figureLimit = 400;
const numbersPerRecord = 16;
/** Decided names at most; then they are decided anew (ours). */
const kindLimit = 4096;

/** Names of what may be too high, by kind; all lower case without `_`, `-` and `.`. */
const timeNames = /(?:secondsbehind|behind(?:master|source|seconds)?)$|(?:^|[a-z])(?:latency|duration|elapsed|took|responsetime|resptime|rt|urt|wait(?:ed|ing)?|runtime|exectime|processtime|querytime|lag|delay|(?<=^|max|min|avg|cache|data|replica|oldest|queue|entry|snapshot|backup|head|block|file|token|session)age|timems|durationms|pausems|gc|pause)$|(?:ms|millis|micros|seconds|secs|nanos)$/;
const sizeNames = /(?:heap|rss|mem(?:ory)?|alloc(?:ated)?|buffers?|cache|resident|swap|diskused|used|usage)(?:mb|kb|gb|bytes|used|size|total|mib|kib|gib|pct|percent)?$|(?:mb|mib|kib|gib)$/;
const levelNames = /(?:gap|evictions?|relaylogspace|unassigned|deadletters?|misses|queue(?:d|size|depth|length|len)?|depth|backlog|pending|inflight|active|open|connections?|conns|sessions?|threads?|goroutines?|workers?busy|busy|fds?|openfiles|handles?|waiters?|waiting|consumers?lag|retries|retry|attempts?|unacked|dirty|load|cpu|lagmessages|outstanding|locks?|temp(?:erature)?|subscribers|listeners|timers|sockets|errorrate|failrate)$/;
const roomNames = /(?:free|available|avail|remaining|headroom|left|idle)(?:mb|kb|gb|bytes|pct|percent|connections|memory|mem|space|disk)?$/;
const ratioNames = /(?:hitrate|hitratio|successrate|accuracy|score|throughput|rps|qps|tps|fps|persec(?:ond)?|rate)$/;
/** Numbers that only count up or name something. */
const counters = /(?:id|pid|tid|port|line|lines|seq(?:uence)?|offset|total|count(?:er)?|processed|handled|served|requests|version|uptime|timestamp|time|ts|epoch|year|page|limit|max|min|threshold|capacity|timeout|interval|ttl|code|status|level|bytes?sent|sent|received|rows|items|records|size|length|port|bits|retryafter|next|step|index|number|num|no|nr|price|amount|qty|quantity|rate|sum)$/;

/** These look back from the number: a line has fewer digits than places where a name may begin (measured: half the time). */
const named = /(?<="?([A-Za-z_\u3130-\u318f\uac00-\ud7af][\w.\-\u3130-\u318f\uac00-\ud7af]{0,40})"?\s?[=:]\s?"?)(-?\d{1,15}(?:\.\d{1,9})?)\s?(ms|us|µs|ns|s|sec|secs|seconds|m|%|[KMG]i?B|bytes|B)?(?![\w.:/-])/g;
const worded = /(?<=\b(took|in|after|for|within|elapsed|latency|duration|waited)\s+)(\d{1,12}(?:\.\d{1,9})?)\s?(ms|us|µs|s|sec|secs|seconds|milliseconds|분|초)(?![\w/])/g;
const trailing = /(?:^|\s)(\d{1,12}(?:\.\d{1,9})?)\s?(ms|µs|us)(?![\w/])/g;

/** What a server writes behind its answer: `201 Created (0.0042s, 236/s)`. Whole seconds are mostly a limit or an age. */
const bracketed = /\((\d{1,9}\.\d{1,9}|\d{1,9}(?= ?(?:ms|us|µs)))\s?(ms|us|µs|s|sec|secs|seconds)(?=[,)])/g;

/** A count in front of what waits: `42 jobs waiting`; and behind its name: `queue length is 42`. */
const waiting = /\b(\d{1,9}) ((?:jobs?|messages?|tasks?|requests?|items?|records?|events?|connections?|threads?|rows|files?|mails?|orders?) (?:are |is )?(?:waiting|queued|pending|in (?:the )?queue|in flight|outstanding|unacked|backlogged))\b|\b(queue (?:length|size|depth)|backlog|queue) (?:is|of|at|now|has)(?: now| at)? (\d{1,9})\b/g;

const waits = /wait|queue|pending|flight|outstanding|unacked|backlog/;

/** Garbage collectors: before, after and capacity. */
const collected = /(\d{1,9}(?:\.\d{1,3})?)([KMG])i?B?->(\d{1,9}(?:\.\d{1,3})?)([KMG])i?B?\(/g;
/** Whose number it is, where one stream tells of several. */
const label = /(?:^|[\s",{(])"?(host|hostname|instance|node|replica|server|shard|partition|queue|topic|pool|consumer|group|table|channel|device|disk|volume|mount|worker|region|tenant|target)"?\s?[=:]\s?"?([\w./@-]{1,40})/i;

/** Last words of the names of numbers that name, order or date something. */
const identifiers = /^(?:\w{0,20}(?<!pa|b)ids?|uuid|\w{0,12}port|line|seq(?:uence)?|offset|position|version|uptime|timestamp|\w{0,12}time|ts|epoch|year|month|day|hour|code|status|level|index|idx|number|num|no|nr|build|rev(?:ision)?|order|user|customer|client|account|product|item|sku|page|key|hash|token|x|y|z|lat|lon|lng)$/;

/** Decides what kind of quantity a name and a unit say; undefined: not one to follow. */
export function quantityOf(name: string, unit: string | undefined): QuantityKind | undefined {
  const plain = name.toLowerCase().replace(/[_.-]/g, '');
  if (plain === 'heap after gc') return 'size';
  if (/ (?:waiting|queued|pending|queue|flight|outstanding|unacked|backlogged)$/.test(plain)) return 'level';
  if ((plain === 'time' || plain === 'took') && unit !== undefined) return 'time';
  if (/^(?:up|uptime|age|since|ttl|hour|minute|day|second)(?:s|secs?|seconds|ms)?$/.test(plain)) return undefined;
  if (roomNames.test(plain)) return 'room';
  if (timeNames.test(plain) && !/(?:time|uptime|timeout|interval|ttl)$/.test(plain.replace(/(?:ms|secs?|seconds|millis)$/, '').replace(/(?:response|query|exec|process|resp|request|run|wait)time$/, ''))) return 'time';
  if (sizeNames.test(plain)) return 'size';
  if (levelNames.test(plain)) return 'level';
  if (ratioNames.test(plain) && !/^rate$/.test(plain)) return 'ratio';
  if (counters.test(plain)) return undefined;
  if (unit !== undefined && /^(?:ms|us|µs|ns|s|sec|secs|seconds)$/.test(unit)) return 'time';
  if (unit !== undefined && /^(?:[KMG]i?B|%)$/.test(unit)) return 'size';
  return undefined;
}

/** A figure: a named number that nothing more is known of, but that it names nothing. */
function isFigure(name: string): boolean {
  return !identifiers.test(name.split(/[_.-]|(?<=[a-z])(?=[A-Z])/).at(-1)?.toLowerCase() ?? '');
}

/** All series. */
export class NumberTable implements GridUser {
  readonly #series = new Map<string, Series>();
  #figures = 0;
  /** What names and units were decided to be; most numbers of a log are none to follow, and to decide takes eight expressions. */
  readonly #kinds = new Map<string, QuantityKind | undefined>();

  /** Reads the numbers of one sampled record; returns whether there was one to follow. */
  note(source: Source, stream: string, line: string, at: { readonly ms: number; readonly bucket: number; readonly line: number; readonly isRequest: boolean }): boolean {
    if (at.bucket < 0) return false;
    const endpoint = at.isRequest ? endpointOf(line) : labelOf(line);
    let left = numbersPerRecord;
    let isFollowed = false;
    for (const found of numbersOf(line)) {
      if (left-- <= 0) break;
      const series = this.#seriesOf(source, stream, endpoint, found);
      if (!series) continue;
      isFollowed = true;
      series.count++;
      series.values.add(at.bucket, found.value);
      const towards = series.kind === 'room' || series.kind === 'ratio' ? -found.value : found.value;
      // Of a figure the newest value is the one to show.
      if (towards > series.peak || series.kind === 'figure') {
        series.peak = towards;
        series.peakLine = at.line;
        series.peakText = line.slice(0, 300);
        series.peakMs = at.ms;
      }
    }
    return isFollowed;
  }

  /** All series that have been seen. */
  all(): Series[] {
    return [...this.#series.values()];
  }

  regrid(indexOf: (bucket: number) => number): void {
    for (const series of this.#series.values()) series.regrid(indexOf);
  }

  #seriesOf(source: Source, stream: string, endpoint: string | undefined, found: FoundNumber): Series | undefined {
    const kind = this.#kindOf(found);
    if (kind === undefined) return undefined;
    const of = kind === 'figure' ? stream : endpoint ?? stream;
    const key = `${source.logName}\n${of}\n${found.name}`;
    const known = this.#series.get(key);
    if (known) return known;
    if (this.#series.size >= seriesLimit || (kind === 'figure' && this.#figures++ >= figureLimit)) return undefined;
    const made = new Series(source, { name: found.name, endpoint: kind === 'figure' ? undefined : endpoint, kind, unit: unitOf(found, kind), stream });
    this.#series.set(key, made);
    return made;
  }

  #kindOf({ name, unit, isNamed }: FoundNumber): QuantityKind | undefined {
    const key = `${name}\n${unit ?? ''}`;
    if (this.#kinds.has(key)) return this.#kinds.get(key);
    const kind = quantityOf(name, unit) ?? (isNamed && isFigure(name) ? 'figure' : undefined);
    if (this.#kinds.size >= kindLimit) this.#kinds.clear();
    this.#kinds.set(key, kind);
    return kind;
  }
}

interface FoundNumber {
  readonly name: string;
  readonly value: number;
  readonly unit: string | undefined;
  readonly hasFraction: boolean;
  /** It has a name of its own, not only a unit or a word in front. */
  readonly isNamed?: true;
}

/** Each expression is tried where a sign stands in the line that it cannot do without. */
function* numbersOf(line: string): Generator<FoundNumber> {
  if (line.includes('=') || line.includes(':')) for (const [, name = '', number = '', unit] of line.matchAll(named)) yield { name, value: Number(number), unit, hasFraction: number.includes('.'), isNamed: true };
  for (const [, name = '', number = '', unit = ''] of line.matchAll(worded)) yield { name: name === 'in' || name === 'for' || name === 'after' || name === 'within' ? 'took' : name, value: Number(number), unit, hasFraction: number.includes('.') };
  if (waits.test(line)) for (const [, counted, what = '', name = '', number = ''] of line.matchAll(waiting)) yield { name: counted === undefined ? name : what, value: Number(counted ?? number), unit: undefined, hasFraction: false };
  if (line.includes('->')) for (const [, , , after = '', unit = ''] of line.matchAll(collected)) yield { name: 'heap after gc', value: Number(after), unit: `${unit}B`, hasFraction: false };
  if (line.includes('(')) for (const [, number = '', unit = ''] of line.matchAll(bracketed)) yield { name: 'time', value: Number(number), unit, hasFraction: number.includes('.') };
  for (const [, number = '', unit = ''] of line.matchAll(trailing)) yield { name: 'time', value: Number(number), unit, hasFraction: number.includes('.') };
}

function labelOf(line: string): string | undefined {
  if (!line.includes('=') && !line.includes(':')) return undefined;
  const found = label.exec(line);
  return found && !/^\d+(?:\.\d+)?[a-zµ%]*$/.test(found[2] ?? '') ? `${found[1] ?? ''}=${found[2] ?? ''}` : undefined;
}

function unitOf({ name, unit, hasFraction }: FoundNumber, kind: QuantityKind): string {
  if (unit !== undefined) return unit;
  const plain = name.toLowerCase();
  if (/ms$|millis$|responsetime$/.test(plain)) return 'ms';
  if (plain.endsWith('mb')) return 'MB';
  if (/pct$|percent$/.test(plain)) return '%';
  // nginx, HAProxy and Python write seconds with a fraction.
  return kind === 'time' && hasFraction ? 's' : '';
}
