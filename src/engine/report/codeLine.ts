/** The briefing's line that leads from an issue to its place in the code, and says how that place was last changed. */
import type { CodeChange, CodeLink, Issue } from '../../model/issue.ts';
import { inlineCode } from './encode.ts';

const minuteMs = 60_000;
/** Beyond so many minutes, hours and days the next larger unit reads better. */
const spans = [[minuteMs, 'min', 120], [60 * minuteMs, 'h', 48], [24 * 60 * minuteMs, 'days', Infinity]] as const;

/** Renders `- code: …` with its line end; empty when no place is known. `nowMs` is the moment the briefing speaks of. */
export function codeLine({ code, frame, caller, firstSeenMs, onsetMs }: Issue, nowMs: number): string {
  const place = code ?? frame ?? caller;
  if (!place) return '';
  const name = place.functionName === undefined ? '' : ` in ${inlineCode(place.functionName, 80)}`;
  return `- code: ${inlineCode(`${place.path}:${place.line}`)}${name}${code ? howOf(code) : ''}${code?.change ? changeOf(code.change, onsetMs ?? firstSeenMs, nowMs) : ''}\n`;
}

function howOf({ how, isLikely }: CodeLink): string {
  if (how === 'text') return ' (likely: found by the words of the message)';
  const way = how === 'source map' ? 'by source map' : '';
  const shown = [isLikely ? 'likely' : '', way].filter((part) => part !== '').join(', ');
  return shown === '' ? '' : ` (${shown})`;
}

function changeOf(change: CodeChange, firstSeenMs: number, nowMs: number): string {
  const { atMs, isIssueAfter } = change;
  const ageMs = nowMs - atMs;
  const when = ageMs < 0 ? 'after this log ends' : `${span(ageMs)} ago`;
  const apartMs = Math.abs(firstSeenMs - atMs);
  const order = isIssueAfter ? `issue began ${span(apartMs)} after it` : `issue began ${span(apartMs)} before it`;
  return `; ${whatOf(change)} ${when}${Number.isFinite(apartMs) ? ` (${order})` : ''}`;
}

function whatOf({ kind, commit, subject }: CodeChange): string {
  if (kind === 'uncommitted') return 'uncommitted edit';
  if (kind === 'file time') return 'file last written';
  return `last changed by commit ${inlineCode(commit ?? '')} ${inlineCode(subject ?? '', 100)}`;
}

function span(ms: number): string {
  if (ms < minuteMs) return `${Math.round(ms / 1000)} s`;
  const [unitMs, unit] = spans.find(([size, , limit]) => ms / size <= limit) ?? spans[2];
  return `${Math.round(ms / unitMs)} ${unit}`;
}
