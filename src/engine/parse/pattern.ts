/**
 * The small language in which formats are written, made into steps:
 *   `{time}` a timestamp · `{level}` a severity word · `{anylevel}` also a letter or a rarer word · `{name}` the component, up to a blank or the next
 *   literal · `{name+}` the component, blanks allowed, up to the next literal · `{word}` and `{words}` the same without keeping it · `{digits}` ·
 *   `{group}` a bracket with its inside · `{namegroup}` the same as the component · `{?` … `?}` what may be missing · `{end}` the line ends ·
 *   a space stands for one blank or more, `{ }` for any number of blanks. All else stands for itself. What is left of the line is the body.
 */
import { bytesOf } from './bytes.ts';
import { stepKind } from './steps.ts';
import type { Step } from './steps.ts';

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

function compilePart(part: string, next: readonly string[]): Step {
  const stops = next.map(bytesOf);
  switch (part) {
    case '{time}': return step(stepKind.time, {});
    case '{level}': return step(stepKind.level, { role: 'level' });
    case '{anylevel}': return step(stepKind.anyLevel, { role: 'level' });
    case '{name}': return step(stepKind.token, { role: 'component', stops });
    case '{word}': return step(stepKind.token, { stops });
    case '{name+}': return step(stepKind.until, { role: 'component', literal: bytesOf(next[0] ?? ' ') });
    case '{words}': return step(stepKind.until, { literal: bytesOf(next[0] ?? ' ') });
    case '{digits}': return step(stepKind.digits, {});
    case '{group}': return step(stepKind.group, {});
    case '{namegroup}': return step(stepKind.group, { role: 'component' });
    case '{end}': return step(stepKind.lineEnd, {});
    case '{ }': return step(stepKind.optionalBlanks, {});
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
