/** Lines by which programs announce themselves: starts, readiness, stops, and what was changed. */
import { announceForms, type AnnouncementKind } from './announceForms.ts';
import { FormTable } from './formTable.ts';
import { outcomeOf } from './words.ts';

/** What a line announces, and the row that says so. */
export interface Announcement {
  readonly kind: AnnouncementKind;
  readonly id: string;
}

/** So much of a message is read (ours). */
const readLength = 400;
const forms = new FormTable(announceForms);

/** Reads a message or template without its header; undefined when it announces nothing, or says that it failed. */
export function announcementOf(text: string): Announcement | undefined {
  const read = text.slice(0, readLength);
  const form = forms.find(read);
  if (form === undefined || isUndone(read)) return undefined;
  return { kind: form.kind, id: form.id };
}

/** A start that failed, a stop that something else caused, or none at all is no announcement. */
function isUndone(text: string): boolean {
  const { kind, isPlain } = outcomeOf(text);
  return (isPlain && (kind === 'failure' || kind === 'gaveUp')) || /\b(?:not|no|without|never|nothing to) (?:\w{1,12} ){0,2}(?:start|ready|stop|chang|deploy|migrat|reload|listening|appl)/i.test(text);
}
