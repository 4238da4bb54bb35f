/** Reads and matches the forms of tokens: literal text and counted characters of a class, e.g. `ghp_{b62:36}`. */
import { byte, hasText, isAlnum } from './byteClass.ts';
import { hasRandomPart, isNameLike, isRandom, shapeOf } from './shape.ts';
import { judges, wordBeginsAt, type Rule } from './view.ts';

/** One kind of token that is known by how it looks. */
export interface TokenKind {
  readonly kind: string;
  /**
   * Literal text, and `{class:count}`, `{class:min,max}` or `{class:min,}`. A `^` stands before the literal that the search looks for
   * when it is not the beginning.
   */
  readonly form: string;
  /** The form alone says too little: the whole has to look drawn by lot. */
  readonly random?: true;
}

type Step = { readonly literal: string } | { readonly set: Uint8Array; readonly min: number; readonly max: number };

/** A form made ready: what to search for, and how to judge a sighting. */
export interface CompiledForm {
  readonly trigger: string;
  readonly rule: Rule;
}

/** Longest run of one class that is followed; a JSON Web Token with many claims has some thousand characters. */
const maxRun = 16_384;

/** So much of a literal is searched for; the rest is compared at the sighting, which keeps the automaton's table small enough for the cache. */
const maxTrigger = 6;

const alphabets: Readonly<Record<string, string>> = {
  dig: '0-9', hex: '0-9a-f', hexi: '0-9a-fA-F', b36: '0-9a-z', up36: '0-9A-Z', b32: 'A-Z2-7', alpha: 'A-Za-z', b62: '0-9A-Za-z', w: '0-9A-Za-z_',
  b64: '0-9A-Za-z+/', b64u: '0-9A-Za-z_-', b64p: '0-9A-Za-z+/=_-', dotted: '0-9A-Za-z_.-', tilde: '0-9A-Za-z_.~-', query: '0-9A-Za-z+/=_%-', uuid: '0-9A-Fa-f-', path: '0-9A-Za-z+/=_.%@~-',
};

/** Makes a form ready; a wrong form throws, which the test of the table would show. */
export function compileForm({ kind, form, random }: TokenKind): CompiledForm {
  const [first = '', second] = form.split('^');
  const before = second === undefined ? [] : stepsOf(first).reverse();
  const steps = stepsOf(second ?? first);
  const [head, next] = steps;
  if (!head || !('literal' in head)) throw new TypeError(`the form ${form} has no literal to search for`);
  const isDigits = next && 'set' in next && next.min > 0 && next.set[0x30] === 1 && next.set[0x61] === 0 && next.set[0x41] === 0;
  const comparesDigits = [...before, ...steps].some((step) => ('literal' in step ? /[0-9]/.test(step.literal) : !hasAllDigitsOrNone(step.set)));
  const rule: Rule = (view, start, end) => {
    const { bytes, from, to, findings } = view;
    if (comparesDigits) judges(view, start);
    const begin = matchBack(before, bytes, { at: start, from });
    if (begin < 0 || (isAlnum(bytes[begin] ?? 0) && !wordBeginsAt(view, begin))) return end;
    const stop = match(steps, bytes, { at: start, to });
    if (stop < 0) return end;
    judges(view, start);
    const body = shapeOf(bytes, start + head.literal.length, stop);
    const isLikely = random ? isRandom(shapeOf(bytes, begin, stop)) : body.length < 8 || (body.distinct >= 4 && !isName(bytes, start + head.literal.length, stop));
    if (!isLikely) return end;
    findings.add(bytes, begin, stop, { kind });
    return stop;
  };
  return { trigger: `${head.literal}${isDigits ? '0' : ''}`.slice(0, maxTrigger), rule };
}

/** `amp_preconnect_polyfill_404` begins like a key and is none. */
function isName(bytes: Uint8Array, start: number, end: number): boolean {
  return isNameLike(bytes, start, end, 2) && !hasRandomPart(bytes, start, end);
}

function stepsOf(form: string): Step[] {
  const steps: Step[] = [];
  for (const [, name, min, comma, max, literal] of form.matchAll(/\{(\w+):(\d+)(,?)(\d*)\}|([^{]+)/g)) {
    if (literal !== undefined) steps.push({ literal });
    else steps.push({ set: setOf(name ?? ''), min: Number(min), max: comma === '' ? Number(min) : max === '' ? maxRun : Number(max) });
  }
  return steps;
}

function setOf(name: string): Uint8Array {
  const alphabet = alphabets[name];
  if (alphabet === undefined) throw new TypeError(`no character class is called ${name}`);
  const member = new RegExp(`[${alphabet}]`);
  return Uint8Array.from({ length: 256 }, (_, code) => (member.test(String.fromCharCode(code)) ? 1 : 0));
}

function hasAllDigitsOrNone(set: Uint8Array): boolean {
  return new Set(set.subarray(0x30, 0x3a)).size === 1;
}

function match(steps: readonly Step[], bytes: Uint8Array, { at, to }: { readonly at: number; readonly to: number }): number {
  let i = at;
  for (const step of steps) {
    if ('literal' in step) {
      if (i + step.literal.length > to || !hasText(bytes, i, step.literal)) return -1;
      i += step.literal.length;
      continue;
    }
    const first = i;
    const stop = Math.min(to, i + step.max);
    while (i < stop && step.set[bytes[i] ?? 0] === 1) i++;
    if (i - first < step.min) return -1;
  }
  const last = steps.at(-1);
  if (last && 'set' in last && isAlnum(bytes[i] ?? 0) && i < to && bytes[i - 1] !== byte.equals) return -1;
  for (let padding = 0; padding < 2 && i < to && bytes[i] === byte.equals; padding++) i++;
  return i;
}

function matchBack(steps: readonly Step[], bytes: Uint8Array, { at, from }: { readonly at: number; readonly from: number }): number {
  let i = at;
  for (const step of steps) {
    if ('literal' in step) {
      i -= step.literal.length;
      if (i < from || !hasText(bytes, i, step.literal)) return -1;
      continue;
    }
    const last = i;
    const stop = Math.max(from, i - step.max);
    while (i > stop && step.set[bytes[i - 1] ?? 0] === 1) i--;
    if (last - i < step.min) return -1;
  }
  return i;
}
