/** Compiles the regular expressions that people write, to say what is wrong with them and where (DESIGN decision 6). */
import { RE2JS } from 're2js';
import { messageOf } from '../../base/errors.ts';
import { err, ok, type Result } from '../../base/result.ts';

/** What is wrong with an expression. */
export interface PatternFault {
  /** Character at which the fault lies, from 0. */
  readonly at: number;
  /** What is wrong there. */
  readonly reason: string;
}

/** What is known of a sound one. */
export interface SoundPattern {
  /** Names of its groups. */
  readonly groups: readonly string[];
  /** The empty text is a match: then everything is. */
  readonly matchesNothing: boolean;
}

/** Larger programs are refused: a hundred times what a header needs (ours). */
const largestProgram = 5000;

/** Compiles a pattern; a faulty one gives the place of the fault, and never its own text, which may be secret. */
export function compileExpression(text: string): Result<SoundPattern, PatternFault> {
  try {
    const pattern = RE2JS.compile(text);
    if (pattern.programSize() > largestProgram) return err({ at: 0, reason: 'it is too large: use fewer or smaller counted repetitions' });
    return ok({ groups: Object.keys(pattern.namedGroups()), matchesNothing: pattern.matcher('').find() });
  } catch (thrown) {
    return err(faultOf(text, thrown));
  }
}

/** The library names the text at fault and not its place. */
function faultOf(text: string, thrown: unknown): PatternFault {
  const message = messageOf(thrown).replace(/^error parsing regexp: /, '');
  const reason = message.replace(/: `.*`$/s, '');
  const input = typeof thrown === 'object' && thrown !== null && 'input' in thrown && typeof thrown.input === 'string' ? thrown.input : '';
  if (reason === 'missing closing )') return { at: unclosed(text), reason: 'this bracket is not closed' };
  if (reason.startsWith('duplicate capture group name')) return { at: Math.max(0, text.lastIndexOf(`<${input}>`)), reason: 'a group name is there twice' };
  if (input.startsWith('(?=') || input.startsWith('(?!') || input.startsWith('(?<=') || input.startsWith('(?<!')) {
    return { at: Math.max(0, text.indexOf(input)), reason: 'looking ahead or behind is not possible in linear time' };
  }
  if (/^\\[1-9]$/.test(input)) return { at: Math.max(0, text.indexOf(input)), reason: 'references to groups are not possible in linear time' };
  return { at: Math.max(0, input === text ? 0 : text.indexOf(input)), reason };
}

/** The opening bracket that has no closing one. */
function unclosed(text: string): number {
  const open: number[] = [];
  let inClass = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '\\') at++;
    else if (inClass) inClass = letter !== ']';
    else if (letter === '[') {
      inClass = true;
      if (text[at + 1] === '^') at++;
      if (text[at + 1] === ']') at++;
    } else if (letter === '(') open.push(at);
    else if (letter === ')') open.pop();
  }
  return open.at(-1) ?? 0;
}
