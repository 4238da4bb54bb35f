/** The one way in which log text gets into markdown: it can be no heading, link, image, HTML or fence, and hides nothing. */
import { stripVTControlCharacters } from 'node:util';

/** Control, bidirectional, zero-width, tag, filler and other characters that show nothing, lone surrogates included. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;

/** Shows what cannot be seen as `\u{…}`; tab becomes a space, escape sequences of terminals go. */
export function visible(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\t', ' ')
    .replace(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** One line of log text as inline code; the run of backticks around it is longer than any inside. */
export function inlineCode(text: string, maxBytes = 300): string {
  const line = clip(visible(text).trim(), maxBytes);
  if (line === '') return '` `';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Lines of log text as a fenced block which no line inside can close. */
export function fencedBlock(lines: readonly string[], maxLineBytes = 200): string {
  const shown = lines.map((line) => clip(visible(line), maxLineBytes));
  const fence = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)));
  return [`${fence}text`, ...shown, fence].join('\n');
}

/** A short name (component, source) as plain text: all that markdown could read as its own is escaped. */
export function plainName(text: string, maxBytes = 120): string {
  return clip(visible(text), maxBytes).replace(/[\\`*_{}[\]()#+!|<>~&$^=-]/g, '\\$&');
}

/** A sentence of ours that may hold words from a log, inside a line: nothing in it is markup. */
export function sentence(text: string, maxBytes = 300): string {
  return clip(visible(text), maxBytes).replace(/[\\`*[\]<>&|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&');
}

/** An instruction of ours, or of the user's own rules, in which `code` between backticks stays code. */
export function instruction(text: string, maxBytes = 400): string {
  return clip(text, maxBytes).split(/(`[^`]+`)/).map((part, index) => (index % 2 === 1 ? inlineCode(part.slice(1, -1)) : sentence(part))).join('');
}

/** Cuts to so many bytes of UTF-8 at a character's border, with an ellipsis. */
export function clip(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let end = Math.min(text.length, maxBytes);
  while (end > 0 && Buffer.byteLength(text.slice(0, end)) > maxBytes - 3) end--;
  return `${text.slice(0, end).replace(/[\ud800-\udbff]$/, '')}…`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
