/**
 * The small language in which formats are written, made into steps:
 *   `{time}` a timestamp of any spelling · `{epoch}` `{bsdtime}` `{syslogtime}` `{runnertime}` `{glogtime}` only those · `{othertime}` `{date}` passed, not kept ·
 *   `{level}` a severity word · `{anylevel}` also a letter or a rarer word · `{letter}` `{mark}` `{priority}` `{levelahead}` see `stepKind` ·
 *   `{name}` the component, up to a blank or the next literal · `{name+}` the component, blanks allowed, up to the next literal · `{versioned}` name and
 *   version · `{class}` the component, with a dot in it · `{namegroup}` the component in a bracket · `{word}` and `{words}` like the names, not kept · `{host}` a word that is no severity and no number ·
 *   `{digits}` · `{group}` a bracket with its inside · `{?` … `?}` what may be missing · `{end}` the line ends ·
 *   a space stands for one blank or more, `{ }` for any number of blanks. All else stands for itself. What is left of the line is the body.
 */
import { bytesOf } from './bytes.ts';
import { stepKind } from './stepKind.ts';
import type { Step } from './stepKind.ts';

const placeholder = /\{\?|\?\}|\{[a-z+ ]+\}/g;
const nothing = new Uint8Array();

/** Compiles a pattern; throws on one that is wrong, which a test of the table finds. */
export function compilePattern(pattern: string): readonly Step[] {
  const parts = splitPattern(pattern);
  const steps = compileParts(parts, { at: 0 });
  return steps;
}

function splitPattern(pattern: string): readonly string[] {
  const parts: string[] = [];
  let at = 0;
  for (const match of pattern.matchAll(placeholder)) {
    if (match.index > at) parts.push(...splitLiteral(pattern.slice(at, match.index)));
    parts.push(match[0]);
    at = match.index + match[0].length;
  }
  if (at < pattern.length) parts.push(...splitLiteral(pattern.slice(at)));
  return parts;
}

function splitLiteral(text: string): readonly string[] {
  return text.split(/( +)/).filter((part) => part !== '');
}

function compileParts(parts: readonly string[], cursor: { at: number }): readonly Step[] {
  const steps: Step[] = [];
  while (cursor.at < parts.length) {
    const part = parts[cursor.at++] ?? '';
    if (part === '?}') return steps;
    if (part === '{?') steps.push(step(stepKind.optional, { steps: compileParts(parts, cursor) }));
    else steps.push(compilePart(part, followers(parts, cursor.at)));
  }
  return steps;
}

/** Placeholders that are one step without more. */
const plainSteps: ReadonlyMap<string, number> = new Map([
  ['{time}', stepKind.time], ['{othertime}', stepKind.otherTime], ['{syslogtime}', stepKind.syslogTime], ['{runnertime}', stepKind.runnerTime], ['{bsdtime}', stepKind.bsdTime],
  ['{epoch}', stepKind.epoch], ['{date}', stepKind.date], ['{glogtime}', stepKind.glogTime], ['{mark}', stepKind.mark], ['{priority}', stepKind.priority],
  ['{versioned}', stepKind.versioned], ['{letter}', stepKind.letter], ['{class}', stepKind.dotted], ['{level}', stepKind.level], ['{anylevel}', stepKind.anyLevel], ['{digits}', stepKind.digits], ['{group}', stepKind.group],
  ['{end}', stepKind.lineEnd], ['{ }', stepKind.optionalBlanks],
]);

function compilePart(part: string, next: readonly string[]): Step {
  const plain = plainSteps.get(part);
  if (plain !== undefined) return step(plain, {});
  const stops = next.map(bytesOf);
  const literal = bytesOf(next[0] ?? ' ');
  switch (part) {
    case '{name}': return step(stepKind.token, { role: 'component', stops });
    case '{word}': return step(stepKind.token, { stops });
    case '{host}': return step(stepKind.host, { stops });
    case '{name+}': return step(stepKind.until, { role: 'component', literal });
    case '{words}': return step(stepKind.until, { literal });
    case '{levelahead}': return step(stepKind.levelAhead, { literal });
    case '{namegroup}': return step(stepKind.group, { role: 'component' });
    default:
      if (part.startsWith('{') && part.endsWith('}') && part.length > 2) throw new TypeError(`unknown placeholder ${part}`);
      return part.trim() === '' ? step(stepKind.blanks, {}) : step(stepKind.literal, { literal: bytesOf(part) });
  }
}

/** The literals that may come next: the first part, and what comes behind it when it may be missing. */
function followers(parts: readonly string[], at: number): readonly string[] {
  const literals: string[] = [];
  for (let i = at, optional = 0; i < parts.length; i++) {
    const part = parts[i] ?? '';
    if (part === '{?') optional++;
    else if (part === '?}') optional--;
    else if (part === '{ }') continue;
    else {
      if (part.startsWith('{') && part.length > 2) return literals;
      if (part.trim() === '' && optional === 0) return literals;
      const following = parts[i + 1] ?? '';
      if (part.trim() !== '') literals.push(following.trim() === '' && following !== '' ? `${part} ` : part);
      if (optional === 0) return literals;
      while (i + 1 < parts.length && parts[i + 1] !== '?}') i++;
    }
  }
  return literals;
}

/** Makes a step; what is not named is empty. */
export function step(kind: number, parts: Partial<Step>): Step {
  return { kind, role: 'none', literal: nothing, stops: [], steps: [], ...parts };
}
