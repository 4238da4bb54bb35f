/** Log text on its way into markdown of the editor: it stays text, whatever it contains. */

/** ASCII punctuation: everything that means something in markdown, and that a backslash turns into itself (CommonMark 2.4). */
const punctuation = /[!-/:-@[-`{-~]/g;
/** Control, format (bidirectional and zero-width ones among them) and separator characters other than the space. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Returns `text` as one line in which nothing is hidden: controls as `\u…`, white space as single spaces, cut at `maxLength` characters. */
export function oneLine(text: string, maxLength: number): string {
  const line = text.replace(/\s+/gu, ' ').trim().replace(unseen, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  const characters = Array.from(line.slice(0, 2 * maxLength + 2));
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : characters.join('');
}

/** Returns markdown that shows `text` on one line: no markup, no link (bare addresses included), no image, no icon. */
export function escapeMarkdown(text: string, maxLength = 120): string {
  return oneLine(text, maxLength).replace(punctuation, '\\$&');
}
