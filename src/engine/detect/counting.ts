/** Counts a record where it belongs, on a time that goes on even where its log's clock was set back. */
import type { SourceActivity, Stream } from './streams.ts';

/** A step of the clock that is no pause: backwards, or forwards between lines that came in one piece (ours). */
const backStepMs = 60_000;
/** So many records in a row that are behind make a step of the clock; fewer came late. */
const stepRecords = 8;

/** The record's time on a clock that never goes back for good. */
export function steadyTime(activity: SourceActivity, ms: number): number {
  const steadyMs = ms < activity.lastMs - activity.offsetMs - backStepMs ? steppedBack(activity, ms) : ms + activity.offsetMs;
  if (steadyMs >= activity.lastMs - backStepMs) activity.behind = 0;
  return steadyMs;
}

/** A record long before its forerunner: one that came late, or a clock that was set back, after which time goes on from where it was. */
function steppedBack(activity: SourceActivity, ms: number): number {
  const behindMs = activity.lastMs - activity.offsetMs - ms;
  activity.jumpBackMs = Math.max(activity.jumpBackMs, behindMs);
  activity.late++;
  if (++activity.behind < stepRecords) return ms + activity.offsetMs;
  activity.jumps++;
  activity.behind = 0;
  activity.offsetMs = activity.lastMs - ms;
  return activity.lastMs;
}

/** Counts one record in its stream and its log. */
export function count(stream: Stream, activity: SourceActivity, at: { readonly ms: number; readonly bucket: number; readonly line: number; readonly severityNumber: number }): void {
  const { ms, bucket, line, severityNumber } = at;
  stream.count++;
  stream.lastLine = line;
  if (stream.firstLine === 0) stream.firstLine = line;
  if (ms < stream.firstMs) stream.firstMs = ms;
  if (ms > stream.lastMs) stream.lastMs = ms;
  if (severityNumber > stream.severity) stream.severity = severityNumber;
  activity.count++;
  activity.lastStream = stream;
  activity.lastLine = line;
  if (ms < activity.firstMs) activity.firstMs = ms;
  if (ms > activity.lastMs) activity.lastMs = ms;
  if (bucket < 0) return;
  stream.buckets.add(bucket);
  activity.buckets.add(bucket);
}
