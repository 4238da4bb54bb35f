/** What of a message was written by a programmer: its constant words, without numbers, names, paths and whatever else changes. */

/** The words and the longest runs of them that a source could hold. */
export interface Phrases {
  /** Runs of two constant words or more, as they stand in the message, longest first. */
  readonly runs: readonly string[];
  /** Distinct constant words. */
  readonly words: readonly string[];
}

/** What varies: quoted text, marks of redaction and templates, addresses, paths, anything with a digit, values behind `=`. */
const variable = /<[^<>]*>|\[REDACTED[^\]]*\]|"[^"]*"|'[^']*'|`[^`]*`|\{[^{}]*\}|\b[\w.+-]+@[\w.-]+|\w+:\/\/\S+|(?:[A-Za-z]:)?[\w.@~-]*[\\/][\w.@~\\/-]+|(?<==)[^\s,;)]+|[\p{L}_]*\d[\p{L}\p{N}_.:-]*/gu;
/** A leading exception type names no place: it is defined elsewhere. */
const leadingType = /^(?:[\w.$]+\.)?[A-Z]\w*(?:Error|Exception|Warning): /;
const wordForm = /[A-Za-z_][\w-]{2,}|(?:(?![A-Za-z])\p{L}){2,}/gu;
/** Words in every message and every source (ours). */
const common = new Set('the and for not with from has was are was been but this that error failed fail failure warn warning info debug fatal exception null undefined none true false could can cannot unable while after before into when will did get got set new all any its'.split(' '));
const mostWords = 10;
const mostRuns = 5;

/** Reads the first line of a message. */
export function phrasesOf(message: string): Phrases {
  const line = (message.split('\n', 1)[0] ?? '').slice(0, 400).replace(leadingType, '');
  const segments = line.split(variable).map((part) => part.replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, ''));
  const runs = segments.filter((segment) => /\S\s+\S/.test(segment) && segment.length >= 8).sort((a, b) => b.length - a.length);
  const words = new Set(segments.flatMap((segment) => segment.match(wordForm) ?? []).filter((word) => !common.has(word.toLowerCase())));
  return { runs: runs.slice(0, mostRuns), words: [...words].slice(0, mostWords) };
}
