/** Decides whether what stands behind a name is a secret. */
import { byte, byteText, isBlank, isDigit } from './byteClass.ts';
import { placeholderStart } from './findings.ts';
import { emptyValues, type KeyStrength } from './keyTable.ts';
import type { Value } from './keyValue.ts';
import { hasRandomPart, isNameLike, isNumeric, isRandom, isScrambled, shapeOf } from './shape.ts';

/** Text that says where a secret comes from, or that begins a key, which has a rule of its own. */
const reference = /^(?:\$[{(A-Za-z_]|\{\{|\{[\w.]*\}$|%[({]|%[a-zA-Z]$|%[A-Za-z_]+%$|<[A-Za-z]|env\[|env:|process\.env|os\.environ|secretref|arn:|file:|op:\/\/|vault:|ref\+|-----BEGIN)/i;
const mask = /^(?:\*+|\.+|-+|_+|#+|[xX]+|\?+)$|\*{3}|\.{3}$/;
/** Shortest value that is considered at all. */
const shortest: Readonly<Record<KeyStrength, number>> = { always: 1, shaped: 6, mixed: 16, word: 4, code: 3 };
const stopWords = new Set(emptyValues);
/** How programs print an object: `Token{78af589`, `com.example.Token@1f2e3d`, `Token(id=7`. */
const printedObject = /^[A-Za-z_][\w.$]*[({[@]/;
/** Longest text that is compared with words and references, and that is searched for what has been hidden already. */
const headLength = 64;
const textLength = 512;

/** Tells whether the value is one worth hiding under a name of this strength. */
export function isSecretValue(bytes: Uint8Array, value: Value, strength: KeyStrength): boolean {
  const { start, end, joint, isQuoted } = value;
  if (end - start < shortest[strength]) return false;
  if (strength === 'mixed' && !isMixed(bytes, start, end)) return false;
  const text = byteText(bytes, start, Math.min(end, start + textLength));
  const head = text.slice(0, headLength);
  if (text.includes(placeholderStart)) return false;
  if (stopWords.has(head.replace(/[.,!:;)\]}]+$/, '').toLowerCase()) || reference.test(head) || mask.test(head)) return false;
  if (bytes[start] === byte.openBrace || (bytes[start] === byte.openBracket && !isQuoted)) return false;
  if (strength === 'code') return end - start >= 3 && end - start <= 11 && isNumeric(bytes, start, end) && joint !== 'prose';
  if (strength === 'always') return isPassword(bytes, value);
  if (strength === 'word' && end - start < 8) return isShortSecret(bytes, start, end);
  if (!isQuoted && printedObject.test(head)) return false;
  return strength === 'mixed' || isShaped(bytes, value);
}

/** A password may be any text, but not the next word of a sentence such as `invalid password: account locked`. */
function isPassword(bytes: Uint8Array, { start, end, joint, isQuoted }: Value): boolean {
  if (isQuoted || joint === 'equals') return bytes[end - 1] !== byte.openParenthesis;
  if (joint === 'flag') return end - start >= 2;
  const text = byteText(bytes, start, Math.min(end, start + headLength));
  if (text.length < 3 || text.startsWith('(')) return false;
  const isWord = /^(?:[A-Z]?[a-z]+|[A-Z]+)$/.test(text);
  if (joint === 'prose') return !isWord && text.length >= 6;
  return !isWord || isAtLineEnd(bytes, end);
}

function isAtLineEnd(bytes: Uint8Array, end: number): boolean {
  const code = bytes[end];
  return code === undefined || code === byte.newline || code === byte.carriageReturn;
}

function isShortSecret(bytes: Uint8Array, start: number, end: number): boolean {
  // `auth: Fatal: …`: what is followed by a colon is a label like the name itself.
  if (bytes[end - 1] === byte.colon) return false;
  const shape = shapeOf(bytes, start, end);
  return shape.length >= 4 && shape.letters > 0 && !isNumeric(bytes, start, end) && (shape.digits > 0 || shape.letters < shape.length || (shape.hasUpper && shape.hasLower));
}

function isShaped(bytes: Uint8Array, { start, end, joint, isQuoted }: Value): boolean {
  const shape = shapeOf(bytes, start, end);
  if (shape.letters === 0) return shape.digits >= 15;
  if (isQuoted && hasBlank(bytes, start, end)) return isPhrase(bytes, start, end);
  if (isPlace(bytes, start, end) && !isRandom(shape)) return false;
  if (shape.isHex) return shape.digits > 0 && shape.length >= 12;
  if (isRandom(shape) || isScrambled(shape)) return true;
  if (shape.digits === 0) return false;
  if (isNameLike(bytes, start, end)) return hasRandomPart(bytes, start, end);
  if (shape.length >= 10) return shape.digits >= 2 || (shape.hasUpper && shape.hasLower);
  if (joint === 'colon' && !isQuoted) return shape.hasUpper && shape.hasLower && shape.length >= 8;
  return joint !== 'prose' && shape.letters >= 2 && (shape.digits >= 2 || shape.length >= 8);
}

function isMixed(bytes: Uint8Array, start: number, end: number): boolean {
  const shape = shapeOf(bytes, start, end);
  return shape.length >= 16 && isRandom(shape) && shape.hasUpper && shape.hasLower && !isNameLike(bytes, start, end) && !hasBlank(bytes, start, end) && !hasBracket(bytes, start, end);
}

function hasBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isBlank(bytes[i] ?? 0)) return true;
  return false;
}

function hasBracket(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = bytes[i] ?? 0;
    if (code === byte.openParenthesis || code === byte.openBracket || code === byte.openBrace || code === byte.at) return true;
  }
  return false;
}

/** The words of a wallet: twelve at least, nothing but letters. */
function isPhrase(bytes: Uint8Array, start: number, end: number): boolean {
  const text = byteText(bytes, start, Math.min(end, start + 400));
  return /^[a-z ]+$/.test(text) && text.split(' ').length >= 12;
}

/** A path, a date or an address; what is secret in an address is found by itself. */
function isPlace(bytes: Uint8Array, start: number, end: number): boolean {
  const text = byteText(bytes, start, Math.min(end, start + headLength));
  return /^(?:[/~]|\.\.?\/|\d{4}-\d\d-\d\d[T_ ]|[A-Za-z]:|[a-z][a-z0-9+.-]*:\/\/)/.test(text);
}

/** Tells whether it can be a credential in a header, ASCII all of it: no word of a sentence, and no name of a setting. */
export function isCredential(bytes: Uint8Array, start: number, end: number): boolean {
  const shape = shapeOf(bytes, start, end);
  if (shape.length < 8) return false;
  // What is left of it after a token in it has been hidden is not hidden on its own.
  if (byteText(bytes, start, Math.min(end, start + textLength)).includes(placeholderStart)) return false;
  if (shape.isHex) return shape.length >= 12 && shape.digits > 0;
  if (shape.digits === 0) return isRandom(shape) || (shape.length >= 20 && shape.wordRatio < 0.66);
  return !isNumeric(bytes, start, end) && !isNameLike(bytes, start, end) && (shape.digits >= 2 || isDigit(bytes[end - 1] ?? 0) || shape.length >= 12);
}
