/** Formats of the user's own: a pattern with named groups, run over each line of the sources that have it. */
import { RE2JS } from 're2js';
import type { OwnFormat as FormatSetting } from '../../model/settings.ts';
import { severityNames, severityNumberOf } from '../../model/severity.ts';
import type { Source } from '../../model/source.ts';
import { skipBlanks } from './bytes.ts';
import { compiledFormat } from './formatTable.ts';
import type { CompiledFormat, HeaderReader } from './formatTable.ts';
import type { Header } from './header.ts';
import { jsonSeverity } from './jsonSeverity.ts';
import { readNumberTime } from './numberTime.ts';
import { compileTimeFormat, readFormattedTime } from './formattedTime.ts';
import type { FormattedTime } from './formattedTime.ts';
import { timeShape } from './timeFields.ts';
import { readTimestamp } from './timestamp.ts';

/** A format and where it holds. */
export interface OwnFormat {
  readonly format: FormatSetting;
  /** Whether it was named for this source: then it is tried on every line. Undefined: it was named for none, and is looked for in all. */
  readonly covers: ((source: Source) => boolean) | undefined;
}

/** Patterns look no further into a line: headers are in front, and a microsecond per byte of a line of a megabyte would be a second (ours). */
const matchReach = 16_384;
/** Formats of the user come in front of all others. */
const firstOrder = -1000;
const groupsOf = {
  time: ['timestamp', 'time'], level: ['level', 'severity'], component: ['component', 'logger'], message: ['message', 'body', 'msg'],
} as const;

/** Compiles the formats that the user wrote; patterns and time formats have been checked when the configuration was loaded. */
export function compileOwnFormats(formats: readonly OwnFormat[]): readonly { readonly compiled: CompiledFormat; readonly own: OwnFormat }[] {
  return formats.map((own, i) => {
    const reader = new OwnReader(RE2JS.compile(own.format.pattern), own.format);
    const compiled: CompiledFormat = {
      ...compiledFormat({ name: own.format.name }, `own:${i}`, []), reader: 'own', own: reader, order: firstOrder + i, firstBytes: new Uint8Array(256).fill(1), timed: true, leveled: true,
    };
    return { compiled, own };
  });
}

/** Reads lines by one pattern. */
export class OwnReader implements HeaderReader {
  readonly #matcher: ReturnType<RE2JS['matcher']>;
  readonly #time: number;
  readonly #level: number;
  readonly #component: number;
  readonly #message: number;
  readonly #timeFormat: FormattedTime | undefined;
  /** Groups that say a level by taking part, and which. */
  readonly #levels: readonly { readonly group: number; readonly severity: number }[];

  constructor(pattern: RE2JS, format: FormatSetting) {
    this.#matcher = pattern.matcher(new Uint8Array());
    const groups = pattern.namedGroups() as Readonly<Record<string, number>>;
    const numberOf = (names: readonly string[]): number => names.map((name) => groups[name]).find((group) => group !== undefined) ?? 0;
    this.#time = numberOf(groupsOf.time);
    this.#level = numberOf(groupsOf.level);
    this.#component = numberOf(groupsOf.component);
    this.#message = numberOf(groupsOf.message);
    this.#timeFormat = format.timestamp === undefined ? undefined : compileTimeFormat(format.timestamp);
    this.#levels = severityNames.flatMap((name) => {
      const group = groups[name.toLowerCase()];
      return group === undefined ? [] : [{ group, severity: severityNumberOf(name) }];
    });
  }

  /** Fills `header`; false when the pattern does not match, or its timestamp is none: then the line is no header of this format. */
  read(bytes: Uint8Array, header: Header): boolean {
    const { bodyStart, bodyEnd } = header;
    const reach = Math.min(bodyEnd, bodyStart + matchReach);
    if (!this.#matcher.resetMatcherInput(bytes.subarray(bodyStart, reach)).lookingAt()) return false;
    if (!this.#readTime(bytes, bodyStart, header)) return false;
    this.#readLevel(bytes, bodyStart, header);
    const component = this.#place(this.#component, bodyStart);
    if (component.end > component.start) {
      header.componentStart = component.start;
      header.componentEnd = component.end;
    }
    const message = this.#place(this.#message, bodyStart);
    header.bodyStart = message.start >= 0 ? message.start : skipBlanks(bytes, bodyStart + this.#matcher.end(0), bodyEnd);
    if (message.start >= 0 && (message.end < reach || reach === bodyEnd)) header.bodyEnd = message.end;
    return true;
  }

  /** Where a group of the last match lies, -1 when there is none or it took no part. */
  #place(group: number, origin: number): { readonly start: number; readonly end: number } {
    const start = group === 0 ? -1 : this.#matcher.start(group);
    return start < 0 ? { start: -1, end: -1 } : { start: origin + start, end: origin + this.#matcher.end(group) };
  }

  #readTime(bytes: Uint8Array, origin: number, header: Header): boolean {
    const { start, end } = this.#place(this.#time, origin);
    if (start < 0) return true;
    if (this.#timeFormat !== undefined) header.hasTime = readFormattedTime(this.#timeFormat, bytes, start, { end, fields: header.time }) > 0;
    else header.hasTime = (readTimestamp(bytes, start, end, header.time) > 0 && header.time.shape !== timeShape.none) || readNumberTime(bytes, start, end, { header, extraMs: 0 });
    return header.hasTime;
  }

  #readLevel(bytes: Uint8Array, origin: number, header: Header): void {
    const said = this.#levels.find(({ group }) => this.#matcher.start(group) >= 0);
    const { start, end } = this.#place(said?.group ?? this.#level, origin);
    header.severity = start < 0 ? 0 : (said?.severity ?? jsonSeverity(bytes, start, end, 0));
    if (header.severity === 0) return;
    header.levelStart = start;
    header.levelEnd = end;
  }
}
