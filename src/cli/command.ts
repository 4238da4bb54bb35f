/** What a subcommand is: a name, a help text and a function; and how arguments and exits work for all of them. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { EngineError, messageOf } from '../base/errors.ts';

/** Exit codes of the public contract: done; failed; wrong usage; done, and something is wrong with what was asked about. */
export const exitCode = { done: 0, failed: 1, usage: 2, wrong: 3 } as const;

/** Where a subcommand reads and writes. */
export interface Terminal {
  /** Results; resolves when the reader has taken them. */
  write(text: string | Uint8Array): Promise<void>;
  /** Progress and notices, one line. */
  notice(text: string): void;
  /** Progress that overwrites itself; nothing unless a person looks. */
  progress(text: string): void;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly isInteractive: boolean;
}

/** The arguments of a subcommand after parsing. */
export interface Arguments {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

/** One subcommand. */
export interface Command {
  readonly name: string;
  /** The rest of its help: usage line and options. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** How many words it takes beside options; none when missing. */
  readonly mostWords?: number;
  /** What to do instead of giving a word too many. */
  readonly instead?: string;
  /** Returns the exit code; throws `EngineError` for the one border in `cli.ts`. */
  run(given: Arguments, terminal: Terminal, signal: AbortSignal): Promise<number>;
}

/** Parses what stands behind the subcommand; throws a usage error naming the fault. Everything behind `--` is positional. */
export function argumentsOf(command: Command, words: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: { ...command.options, help: { type: 'boolean', short: 'h' } }, allowPositionals: true, strict: true });
    const [tooMuch] = values.help === true ? [] : positionals.slice(command.mostWords ?? 0);
    if (tooMuch !== undefined) throw new TypeError(`unexpected ${JSON.stringify(tooMuch)}${command.instead === undefined ? '' : `; ${command.instead}`}`);
    return { values, positionals };
  } catch (thrown) {
    throw usageError(command.name, messageOf(thrown).split('. ')[0] ?? '');
  }
}

/** Makes the error for wrong usage; it names the way to the help. */
export function usageError(subcommand: string, fault: string): EngineError {
  return new EngineError('usage', `${fault}. See: logbrief ${subcommand} --help`);
}

/** Reads a text option. */
export function textOption(given: Arguments, name: string): string | undefined {
  const value = given.values[name];
  return typeof value === 'string' ? value : undefined;
}

/** Reads an option that may be repeated. */
export function listOption(given: Arguments, name: string): string[] {
  const value = given.values[name];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** Reads a whole number within a range; throws a usage error otherwise. */
export function numberOption(command: Command, given: Arguments, name: string, range: { readonly min: number; readonly max: number; readonly default: number }): number {
  const text = textOption(given, name);
  if (text === undefined) return range.default;
  const value = Number(text);
  if (!Number.isInteger(value) || value < range.min || value > range.max) throw usageError(command.name, `--${name} takes a whole number from ${range.min} to ${range.max}, not ${JSON.stringify(text)}`);
  return value;
}

const ageUnitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a moment: ISO 8601 (without a zone it is UTC), milliseconds since the epoch, or an age such as `15m`. */
export function timeOption(command: Command, given: Arguments, name: string): number | undefined {
  const text = textOption(given, name);
  if (text === undefined) return undefined;
  const [, amount, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return Date.now() - Number(amount) * (ageUnitsMs[unit] ?? NaN);
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) || /^\d{4}-\d\d-\d\d$/.test(text);
  const epochMs = /^\d{12,}$/.test(text) ? Number(text) : Date.parse(hasZone ? text : `${text}Z`);
  if (Number.isNaN(epochMs)) throw usageError(command.name, `--${name} takes a time such as 2026-01-31T12:00:00Z or 15m (ago), not ${JSON.stringify(text)}`);
  return epochMs;
}
