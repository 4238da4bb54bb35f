/** Makes a pattern of a header that the general reader found, so that the lines like it are read by that pattern. */
import { compiledFormat } from './formatTable.ts';
import type { CompiledFormat } from './formatTable.ts';
import type { GeneralReader } from './general.ts';
import { element } from './lexer.ts';
import { step } from './pattern.ts';
import { stepKind } from './stepKind.ts';
import type { Step } from './stepKind.ts';

const brackets = '[({<])}>';

/** Returns the pattern of the line that `reader` has just read; undefined when it is too irregular to be one. */
export function learnFormat(reader: GeneralReader, bytes: Uint8Array): CompiledFormat | undefined {
  const { lexer, headerCount } = reader;
  const steps: Step[] = [];
  const words: string[] = [];
  for (let i = 0; i < headerCount; i++) {
    const kind = lexer.kind[i] ?? 0;
    const text = String.fromCharCode(...bytes.subarray(lexer.start[i] ?? 0, lexer.end[i] ?? 0));
    if (!(i > 0 && i - 1 === reader.componentLast)) addGap(steps, words, reader, i);
    if (kind === element.pair && text.includes(' ')) return undefined;
    words.push(wordOf(reader, i, text));
    if (i === reader.component && reader.componentLast > i) {
      i = reader.componentLast;
      steps.push(step(stepKind.until, { role: 'component', literal: bytes.slice((lexer.start[i + 1] ?? 0) - 1, (lexer.end[i + 1] ?? 0) + 1) }), step(stepKind.blanks, {}));
      words.push('…');
    } else steps.push(stepOf(reader, bytes, i));
  }
  const key = words.join('');
  return compiledFormat({ name: key }, key, steps);
}

/** Padding around a level and inside brackets varies, other blanks are one or more. */
function addGap(steps: Step[], words: string[], reader: GeneralReader, i: number): void {
  const { lexer } = reader;
  const gap = lexer.gap[i] ?? 0;
  const kind = lexer.kind[i] ?? 0;
  const before = i > 0 ? (lexer.kind[i - 1] ?? 0) : element.word;
  const padded = (kind === element.level || before === element.level) && (isFence(kind) || isFence(before));
  if (padded) steps.push(step(stepKind.optionalBlanks, {}));
  else if (gap > 0 && i === 0) steps.push(step(stepKind.optionalBlanks, {}));
  else if (gap > 0) steps.push(step(stepKind.blanks, {}));
  if (gap > 0 && i > 0 && !padded) words.push(' ');
}

function isFence(kind: number): boolean {
  return kind === element.open || kind === element.close || kind === element.mark;
}

function stepOf(reader: GeneralReader, bytes: Uint8Array, i: number): Step {
  const { lexer } = reader;
  const role = i === reader.component ? 'component' : 'none';
  switch (lexer.kind[i] ?? 0) {
    case element.time:
      return step(i === reader.time ? stepKind.time : stepKind.otherTime, {});
    case element.level:
      return step(stepKind.level, { role: 'level' });
    case element.number:
      return step(stepKind.digits, {});
    case element.group:
      return step(stepKind.group, { role });
    case element.word:
    case element.pair: {
      const next = lexer.start[i + 1] ?? 0;
      const glued = i + 1 < lexer.count && lexer.gap[i + 1] === 0;
      return step(stepKind.token, { role, stops: glued ? [stopAt(bytes, next)] : [] });
    }
    default:
      return step(stepKind.literal, { literal: bytes.slice(lexer.start[i] ?? 0, lexer.end[i] ?? 0) });
  }
}

/** A colon ends a word only where the same follows it again: a blank, or not. */
function stopAt(bytes: Uint8Array, at: number): Uint8Array {
  return bytes[at] === 0x3a && bytes[at + 1] === 0x20 ? bytes.slice(at, at + 2) : bytes.slice(at, at + 1);
}

function wordOf(reader: GeneralReader, i: number, text: string): string {
  if (i === reader.component) return 'component';
  switch (reader.lexer.kind[i] ?? 0) {
    case element.time:
      return i === reader.time ? 'timestamp' : 'time';
    case element.level:
      return 'level';
    case element.number:
      return 'n';
    case element.group:
      return brackets.includes(text[0] ?? '') ? `${text[0] ?? ''}…${text.at(-1) ?? ''}` : '…';
    case element.word:
    case element.pair:
      return 'word';
    default:
      return text;
  }
}
