/** The table of formats: rows of data and their compiled patterns. */
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
}

/** A pattern ready to run. */
export interface CompiledFormat {
  readonly name: string;
  readonly steps: readonly Step[];
  /** Tells equal patterns from others. */
  readonly key: string;
  readonly shareRatio: number;
  readonly beside: boolean;
  /** Place in the table; what is learned comes behind it. */
  readonly order: number;
  readonly inside: 'none' | 'any' | 'timed';
  /** Which reader it takes: the steps, or one of those that know a whole syntax. */
  readonly reader: 'steps' | 'json' | 'logfmt';
  /** Fits a timestamp. */
  readonly timed: boolean;
  /** Fits a severity. */
  readonly leveled: boolean;
}

const learnedOrder = 10_000;
const timeKinds = [stepKind.time, stepKind.bsdTime, stepKind.syslogTime, stepKind.runnerTime, stepKind.epoch, stepKind.glogTime];
const levelKinds = [stepKind.level, stepKind.anyLevel, stepKind.letter, stepKind.mark, stepKind.priority, stepKind.glogTime, stepKind.levelAhead];

/** Compiles all patterns of the rows in their order. */
export function compileRows(rows: readonly FormatRow[]): readonly CompiledFormat[] {
  return rows.flatMap((row) => row.patterns.map((pattern) => ({ row, pattern }))).map(({ row, pattern }, order) => ({ ...compiledFormat(row, pattern, compilePattern(pattern)), order }));
}

/** Makes a format of steps that are there already. */
export function compiledFormat(row: Pick<FormatRow, 'name' | 'shareRatio' | 'inside' | 'beside'>, key: string, steps: readonly Step[]): CompiledFormat {
  const kinds = new Set(steps.flatMap((step) => [step.kind, ...step.steps.map((inner) => inner.kind)]));
  return {
    name: row.name, key, steps, reader: 'steps', shareRatio: row.shareRatio ?? 0, beside: row.beside ?? false, order: learnedOrder, inside: row.inside ?? 'none',
    timed: timeKinds.some((kind) => kinds.has(kind)), leveled: levelKinds.some((kind) => kinds.has(kind)),
  };
}

/** A line that is one JSON object. */
export const jsonFormat: CompiledFormat = { ...compiledFormat({ name: 'JSON lines' }, 'json', []), reader: 'json', order: -1, timed: true, leveled: true };

/** A line of `key=value` pairs. */
export const logfmtFormat: CompiledFormat = { ...compiledFormat({ name: 'logfmt' }, 'logfmt', []), reader: 'logfmt', order: 9_000, timed: true, leveled: true };
