/** How logs end whose writers are done: with a few rare lines that sum up or say goodbye. */
import { severity } from '../../model/severity.ts';
import { announcementOf } from './announce.ts';
import { streamKind } from './recordReader.ts';
import type { SourceActivity } from './streams.ts';
import type { StreamsByTemplate } from './streamsByTemplate.ts';

/** Records of a kind that may be the last words of a process; it may have run a few times. */
const lastWords = 5;
/** So many rare kinds of line, one with a word of an end, are a summary (ours). */
const summaryKinds = 3;
/** The last lines of a log (ours). */
const closingLines = 8;

/** Returns whether a log closes with lines that tell of an end that was meant; what is written all the time says nothing of it. */
export function closesWith({ lastStream, lastLine }: SourceActivity, ofLog: StreamsByTemplate, textOf: (templateId: number) => string): boolean {
  if (lastStream === undefined || lastStream.count > lastWords) return false;
  const closing = ofLog.all().filter((stream) => stream.source === lastStream.source && stream.count <= lastWords && stream.lastLine > lastLine - closingLines && stream.kind !== streamKind.failing && stream.severity < severity.warn);
  const texts = closing.map((stream) => textOf(stream.templateId));
  const said = texts.filter((text) => closingWord.test(text)).length;
  return texts.some(saysItEnds) || said >= 2 || (said === 1 && texts.length >= summaryKinds);
}

/** What a program that goes on writes too, such as `user settings saved`; two different such lines at the end are a summary, and one among several rare ones is. */
const closingWord = /\b(?:done|finished|completed?|ended|bye|exit(?:ed|ing)?|succeeded|saved|total|summary|elapsed)\b|완료|종료/i;
/** Work that is done once, as a whole, and its end. */
const jobEnds = /^\W{0,3}(?:all )?(?:done|finished|completed?|bye)\b\W{0,3}$|\b(?:run|job|backup|restore|migrations?|import|export|sync|build|batch|script|playbook|pipeline|scan|scrub|dump|copy|upload|deployment|report|program|everything)\b(?: \S{1,40}){0,3} (?:has |have |is |was )?(?:finished|completed?|ended|done|succeeded)\b|\b(?:finished|completed) (?:all|the|after|in|with|without)\b|\bno errors (?:were )?found\b|\bexit(?:ed|ing)? (?:with )?(?:return )?(?:code|status)\b|작업.{0,12}(?:완료|종료)/i;

function saysItEnds(text: string): boolean {
  return announcementOf(text)?.kind === 'stop' || jobEnds.test(text);
}
