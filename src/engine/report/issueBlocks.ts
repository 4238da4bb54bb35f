/** One issue in the briefing: as a cause with all that is known, as something that follows from a cause, as noise, or as over. */
import type { Issue } from '../../model/issue.ts';
import { codeLine } from './codeLine.ts';
import { fencedBlock, inlineCode, instruction, plainName, sentence } from './encode.ts';
import type { Block } from './fit.ts';
import { keyLinesBlock } from './keyLines.ts';
import type { Naming } from './naming.ts';

const titleBytes = 220;
const longTitleBytes = 520;
const excerptBytes = 220;

/** A cause, with its own heading. */
export function causeBlock(issue: Issue, rank: number, nowMs: number, naming: Naming): Block {
  const headlineOf = (bytes: number): string => `${rank > 1 ? '\n' : ''}## ${rank}. ${issue.id} ${inlineCode(naming.short(issue.title), bytes)}\n`;
  const headline = headlineOf(titleBytes);
  const long = headlineOf(longTitleBytes);
  const facts = factsOf(issue, naming);
  const places = placesOf(issue, naming);
  const code = codeLine(issue, nowMs);
  const action = actionsOf(issue);
  const quoted = issue.message.includes('\n') ? `${fencedBlock(issue.message.split('\n'))}\n` : '';
  const { keyLines = [] } = issue;
  const [first] = issue.evidence;
  const before = `${headline}${facts}${code}${action}${first ? `- evidence: ${inlineCode(`${naming.short(first.path)}:${first.line}`)}, and by line:\n` : ''}`;
  return {
    ...(keyLines.length === 0 ? {} : { grown: (budgetBytes) => `${before}${keyLinesBlock(keyLines, budgetBytes - Buffer.byteLength(before)).text}` }),
    sizes: [
      `${headline}${facts}${places[0] ?? ''}${code}`,
      `${headline}${facts}${places[0] ?? ''}${code}${action}`,
      `${headline}${facts}${places[0] ?? ''}${code}${action}${quoted}`,
      `${long}${facts}${places[0] ?? ''}${code}${action}${quoted}`,
      `${long}${facts}${places.join('')}${code}${action}${quoted}`,
      `${long}${facts}${placesOf(issue, naming, true).join('')}${code}${action}${quoted}`,
    ],
  };
}

/** What follows from a cause: one line, and in its larger sizes the words of its trace. */
export function symptomBlock(issue: Issue, cause: Issue, naming: Naming): Block {
  // By the seconds that are shown, so that whoever subtracts them comes to the same.
  const laterMs = wholeSeconds(onsetOf(issue)) - wholeSeconds(onsetOf(cause));
  const when = !Number.isFinite(laterMs) || laterMs === 0 ? 'at the same time' : laterMs > 0 ? `${spanWords(laterMs)} later` : `${spanWords(-laterMs)} before`;
  // What was there before and then became frequent is told as it reads now.
  const newest = onsetOf(issue) > issue.firstSeenMs + 1000 ? issue.evidence.at(-1) : undefined;
  const place = newest ?? issue.evidence[0];
  const where = place ? ` ${inlineCode(`${naming.short(place.path)}:${place.line}`, 160)}` : '';
  const frame = issue.code ?? issue.frame;
  const code = frame ? ` code ${inlineCode(`${frame.path}:${frame.line}`, 160)}` : '';
  const line = `- ${laterMs < 0 ? 'seen with it' : 'leads to'}, ${when}: ${issue.id} ${inlineCode(naming.short(newest === undefined || newest.excerpt === '' ? issue.title : newest.excerpt), 180)} ${countOf(issue)}${where}${code}\n`;
  const why = issue.why === undefined || issue.why === '' ? '' : `  ${sentence(naming.within(issue.why), 240)}\n`;
  const quoted = issue.message.includes('\n') ? `${fencedBlock(issue.message.split('\n').slice(0, 6), 160)}\n` : '';
  return { sizes: [line, `${line}${why}`, `${line}${why}${quoted}`] };
}

/** Noise in one line. */
export function noiseBlock(issue: Issue, naming: Naming): Block {
  const [place] = issue.evidence;
  const short = `- ${issue.id} ${inlineCode(naming.short(issue.title), 110)} ${timesOf(issue)}\n`;
  const why = issue.why === undefined || issue.why === '' ? '' : `; ${sentence(naming.within(issue.why), 160)}`;
  return { sizes: [short, `- ${issue.id} ${inlineCode(naming.short(issue.title), 110)} ${timesOf(issue)}${place ? `, ${inlineCode(`${naming.short(place.path)}:${place.line}`, 120)}` : ''}${why}\n`] };
}

/** What is over, in one line; `isCalm`: nothing else is broken either, so that it is a recovery and not an end. */
export function pastBlock(issue: Issue, isCalm: boolean, naming: Naming): Block {
  const [place] = issue.evidence;
  const line = `- over: ${issue.id} ${inlineCode(naming.short(issue.title), 160)}, ${timesOf(issue)}, ${iso(issue.firstSeenMs)} to ${iso(issue.lastSeenMs)}`;
  const where = place ? `, ${inlineCode(`${naming.short(place.path)}:${place.line}`, 120)}` : '';
  const why = issue.why === undefined || issue.why === '' ? '' : `; ${isCalm ? 'recovered' : 'not seen any more'}: ${sentence(naming.within(issue.why), 200)}`;
  const quoted = issue.message.includes('\n') ? `${fencedBlock(issue.message.split('\n').slice(0, 6), 160)}\n` : '';
  return { sizes: [`${line}${where}\n`, `${line}${where}${why}\n`, `${line}${where}${why}\n${quoted}`] };
}

/** A moment with seconds, UTC; `unknown` where there is none. */
export function iso(epochMs: number): string {
  return Number.isFinite(epochMs) ? new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z') : 'unknown';
}

function timesOf({ count }: Issue): string {
  return count === 1 ? 'once' : `${count} times`;
}

function factsOf(issue: Issue, naming: Naming): string {
  const kind = [issue.severity, issue.category, ...(issue.component === undefined ? [] : [plainName(issue.component, 60)])].join(', ');
  const since = issue.onsetMs !== undefined && issue.onsetMs > issue.firstSeenMs + 1000 ? `, surging since ${iso(issue.onsetMs)} (${issue.sinceOnset ?? 0} since then)` : '';
  const why = issue.why === undefined || issue.why === '' ? '' : `; ${sentence(naming.within(issue.why), 240)}`;
  // What stopped or drifts is no line that could be counted.
  const times = issue.type === 'silence' || issue.type === 'drift' ? '' : `${timesOf(issue)}, `;
  return `${kind}; ${times}first seen ${iso(issue.firstSeenMs)}, last seen ${iso(issue.lastSeenMs)}${since}${issue.state === 'reopened' ? ', came back' : ''}${why}\n`;
}

/** First and latest place; the text only where it says more than the title, of the first one always when `isWhole`. */
function placesOf(issue: Issue, naming: Naming, isWhole = false): string[] {
  const first = issue.evidence[0];
  const last = issue.evidence.at(-1);
  return [first, last].flatMap((place, index) => {
    if (place === undefined || (index === 1 && place === first)) return [];
    const isSame = place.excerpt === issue.title && !(isWhole && index === 0);
    const excerpt = !isSame ? ` ${inlineCode(place.excerpt, excerptBytes)}` : index === 1 ? ' (the newest, alike)' : '';
    return [`- evidence: ${inlineCode(`${naming.short(place.path)}:${place.line}`, 160)}${excerpt}\n`];
  });
}

function actionsOf({ suggestedActions, estimatedMinutes }: Issue): string {
  return suggestedActions.map((text) => `- do: ${instruction(text)}${estimatedMinutes === undefined ? '' : ` (about ${estimatedMinutes} min)`}\n`).join('');
}

function countOf(issue: Issue): string {
  return `${issue.type === 'silence' || issue.type === 'drift' ? '' : `${timesOf(issue)}, `}first seen ${iso(issue.firstSeenMs)}`;
}

function onsetOf(issue: Issue): number {
  return issue.onsetMs ?? issue.firstSeenMs;
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

/** A span in words, seconds up to two minutes. */
export function spanWords(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
