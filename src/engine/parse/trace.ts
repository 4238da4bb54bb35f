/** Tells lines of stack traces and of the text around them from other lines, by their bytes. */
import { bytesOf, find, isBlank, isDigit, isLetter, skipBlanks, startsWith, trimEnd } from './bytes.ts';

/** What a line without a header looks like. */
export const lineLook = {
  /** Nothing that is known. */
  plain: 0,
  blank: 1,
  /** Indented, or a closing bracket. */
  indented: 2,
  /** A frame of a stack trace. */
  frame: 3,
  /** A line that stands between parts of a trace: causes, separators, headings. */
  joint: 4,
  /** The first line of a trace that is one beyond doubt. */
  opening: 5,
  /** The name of an exception with or without a message; the first line of a trace or its last. */
  exception: 6,
  /** The last words of a program without a header, which are a record of their own. */
  death: 7,
} as const;

const joints = [
  'Caused by', 'Suppressed:', '... ', 'During handling of the above', 'The above exception was', '--- End of', 'Stack trace:', '[stacktrace]', '[previous exception]', 'stack backtrace:',
  'goroutine ', 'created by ', 'exit status ', '[signal ', 'note: ', 'Backtrace:', 'Call stack', 'Caused by:', 'Wrapped by', '[CIRCULAR', '{main}', 'thrown in ', 'caused by', 'Cause:',
  'Next ', 'STACK:', 'Stacktrace:', '===>', '-->', '   = ', '>>> ', '[0x', '<asynchronous suspension>', 'Stack backtrace:', 'Current stack trace:', 'Node.js v', '[SQL:', '[parameters:', '(Background on this error', 'Require stack:', 'Emitted \'error\' event',
].map(bytesOf);
const openings = [
  'Traceback (most recent call last)', 'panic: ', 'fatal error: ', 'Unhandled exception', 'Exception in thread ', 'PHP Fatal error', 'PHP Parse error', 'exception \'', 'Uncaught ',
  'Unhandled rejection', '[fatal] ', 'FATAL EXCEPTION', 'V8 errors stack trace', 'SIGSEGV', '*** ', 'Exception: java.', 'OpenJDK ', 'Java HotSpot', 'Exception Group Traceback', '+ Exception Group Traceback', 'Fatal error: ',
].map(bytesOf);
const exceptionEndings = ['Error', 'Exception', 'Exit', 'Interrupt', 'Warning', 'Failure', 'Panic', 'Fault'].map(bytesOf);
const panicked = bytesOf('panicked at ');
const frameWords = ['at ', 'File "', 'from ', 'eval at ', 'in '].map(bytesOf);
const rubyFrame = [bytesOf(':in `'), bytesOf(":in '")];
const hexOffset = bytesOf(' +0x');

/** Those that begin with each byte: nearly every line has to be told from all of them. */
const jointsByHead = byHead(joints);
const openingsByHead = byHead(openings);

function byHead(words: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  return Array.from({ length: 256 }, (_, b) => words.filter((word) => word[0] === b));
}

/** Classifies the line `bytes[start, end)`. */
export function lookOfLine(bytes: Uint8Array, start: number, end: number): number {
  const at = skipBlanks(bytes, start, end);
  if (at === end) return lineLook.blank;
  const indent = at - start;
  const first = bytes[at] ?? 0;
  if (isFrame(bytes, at, end, indent)) return lineLook.frame;
  if (first === 0x23 && isDirective(bytes, at + 1, end)) return lineLook.indented;
  if (startsWithAny(bytes, at, end, jointsByHead[first] ?? [])) return lineLook.joint;
  if (startsWithAny(bytes, at, end, openingsByHead[first] ?? [])) return lineLook.opening;
  if (first === 0x74 && find(bytes, at, Math.min(end, at + 200), panicked) > 0) return lineLook.opening;
  if (isException(bytes, at, end)) return lineLook.exception;
  if (indent === 0 && isPerlDeath(bytes, at, end)) return lineLook.death;
  if (first === 0x2d && isRequirer(bytes, at)) return lineLook.joint;
  if ((first === 0x2f || first === 0x6e || first === 0x66) && isScriptPlace(bytes, at, end)) return lineLook.opening;
  if (isQuotedSource(bytes, at, end)) return lineLook.indented;
  if (indent > 0 || first === 0x7d || first === 0x5d || first === 0x29) return lineLook.indented;
  return lineLook.plain;
}

function startsWithAny(bytes: Uint8Array, at: number, end: number, words: readonly Uint8Array[]): boolean {
  for (const word of words) if (startsWith(bytes, at, end, word)) return true;
  return false;
}

/** `Can't locate Shop/Cart.pm in @INC … at /srv/shop.pl line 5.`: the last words of a Perl program, which end with the place. */
function isPerlDeath(bytes: Uint8Array, start: number, end: number): boolean {
  let at = trimEnd(bytes, start, end);
  if (bytes[at - 1] !== 0x2e) return false;
  at--;
  const behind = at;
  while (at > start && isDigit(bytes[at - 1])) at--;
  if (at === behind || !startsWith(bytes, at - perlLine.length, end, perlLine)) return false;
  let place = at - perlLine.length;
  while (place > start && !isBlank(bytes[place - 1])) place--;
  return startsWith(bytes, place - perlAt.length, end, perlAt) && place - perlAt.length > start;
}

/** `- /app/index.js` and `- C:\\app\\index.js`: Node lists behind `Require stack:` who asked for the missing module. */
function isRequirer(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 1] === 0x20 && (bytes[at + 2] === 0x2f || (isLetter(bytes[at + 2]) && bytes[at + 3] === 0x3a && bytes[at + 4] === 0x5c));
}

/** `/app/index.js:3`, `file:///app/index.js:3` or `node:events:496` alone: Node begins with the place, then comes the line of the source, and only then the error. */
function isScriptPlace(bytes: Uint8Array, start: number, end: number): boolean {
  let at = end;
  while (at > start && isDigit(bytes[at - 1])) at--;
  if (at === end || bytes[at - 1] !== 0x3a || find(bytes, start, end, blank) >= 0) return false;
  if (bytes[start] !== 0x2f) {
    if (startsWith(bytes, start, end, ownModule)) return true;
    if (!startsWith(bytes, start, end, fileAddress)) return false;
  }
  return scriptEndings.some((ending) => startsWith(bytes, at - 1 - ending.length, at - 1, ending));
}

/** Source code that tools quote in their reports: `>       assert x`, `E       assert 3 == 4` (pytest), `12 |   let x` (rustc). */
function isQuotedSource(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start];
  if ((first === 0x3e || first === 0x45) && bytes[start + 1] === 0x20 && bytes[start + 2] === 0x20 && bytes[start + 3] === 0x20) return true;
  let at = start;
  while (at < end && at < start + 6 && isDigit(bytes[at])) at++;
  return at > start && bytes[at] === 0x20 && bytes[skipBlanks(bytes, at, end)] === 0x7c;
}

/** `#Fields: …` and `#fields\t…`: a word and its values, as logs write that declare their columns. */
function isDirective(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && (isLetter(bytes[at]) || bytes[at] === 0x2d || bytes[at] === 0x5f)) at++;
  return at > start + 2 && (bytes[at] === 0x3a || bytes[at] === 0x09 || (bytes[at] === 0x20 && bytes[at + 1] === 0x5c));
}

/** Frames of Python, Java, JavaScript, .NET, PHP, Dart, Go, Ruby, Rust, native ones. */
function isFrame(bytes: Uint8Array, at: number, end: number, indent: number): boolean {
  const first = bytes[at];
  if (first === 0x23 && isDigit(bytes[at + 1])) return true;
  if (indent > 0) {
    if (frameWords.some((word) => startsWith(bytes, at, end, word)) && end - at > 5) return true;
    if (isDigit(first) && numberedFrame(bytes, at, end)) return true;
    if (first === 0x2f && find(bytes, at, end, hexOffset) > 0) return true;
    return rubyFrame.some((mark) => find(bytes, at, end, mark) > 0);
  }
  if (isDigit(first) && bytes[at + 1] !== 0x3a && numberedImage(bytes, at, end)) return true;
  if (startsWith(bytes, at, end, frameWords[1] ?? bytes)) return true;
  if (startsWith(bytes, at, end, frameWords[0] ?? bytes)) return bytes[end - 1] === 0x29 && find(bytes, at, end, openBracket) > 0;
  if (bytes[end - 1] === 0x27 && rubyFrame.some((mark) => find(bytes, at, end, mark) > 0)) return true;
  return goFunction(bytes, at, end);
}

const perlLine = bytesOf(' line ');
const perlAt = bytesOf(' at ');
const openBracket = bytesOf('(');
const blank = bytesOf(' ');
/** Behind Node's error codes: `TypeError [ERR_INVALID_ARG_TYPE]: …`. */
const codeEnd = bytesOf(']: ');
const address = bytesOf(' 0x');
const ownModule = bytesOf('node:');
const fileAddress = bytesOf('file:///');
const scriptEndings = ['.js', '.ts', '.mjs', '.cjs', '.mts', '.jsx', '.tsx'].map(bytesOf);

/** `  12: core::panicking::panic` as Rust and others number frames. */
function numberedFrame(bytes: Uint8Array, at: number, end: number): boolean {
  let next = at;
  while (next < end && isDigit(bytes[next])) next++;
  return bytes[next] === 0x3a && isBlank(bytes[next + 1]);
}

/** `3   libsystem.dylib   0x00007f …` as macOS and Swift number frames. */
function numberedImage(bytes: Uint8Array, at: number, end: number): boolean {
  let next = at;
  while (next < end && isDigit(bytes[next])) next++;
  return next - at <= 3 && isBlank(bytes[next]) && isBlank(bytes[next + 1]) && find(bytes, next, end, address) > 0;
}

/** `main.doPanic(0x12f0ea0, …)`: a function of Go with its arguments, at the beginning of a line. */
function goFunction(bytes: Uint8Array, at: number, end: number): boolean {
  if (!isLetter(bytes[at]) || bytes[end - 1] !== 0x29) return false;
  const open = find(bytes, at, end, openBracket);
  if (open < 0) return false;
  for (let i = at; i < open; i++) if (isBlank(bytes[i])) return false;
  const inside = bytes[open + 1];
  return inside === 0x29 || inside === 0x2e || inside === 0x2a || inside === 0x7b || (inside === 0x30 && bytes[open + 2] === 0x78);
}

/** A name, perhaps qualified, that ends like one of an exception, alone or followed by `:`, ` (` or ` -`. */
function isException(bytes: Uint8Array, at: number, end: number): boolean {
  if (!isLetter(bytes[at])) return false;
  let next = at;
  while (next < end && next < at + 160 && (isNameByte(bytes[next] ?? 0) || (bytes[next] === 0x3a && (bytes[next + 1] === 0x3a || (next > at && bytes[next - 1] === 0x3a))))) next++;
  if (next - at < 5) return false;
  const follows = bytes[next];
  const isJoined = (follows === 0x3a && (next + 1 === end || bytes[next + 1] === 0x20)) || (follows === 0x20 && (bytes[next + 1] === 0x28 || bytes[next + 1] === 0x5b));
  if (!isJoined && trimEnd(bytes, next, end) !== next) return false;
  if (!exceptionEndings.some((ending) => next - at >= ending.length && startsWith(bytes, next - ending.length, next, ending))) return false;
  return follows !== 0x20 || bytes[next + 1] !== 0x5b || find(bytes, next, Math.min(end, next + 60), codeEnd) > 0;
}

function isNameByte(b: number): boolean {
  return isLetter(b) || isDigit(b) || b === 0x2e || b === 0x5f || b === 0x24 || b === 0x5c;
}
