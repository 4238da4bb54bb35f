/** Decides for each word how readily it varies. */
import type { KnownWords } from './knownWords.ts';
import { tokenClass } from './tokens.ts';
import type { Token } from './tokens.ts';
import { unitKind, variableHash } from './units.ts';

/** Sets the class of each word by its looks and by what stands around it. */
export function classify(tokens: readonly Token[], bytes: Uint8Array, known: KnownWords): void {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.class !== tokenClass.word) continue;
    const look = lookOf(bytes, token.start, token.end);
    token.numbered = look.digits;
    const type = classOf(tokens, i, look, known);
    if (type === tokenClass.variable) becomeVariable(token);
    else token.class = type;
  }
  keepNames(tokens);
}

function classOf(tokens: readonly Token[], i: number, look: WordLook, known: KnownWords): number {
  const token = tokens[i];
  const before = tokens[i - 1];
  const next = tokens[i + 1];
  if (token === undefined) return tokenClass.sign;
  const behindSign = before?.class === tokenClass.sign && !before.space;
  const inValue = behindSign && !token.space && known.value.has(before.hash);
  const named = behindSign && token.space && before.hash === known.colon;
  if (before?.kind === unitKind.number && token.space && known.sizeUnits.has(token.hash)) return tokenClass.soft;
  if (known.verbs.has(token.hash)) return tokenClass.sign;
  if (next?.class === tokenClass.sign && !next.space && (next.hash === known.equals || (next.hash === known.quote && tokens[i + 2]?.hash === known.colon))) return tokenClass.state;
  if (inValue) return look.dots >= 2 && look.dotted ? tokenClass.variable : tokenClass.soft;
  if (look.capitals) return named ? tokenClass.soft : tokenClass.state;
  return look.digits || (i > 0 && look.name) ? tokenClass.soft : tokenClass.word;
}

function becomeVariable(token: Token): void {
  token.class = tokenClass.variable;
  token.hash = variableHash;
}

/** A body of names only keeps them: what would be left of it says nothing. */
function keepNames(tokens: readonly Token[]): void {
  if (tokens.some((token) => token.class >= tokenClass.word)) return;
  for (const token of tokens) if (token.class === tokenClass.soft) token.class = tokenClass.word;
}

interface WordLook {
  readonly capitals: boolean;
  readonly digits: boolean;
  readonly name: boolean;
  readonly dots: number;
  /** Letters, digits, dots, dashes and underscores only. */
  readonly dotted: boolean;
}

function lookOf(bytes: Uint8Array, start: number, end: number): WordLook {
  let lower = 0;
  let upper = 0;
  let digits = 0;
  let signs = 0;
  let dots = 0;
  let joins = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x61 && byte <= 0x7a) lower++;
    else if (byte >= 0x41 && byte <= 0x5a) upper++;
    else if (byte >= 0x30 && byte <= 0x39) digits++;
    else if (byte === 0x2e) dots++;
    else if (byte === 0x2d) joins++;
    else if (byte === 0x5f) {
      joins++;
      signs++;
    } else if (byte === 0x2f || byte === 0x40 || byte === 0x24) signs++;
  }
  const dotted = lower + upper + digits + dots + joins === end - start;
  return { capitals: upper >= 2 && lower === 0 && digits === 0, digits: digits > 0, name: signs + dots > 0 && lower > 0, dots, dotted };
}
