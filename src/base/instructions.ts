/** Recognises log text that is written to be obeyed by an agent that reads it. The text is shown all the same; it is only said what it is. */
import { instructionForms } from './instructionForms.ts';

/** What stands behind this is padding; a payload hides before or after it, so both ends are read (ours). */
const endLength = 4000;
const invisible = /[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u180e\u202a-\u202e\u2066-\u2069]/g;
const tagCharacters = /[\u{e0020}-\u{e007e}]/gu;
const ansi = /\p{Cc}\[[0-9;:?]{0,30}[A-Za-z]/gu;
const packedWord = /[A-Za-z0-9+/_-]{24,4000}={0,2}/g;
/** Concealed by a terminal's own means (SGR 8), by tag characters, or by reversing what stands after it: honest loggers do none of these. */
const conceals = /\p{Cc}\[(?:\d{1,3};){0,4}8m|[\u202d\u202e]|[\u{e0020}-\u{e007e}]{4}/u;
/** Letters with something invisible between them, three times in one word. */
const splitLetters = /[A-Za-z](?:[\u200b-\u200d\u2060\ufeff][A-Za-z]){3}/;
/** Letters that look like Latin ones and are not. */
const lookAlikes = new Map(Array.from('аеорсухіјѕԁһӏАЕОРСТХІЅВНКМ', (letter, index) => [letter, 'aeopcyxijsdhlAEOPCTXISBHKM'[index] ?? letter]));
const lookAlike = /[аеорсухіјѕԁһӏАЕОРСТХІЅВНКМ]/g;

/** Returns whether a line of a log reads like an instruction to whoever reads the log, or hides that it is one. */
export function readsAsInstruction(text: string): boolean {
  return instructionKindOf(text) !== undefined;
}

/** Returns the kind of instruction (a row's id, or `concealed`) a text reads as; undefined for ordinary text. */
export function instructionKindOf(text: string): string | undefined {
  const read = text.length <= 2 * endLength ? text : `${text.slice(0, endLength)}\n${text.slice(-endLength)}`;
  if (conceals.test(read) || splitLetters.test(read)) return 'concealed';
  return kindOfPlain(plainOf(read)) ?? kindOfPacked(read);
}

function kindOfPlain(plain: string): string | undefined {
  const known = formOf(plain);
  if (known !== undefined || !/[a-z]_[a-z]/i.test(plain)) return known;
  return formOf(plain.replaceAll('_', ' '));
}

function formOf(plain: string): string | undefined {
  return instructionForms.find(({ expression }) => expression.test(plain))?.id;
}

/** What a model reads: no colours, nothing invisible, wide and look-alike letters as plain ones, escapes and runs of space as one space. */
function plainOf(text: string): string {
  const visible = text.replace(ansi, '').replace(invisible, '').replace(tagCharacters, '');
  // A code point that some alphabet shares with Latin is only read as Latin where Latin letters stand around it.
  const latin = /[A-Za-z]/.test(visible) ? visible.replace(lookAlike, (letter) => lookAlikes.get(letter) ?? letter) : visible;
  return unescaped(latin.normalize('NFKC')).replace(/[ \t\u00a0]{2,200}|(?<=\w)\+(?=\w)/g, ' ');
}

/** Undoes what addresses, JSON and HTML write for spaces and signs; a payload in a request arrives like this. */
function unescaped(text: string): string {
  return text
    .replace(/%(2[0-9a-f]|3[a-f]|[57][b-d]|0[ad])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\u00([2-7][0-9a-f])|\\x([2-7][0-9a-f])/gi, (_, code?: string, other?: string) => String.fromCharCode(parseInt(code ?? other ?? '20', 16)))
    .replace(/\\[nrt]/g, '\n')
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;|&#34;/g, '"').replace(/&#39;|&apos;/g, "'");
}

/** Text packed as base64 that reads as an instruction once it is unpacked. */
function kindOfPacked(text: string): string | undefined {
  for (const [word] of text.matchAll(packedWord)) {
    const letters = word.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
    const unpacked = atob(letters.slice(0, letters.length - (letters.length % 4 === 1 ? 1 : 0)));
    if (/^[\s!-~]{12,}$/.test(unpacked) && kindOfPlain(unpacked) !== undefined) return 'packed';
  }
  return undefined;
}
