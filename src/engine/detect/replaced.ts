/** What comes in the place of the usual outcome without any level that says so: `upload rejected` where it was `upload stored`. */
import { severity } from '../../model/severity.ts';
import { issueOf } from './derived.ts';
import { findingOf, type Finding } from './finding.ts';
import { knownFailureOf } from './known.ts';
import { streamKind } from './recordReader.ts';
import { countBetween, type Span } from './rhythm.ts';
import type { SourceActivity, Stream } from './streams.ts';
import type { TimeGrid } from './timeGrid.ts';
import { outcomeOf } from './words.ts';
import { isWork } from './workGroups.ts';

/** A kind of record that refuses, and the one it came instead of. */
export interface Replacement {
  readonly stream: Stream;
  readonly usual: Stream;
  /** Records of the usual kind that were to be expected since, and those there were. */
  readonly expected: number;
  readonly done: number;
}

const fewest = 8;
/** What began in this share of a log's life may have been so before it. */
const knownShare = 0.15;
/** So little of the usual is left, and so much has come in its place (ours). */
const leftShare = 0.2;
const insteadShare = 0.4;
const insteadTimes = 3;
/** Words by which a record says that something was not done, beside the words of failures (English and Korean). */
const refusal = /\b(?:not|never|no longer|blocked|quarantined|locked|declined|disabled|paused|suspended|postponed|deferred|infected)\b|\bFOUND$|n't\b|않|못|없음|잠겨|거절|보류|건너/i;

/** Finds the replacements among all streams; cheap where nothing new refuses. */
export function replacementsOf(streams: readonly Stream[], { logOf, textOf, grid }: { readonly logOf: (stream: Stream) => SourceActivity; readonly textOf: (templateId: number) => string; readonly grid: TimeGrid }): Replacement[] {
  const refusing = streams.filter((stream) => stream.count >= fewest && stream.kind === streamKind.plain && stream.severity < severity.warn && isNew(stream, logOf(stream)) && (stream.refuses ??= refuses(textOf(stream.templateId))));
  return refusing.flatMap((stream) => {
    const usual = streams.flatMap((other) => compared(other, stream, { log: logOf(stream), grid }) ?? []).filter(({ usual: { templateId } }) => isWork(textOf(templateId)) && !refuses(textOf(templateId)));
    return usual.sort((a, b) => b.expected - a.expected).slice(0, 1);
  });
}

/** The finding: as bad as failures that say so. */
export function replacedFinding({ stream, usual, expected, done }: Replacement, names: { textOf(templateId: number): string; componentText(componentId: number): string }, span: Span): Finding {
  const { source, count, firstMs, lastMs, buckets } = stream;
  const instead = names.textOf(usual.templateId).slice(0, 120);
  const issue = issueOf({
    type: 'replaced', key: names.textOf(stream.templateId), category: 'OTHER', severityNumber: severity.warn,
    title: stream.firstText, message: `${stream.firstText}\nin the place of: ${instead}`, source: source.name, component: names.componentText(stream.component),
    count, firstMs, lastMs, places: [{ line: stream.firstLine, text: stream.firstText }, { line: usual.lastLine, text: `the last one of: ${instead}` }],
    action: 'Look at what decides between the two outcomes, and what of it was changed: nothing fails, and the usual one does not come any more.', minutes: 25,
  });
  const finding = findingOf(issue, { count, firstMs, lastMs, buckets }, span, { rhythm: { kind: 'new', onsetMs: firstMs, since: count, isOver: false, perMinuteBefore: 0, perMinute: 0 }, known: knownFailureOf(stream.firstText) });
  finding.why = `in the place of "${instead}", of which ${Math.round(expected)} were to be expected since and ${done} came`;
  return finding;
}

/** It began while its log went on, and has not stopped since. */
function isNew({ firstMs, lastMs }: Stream, log: SourceActivity): boolean {
  return firstMs - log.firstMs > knownShare * (log.lastMs - log.firstMs) && log.lastMs - lastMs < (log.lastMs - firstMs) / 4;
}

function refuses(text: string): boolean {
  const { kind, word } = outcomeOf(text);
  if (kind === 'harmless' || kind === 'recovery') return false;
  return word !== undefined || refusal.test(text);
}

/** Whether `other` was usual until `stream` began: about as frequent, and hardly seen since. */
function compared(other: Stream, stream: Stream, { log, grid }: { readonly log: SourceActivity; readonly grid: TimeGrid }): Replacement | undefined {
  if (other === stream || other.source.logName !== stream.source.logName || other.kind !== streamKind.plain || other.count < fewest || other.severity >= severity.warn) return undefined;
  const beforeMs = stream.firstMs - other.firstMs;
  const sinceMs = log.lastMs - stream.firstMs;
  if (beforeMs < sinceMs * knownShare) return undefined;
  const done = countBetween(other.buckets, grid, stream.firstMs + grid.widthMs, log.lastMs + 1);
  const expected = ((other.count - done) * sinceMs) / beforeMs;
  const isInstead = expected >= fewest && done < leftShare * expected && stream.count >= insteadShare * expected && stream.count <= insteadTimes * expected;
  return isInstead ? { stream, usual: other, expected, done } : undefined;
}
