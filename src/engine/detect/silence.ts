/** What used to be regular and stopped: a whole log, one kind of record in a log that goes on, or one member of a pool. */
import type { Source } from '../../model/source.ts';
import { announcementOf } from './announce.ts';
import type { Member, Pool } from './members.ts';
import { countBetween, longestGapMs, type Counts } from './rhythm.ts';
import type { SourceActivity, Stream } from './streams.ts';
import type { TimeGrid } from './timeGrid.ts';

/** Something that stopped. */
export interface Silence {
  readonly source: Source;
  /** Undefined: the whole log. */
  readonly streams: readonly Stream[];
  readonly lastMs: number;
  readonly lastLine: number;
  /** How long it has been silent, and how often it wrote before. */
  readonly silentMs: number;
  readonly perMinute: number;
  /** The longest pause before. */
  readonly pauseMs: number;
  /** Records before it stopped. */
  readonly count: number;
  /** Of a whole log: its last line. */
  readonly lastText?: string;
  /** Of a pool that goes on, the one that stopped, and how many do not. */
  readonly member?: Member;
  readonly others?: number;
}

const minRecords = 20;
const minStreamRecords = 25;
const minSilentMs = 20_000;
/** Members of a pool do about as much as each other (ours). */
const alikeTimes = 4;
/** How a member says that it was meant to end. */
const memberEnds = /\b(?:stopp(?:ed|ing)|exit(?:ed|ing)|terminat(?:ed|ing)|drain(?:ed|ing)|shut(?:ting)? ?down|quit(?:ting)?|leaving|left the|deregistered|retired|removed|scaled|(?:has |is )?(?:finished|done))\b|종료|중지/i;
/** A rotated part or a packed log ends without anything being wrong. */
const rotatedName = /\.(?:\d{1,4}|gz|zst|bz2|xz|old|bak|prev)$|-\d{8}(?:-\d+)?(?:\.log)?$|\.log\.\d/;

/** Those of the logs that stopped while others went on; not those that said that they end. */
export function silentLogs({ logs, hasEnded }: { readonly logs: readonly SourceActivity[]; readonly hasEnded: (log: SourceActivity) => boolean }, grid: TimeGrid): Silence[] {
  const newestFirst = [...logs].sort((a, b) => b.lastMs - a.lastMs);
  const endMs = newestFirst[0]?.lastMs ?? -Infinity;
  return logs.flatMap((log) => {
    if (log.count < minRecords || rotatedName.test(log.source.name)) return [];
    const silentMs = endMs - log.lastMs;
    if (!isSilent(log, grid, silentMs) || hasEnded(log)) return [];
    const fromMs = log.lastMs + silentMs * 0.3;
    // Behind the first that ends before it, to the grid's precision, no other wrote since.
    const mayGoOn = newestFirst.slice(0, placeBehind(newestFirst, fromMs - grid.widthMs));
    if (!mayGoOn.some((other) => other !== log && countBetween(other.buckets, grid, fromMs, endMs + 1) >= 3)) return [];
    return [{ source: log.source, streams: [], lastMs: log.lastMs, lastLine: log.lastLine, silentMs, pauseMs: longestGapMs(log.buckets, grid), perMinute: perMinute(log), count: log.count, lastText: log.lastText }];
  });
}

/** Where in the logs, newest first, those begin that ended before `ms`. */
function placeBehind(newestFirst: readonly SourceActivity[], ms: number): number {
  const place = newestFirst.findIndex(({ lastMs }) => lastMs < ms);
  return place < 0 ? newestFirst.length : place;
}

/** Kinds of record that stopped in logs that go on, those that stopped together as one. */
export function silentStreams(streams: readonly Stream[], logOf: (stream: Stream) => SourceActivity, grid: TimeGrid): Silence[] {
  const found: Silence[] = [];
  for (const stream of streams) {
    if (stream.count < minStreamRecords) continue;
    const log = logOf(stream);
    const silentMs = log.lastMs - stream.lastMs;
    const logMs = log.lastMs - log.firstMs;
    const livedMs = stream.lastMs - stream.firstMs;
    if (livedMs < 0.3 * logMs || silentMs < 0.1 * logMs || stream.firstMs - log.firstMs > 0.3 * logMs) continue;
    if (!isSilent(stream, grid, silentMs) || !isRegular(stream, grid) || countBetween(log.buckets, grid, stream.lastMs + grid.widthMs, log.lastMs + 1) < 5) continue;
    const together = found.findIndex(({ source, lastMs }) => source === stream.source && Math.abs(lastMs - stream.lastMs) <= Math.max(15_000, 0.05 * logMs));
    const made = { source: stream.source, streams: [stream], lastMs: stream.lastMs, lastLine: stream.lastLine, silentMs, pauseMs: longestGapMs(stream.buckets, grid), perMinute: perMinute(stream), count: stream.count };
    if (together < 0) found.push(made);
    else found[together] = joined(found[together] ?? made, made);
  }
  return found;
}

/** Members of pools that stopped while others of their kind, about as busy, go on; not those that said that they end. */
export function silentMembers(pools: readonly Pool[], logOf: (pool: Pool) => SourceActivity, grid: TimeGrid): Silence[] {
  return pools.flatMap((pool) => {
    const log = logOf(pool);
    const logMs = log.lastMs - log.firstMs;
    const steady = [...pool.members.values()].filter((member) => member.count >= minStreamRecords && member.lastMs - member.firstMs >= 0.3 * logMs && isRegular(member, grid));
    const silent = steady.filter((member) => log.lastMs - member.lastMs >= 0.1 * logMs && isSilent(member, grid, log.lastMs - member.lastMs));
    const others = steady.filter((member) => !silent.includes(member) && log.lastMs - member.lastMs < 0.1 * logMs);
    if (silent.length === 0 || others.length < silent.length) return [];
    const usual = others.map(perMinute).sort((a, b) => a - b)[others.length >> 1] ?? 0;
    const told = silent.filter((member) => perMinute(member) > usual / alikeTimes && perMinute(member) < usual * alikeTimes && !memberEnds.test(member.lastText) && announcementOf(member.lastText)?.kind !== 'stop');
    return told.map((member) => ({ source: pool.source, streams: [], lastMs: member.lastMs, lastLine: member.lastLine, silentMs: log.lastMs - member.lastMs, perMinute: perMinute(member), pauseMs: longestGapMs(member.buckets, grid), count: member.count, member, others: others.length }));
  });
}

function joined(a: Silence, b: Silence): Silence {
  const later = b.lastMs > a.lastMs ? b : a;
  return { ...later, streams: [...a.streams, ...b.streams].sort((x, y) => y.count - x.count), perMinute: a.perMinute + b.perMinute, count: a.count + b.count };
}

function isSilent(counts: Counts, grid: TimeGrid, silentMs: number): boolean {
  const gapMs = (counts.lastMs - counts.firstMs) / Math.max(1, counts.count - 1);
  // The dear question comes last: nearly every log answers one of the others.
  return silentMs > minSilentMs && silentMs > 10 * gapMs && silentMs > 3 * longestGapMs(counts.buckets, grid) + 2 * grid.widthMs;
}

/** Whether it wrote in most of eight equal parts of its life. */
function isRegular(counts: Counts, grid: TimeGrid): boolean {
  const part = (counts.lastMs - counts.firstMs) / 8;
  let filled = 0;
  for (let i = 0; i < 8; i++) if (countBetween(counts.buckets, grid, counts.firstMs + i * part, counts.firstMs + (i + 1) * part) > 0) filled++;
  return filled >= 7;
}

function perMinute({ count, firstMs, lastMs }: Counts): number {
  return (count * 60_000) / Math.max(1000, lastMs - firstMs);
}
