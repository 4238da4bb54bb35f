/** The physical lines of a batch as text: without colours and without what a build server puts in front. */
import type { RecordBatch } from '../../../model/record.ts';
import { readLine, type LineReading } from './classify.ts';

/** One line. */
export interface BuildLine {
  readonly number: number;
  /** Without colours, the build server's time stamp, and what a carriage return overwrote. */
  readonly text: string;
  /** What the text says; undefined when it says nothing. */
  readonly reading: LineReading | undefined;
  /** The build server's time stamp as it is written. */
  readonly stamp: string | undefined;
  /** Time of the record it belongs to; NaN when nobody knows. */
  readonly recordMs: number;
  /** `gh run view --log` puts job and step in front of each line. */
  readonly jobName: string | undefined;
  readonly stepName: string | undefined;
  /** It cleared the screen: a watch loop starts over. */
  readonly clears: boolean;
}

/** The form of GitHub's stamp; 0 stands for any digit. */
const stampForm = '0000-00-00T00:00:00.0000000Z ';
const stampLength = 28;
/** By byte: 1 a line with it is read with care; for 2 (`[`), 3 (backslash) and 4 (the lead of \u241b) its neighbours tell. */
const signs = Uint8Array.from({ length: 256 }, (_, byte) => ({ 0x1b: 1, 0x0d: 1, 0x5b: 2, 0x5c: 3, 0xe2: 4 })[byte] ?? 0);
/** Longer lines are cut before they are read (ours). */
const lineLimitBytes = 4096;
/** GitHub, Azure, GitLab (with its stream mark), `gh run view --log` (job and step in front), Jenkins. */
const stamped = /^\uFEFF?(?:([^\t]{1,120})\t([^\t]{1,200})\t\uFEFF?)?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d))(?: (?:\d\d[OE][ +])?|$)|^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\] |^(?:\[\d\d:\d\d:\d\d(?:[.,]\d{1,6})?\]|\d\d:\d\d:\d\d(?:[.,]\d{1,6})?) +(?![AP]M\b)/;
/** What `gh run view --log` writes where it does not know the step; the lines themselves say where one begins. */
const unknownStep = 'UNKNOWN STEP';
const escapeByte = '\u001b';
/** The escape byte, or what viewers and JSON write in its place. */
const escape = '(?:\u001b|\\^\\[(?=[[\\]])|\u241b|\\\\(?:x1[bB]|u001[bB]|033|e)(?=\\[))';
/** Control sequences of terminals (ECMA-48): colours and the like, titles and links, character sets. */
const controls = new RegExp(`${escape}(?:\\[[0-9;:?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|_[^\u0007]*\u0007|[()][A-Z0-9]|c)`, 'g');
const mayHaveControls = new RegExp(`[${escapeByte}\u241b]|\\^\\[\\[|\\\\(?:x1b|u001b|033|e)\\[`, 'i');
const clearing = new RegExp(`${escapeByte}(?:c|\\[[23]?J)`);
/** What is left where somebody dropped the escape bytes alone; only with a reset in the same line is it that and no text. */
const orphans = /\[\d{1,3}(?:;\d{1,3})*m/g;
const reset = /\[(?:0|22|39|49)m/;

/** Calls `visit` for every physical line of the batch until it returns false; `timesMs[i]` is the time of record i. */
export function eachLine(batch: RecordBatch, timesMs: Float64Array, visit: (line: BuildLine, record: number) => boolean): void {
  const { bytes, count } = batch;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let number = batch.firstLine;
  for (let i = 0; i < count; i++) {
    const end = batch.end[i] ?? 0;
    const lines = batch.lines[i] ?? 1;
    const next = number + lines;
    for (let at = batch.start[i] ?? end; at < end; number++) {
      let stop = lines === 1 ? end - Number(bytes[end - 1] === 0x0a) : at;
      while (stop < end && bytes[stop] !== 0x0a) stop++;
      let to = Math.min(stop, at + lineLimitBytes);
      while (to > at && bytes[to - 1] === 0x0d) to--;
      if (!visit(lineAt(buffer, { from: at, to }, number, timesMs[i] ?? NaN), i)) return;
      at = stop + 1;
    }
    // Lines that were dropped inside of a record are counted by the parser, not here.
    number = next;
  }
}

/** Reads one line from its bytes. Those without a sign of anything special, behind GitHub's usual stamp or none, are most. */
function lineAt(buffer: Buffer, { from, to }: { readonly from: number; readonly to: number }, number: number, recordMs: number): BuildLine {
  const raw = buffer.toString('utf8', from, to);
  const stampBytes = isGithubStamp(buffer, from, to) ? Math.min(stampForm.length, to - from) : 0;
  if ((stampBytes === 0 && mayBeStamped(raw)) || !isPlain(buffer, from + stampBytes, to)) return lineOf(raw, stampBytes, number, recordMs);
  const text = stampBytes === 0 ? raw : raw.slice(stampBytes);
  const reading = readLine(text, { bytes: buffer, from: from + stampBytes, to });
  return { number, text, reading, stamp: stampBytes === 0 ? undefined : raw.slice(0, stampLength), recordMs, jobName: undefined, stepName: undefined, clears: false };
}

/** Reads one raw line with care; `stampBytes`: how much of it is GitHub's usual stamp, 0 for none. */
function lineOf(raw: string, stampBytes: number, number: number, recordMs: number): BuildLine {
  const match = stampBytes === 0 && mayBeStamped(raw) ? stamped.exec(raw) : null;
  let text = raw.slice(match?.[0].length ?? stampBytes);
  const coloured = mayHaveControls.test(text);
  const clears = coloured && clearing.test(text);
  if (coloured) text = text.replace(controls, '');
  if (text.includes('m') && reset.test(text)) text = text.replace(orphans, '');
  if (text.includes('\r')) text = text.replace(/\r+$/, '').replace(/^[^]*\r/, '');
  return { number, text, reading: readLine(text), stamp: stampBytes > 0 ? raw.slice(0, stampLength) : match?.[3] ?? match?.[4], recordMs, jobName: match?.[1], stepName: match?.[2] === unknownStep ? undefined : match?.[2], clears };
}

/** Whether a line begins with the usual stamp of GitHub: seven digits and Z, a blank or nothing, and no number of a stream as GitLab writes it. */
function isGithubStamp(bytes: Uint8Array, from: number, to: number): boolean {
  const { length } = stampForm;
  if (to - from < stampLength || bytes[from + stampLength - 1] !== 0x5a || (to - from > length && isDigit(bytes[from + length] ?? 0))) return false;
  for (let at = 0; at < Math.min(length, to - from); at++) {
    const byte = bytes[from + at] ?? 0;
    const wanted = stampForm.charCodeAt(at);
    if (wanted === 0x30 ? !isDigit(byte) : byte !== wanted) return false;
  }
  return true;
}

/** Whether there is no sign of colours or of what a carriage return overwrote: see `controls` and `orphans`. */
function isPlain(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const sign = signs[bytes[at] ?? 0] ?? 0;
    if (sign !== 0 && (sign === 1 || isSpecial(sign, bytes, at))) return false;
  }
  return true;
}

/** A colour without its escape, and the ways to write an escape in letters. */
function isSpecial(sign: number, bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1] ?? 0;
  if (sign === 2) return isDigit(next) || bytes[at - 1] === 0x5e;
  if (sign === 4) return next === 0x90 && bytes[at + 2] === 0x9b;
  return next === 0x30 || next === 0x78 || next === 0x58 || next === 0x75 || next === 0x55 || next === 0x65 || next === 0x45;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** A time stands first, or behind the names of job and step. */
function mayBeStamped(raw: string): boolean {
  const first = raw.charCodeAt(0);
  return raw.charCodeAt(4) === 0x2d || raw.charCodeAt(2) === 0x3a || first === 0xfeff || (first === 0x5b && (raw.charCodeAt(5) === 0x2d || raw.charCodeAt(3) === 0x3a)) || raw.includes('\t');
}

/** Whether a line has no text; most begin with some. */
export function isBlank(text: string): boolean {
  return !(text.charCodeAt(0) > 0x20) && text.trim() === '';
}

/** When a line was written, ms since the epoch; a time inside its text helps where nothing else says it. */
export function timeOf(line: BuildLine): number {
  const text = line.stamp ?? /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/.exec(line.text)?.[0];
  if (text === undefined) return line.recordMs;
  const parts = /^(.{19})(?:(\.\d{1,3})\d*)?(Z|[+-]\d\d:?\d\d)$/.exec(text);
  const atMs = Date.parse(`${parts?.[1] ?? ''}${parts?.[2] ?? ''}${parts?.[3] ?? ''}`);
  return Number.isNaN(atMs) ? line.recordMs : atMs;
}
