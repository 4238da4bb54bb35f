/** The table of formats: rows of data and their compiled patterns. */
import { byteClass } from './bytes.ts';
import type { Header } from './header.ts';
import { beginsLevel, severityOfLetter } from './level.ts';
import { compilePattern } from './pattern.ts';
import { stepKind } from './stepKind.ts';
import type { Step } from './stepKind.ts';

/** A line and what its header says; a test replays it. */
export interface Sample {
  readonly line: string;
  /** Wall clock as written, ISO without zone; `-` for the year where the log has none. */
  readonly time?: string;
  readonly level?: string;
  readonly component?: string;
  readonly body: string;
}

/** A format as data. */
export interface FormatRow {
  /** What it is called in answers. */
  readonly name: string;
  /** See `pattern.ts`; the first that fits counts. */
  readonly patterns: readonly string[];
  readonly samples: readonly Sample[];
  /** The share of a source's lines that must look like it before it counts; for patterns that also fit other things. 0 by default. */
  readonly shareRatio?: number;
  /** Counts only in a source that has other formats of the same name. */
  readonly beside?: true;
  /** The header wraps lines that have headers of their own: `any` is looked for, or only one that begins with a timestamp or is JSON. */
  readonly inside?: 'any' | 'timed';
  /** Lines of a container's output: whole ones, or parts that go on in the next line. */
  readonly stream?: 'whole' | 'part';
}

/** Reads headers in a way of its own; true when the line has one. */
export interface HeaderReader {
  read(bytes: Uint8Array, header: Header): boolean;
}

/** A pattern ready to run. */
export interface CompiledFormat {
  readonly name: string;
  readonly steps: readonly Step[];
  /** Tells equal patterns from others. */
  readonly key: string;
  readonly shareRatio: number;
  readonly beside: boolean;
  /** A line of it begins with a timestamp. */
  readonly beginsTimed: boolean;
  /** 1 for each byte with which a line of it may begin. */
  readonly firstBytes: Uint8Array;
  /** Place in the table; what is learned comes behind it. */
  readonly order: number;
  readonly inside: 'none' | 'any' | 'timed';
  /** See `Header.stream` and `Header.goesOn`. */
  readonly stream: number;
  readonly goesOn: boolean;
  /** Which reader it takes: the steps, or one of those that know a whole syntax. */
  readonly reader: 'steps' | 'json' | 'logfmt' | 'own';
  /** The reader of a format of the user's own. */
  readonly own: HeaderReader | undefined;
  /** Fits a timestamp. */
  readonly timed: boolean;
  /** Fits a severity. */
  readonly leveled: boolean;
}

const learnedOrder = 10_000;
const plainTimeKinds: readonly number[] = [stepKind.time, stepKind.bsdTime, stepKind.syslogTime, stepKind.runnerTime, stepKind.epoch];
const timeKinds = [...plainTimeKinds, stepKind.glogTime];
const levelKinds = [stepKind.level, stepKind.anyLevel, stepKind.letter, stepKind.mark, stepKind.priority, stepKind.glogTime, stepKind.levelAhead];

/** Compiles all patterns of the rows in their order. */
export function compileRows(rows: readonly FormatRow[]): readonly CompiledFormat[] {
  return rows.flatMap((row) => row.patterns.map((pattern) => ({ row, pattern }))).map(({ row, pattern }, order) => ({ ...compiledFormat(row, pattern, compilePattern(pattern)), order }));
}

/** Makes a format of steps that are there already. */
export function compiledFormat(row: Pick<FormatRow, 'name' | 'shareRatio' | 'inside' | 'beside' | 'stream'>, key: string, steps: readonly Step[]): CompiledFormat {
  const kinds = new Set(steps.flatMap((step) => [step.kind, ...step.steps.map((inner) => inner.kind)]));
  return {
    name: row.name, key, steps, reader: 'steps', own: undefined, shareRatio: row.shareRatio ?? 0, beside: row.beside ?? false, firstBytes: firstBytesOf(steps), beginsTimed: plainTimeKinds.includes(steps.find((step) => step.kind !== stepKind.optional)?.kind ?? 0), order: learnedOrder, inside: row.inside ?? 'none', stream: row.stream === undefined ? 0 : key.includes('stderr') ? 2 : 1, goesOn: row.stream === 'part',
    timed: timeKinds.some((kind) => kinds.has(kind)), leveled: levelKinds.some((kind) => kinds.has(kind)),
  };
}

/** Which bytes may stand at the beginning; a format is not tried on lines that begin otherwise. */
function firstBytesOf(steps: readonly Step[]): Uint8Array {
  const set = new Uint8Array(256);
  for (const step of steps) {
    for (let b = 0; b < 256; b++) if (mayBegin(step, b)) set[b] = 1;
    if (step.kind !== stepKind.optional && step.kind !== stepKind.optionalBlanks) return set;
  }
  return set.fill(1);
}

function mayBegin(step: Step, b: number): boolean {
  const kind = byteClass[b] ?? 0;
  switch (step.kind) {
    case stepKind.literal:
      return b === step.literal[0];
    case stepKind.optional:
      return firstBytesOf(step.steps)[b] === 1;
    case stepKind.time:
    case stepKind.syslogTime:
    case stepKind.bsdTime:
    case stepKind.runnerTime:
    case stepKind.otherTime:
      return (kind & 35) !== 0 || b === 0x40;
    case stepKind.epoch:
    case stepKind.digits:
    case stepKind.date:
    case stepKind.priority:
      return (kind & 1) !== 0;
    case stepKind.level:
    case stepKind.anyLevel:
      return beginsLevel(b);
    case stepKind.letter:
    case stepKind.glogTime:
      return severityOfLetter(b) > 0;
    case stepKind.blanks:
    case stepKind.optionalBlanks:
      return b === 0x20 || b === 0x09;
    default:
      return b !== 0x20 && b !== 0x09;
  }
}

/** A line that is one JSON object. */
export const jsonFormat: CompiledFormat = { ...compiledFormat({ name: 'JSON lines' }, 'json', []), reader: 'json', order: -1, firstBytes: bracesOnly(), timed: true, leveled: true };

/** A line of `key=value` pairs. */
export const logfmtFormat: CompiledFormat = { ...compiledFormat({ name: 'logfmt' }, 'logfmt', []), reader: 'logfmt', order: 9_000, firstBytes: new Uint8Array(256).fill(1), timed: true, leveled: true };

/** A line of a log that declares its columns. */
export const declaredFormat: CompiledFormat = { ...compiledFormat({ name: 'declared columns' }, 'columns', []), timed: true, leveled: true };

function bracesOnly(): Uint8Array {
  const set = new Uint8Array(256);
  set[0x7b] = 1;
  return set;
}
