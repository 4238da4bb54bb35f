/** How logs end whose writers are done: with a few rare lines that sum up or say goodbye. */
import { severity } from '../../model/severity.ts';
import { announcementOf } from './announce.ts';
import { streamKind } from './recordReader.ts';
import type { SourceActivity, Stream } from './streams.ts';

/** Records of a kind that may be the last words of a process; it may have run a few times. */
const lastWords = 5;
/** The last lines of a log (ours). */
const closingLines = 8;

/** Returns whether a log closes with lines that tell of an end that was meant; what is written all the time says nothing of it. */
export function closesWith({ lastStream, lastLine }: SourceActivity, ofLog: readonly (Stream | undefined)[], textOf: (templateId: number) => string): boolean {
  if (lastStream === undefined || lastStream.count > lastWords) return false;
  const closing = ofLog.filter((stream) => stream !== undefined).filter((stream) => stream.source === lastStream.source && stream.count <= lastWords && stream.lastLine > lastLine - closingLines && stream.kind !== streamKind.failing && stream.severity < severity.warn);
  return closing.some((stream) => saysItEnds(textOf(stream.templateId)));
}

function saysItEnds(text: string): boolean {
  return announcementOf(text)?.kind === 'stop' || /\b(?:done|finished|completed?|ended|bye|exit(?:ed|ing)?|succeeded|saved)\b|\bno errors (?:were )?found\b|완료|종료/i.test(text);
}
