/** Reads a line that is one JSON object, by its bytes: finds timestamp, level, logger and message among the keys, nested ones too. */
import { isDigit, skipBlanks, textOf } from './bytes.ts';
import type { Header } from './header.ts';
import { field, fieldOfKey, isContainer } from './fieldNames.ts';
import { jsonSeverity } from './jsonSeverity.ts';
import { readNumberTime } from './numberTime.ts';
import { readTimestamp } from './timestamp.ts';
import { timeShape } from './timeFields.ts';

const deepest = 8;
const mostKeys = 400;
/** What stands under a key that is not about the event itself ranks behind this. */
const nestedRank = 100;
/** Rank of the key `log`, under which Docker's json-file driver and Fluent Bit keep a whole line; see `fieldNames`. */
const logKeyRank = 8;

/** Reads one object at a time; scratch, one per parser. */
export class JsonReader {
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  #end = 0;
  #keys = 0;
  /** Rank of what is kept for each field: lower ranks win, so that `message` beats `event`. */
  readonly #rank = new Int32Array(8);
  readonly #from = new Int32Array(8);
  readonly #to = new Int32Array(8);
  readonly #quoted = new Uint8Array(8);

  /** Reads the line; false when it is no JSON object, or one without timestamp, level and message. */
  read(bytes: Uint8Array, header: Header): boolean {
    this.#bytes = bytes;
    this.#at = skipBlanks(bytes, header.bodyStart, header.bodyEnd);
    this.#end = header.bodyEnd;
    if (bytes[this.#at] !== 0x7b) return false;
    this.#rank.fill(1000);
    this.#keys = 0;
    if (!this.#object(0, 0)) return false;
    if (skipBlanks(bytes, this.#at, this.#end) < this.#end && bytes[skipBlanks(bytes, this.#at, this.#end)] !== 0x2c) return false;
    const known = this.#has(field.time) || this.#has(field.level) || this.#has(field.message);
    if (known) this.#fill(header);
    return known;
  }

  #has(which: number): boolean {
    return (this.#rank[which] ?? 1000) < 1000;
  }

  #object(depth: number, penalty: number): boolean {
    this.#at++;
    for (;;) {
      this.#blanks();
      const b = this.#bytes[this.#at];
      if (this.#at >= this.#end) return false;
      if (b === 0x7d) {
        this.#at++;
        return true;
      }
      if (b === 0x2c) {
        this.#at++;
        continue;
      }
      if (b !== 0x22 || this.#keys++ > mostKeys) return false;
      const keyStart = this.#at + 1;
      if (!this.#string()) return false;
      const keyEnd = this.#at - 1;
      this.#blanks();
      if (this.#bytes[this.#at] !== 0x3a) return false;
      this.#at++;
      this.#blanks();
      if (!this.#value(keyStart, keyEnd, { depth, penalty })) return false;
    }
  }

  #value(keyStart: number, keyEnd: number, { depth, penalty }: { depth: number; penalty: number }): boolean {
    const start = this.#at;
    const b = this.#bytes[start];
    const known = fieldOfKey(this.#bytes, keyStart, keyEnd);
    if (b === 0x7b) {
      if (depth >= deepest) return this.#skipNested();
      return this.#object(depth + 1, penalty + (isContainer(this.#bytes, keyStart, keyEnd) ? 20 : 200));
    }
    if (b === 0x5b) return isContainer(this.#bytes, keyStart, keyEnd) && depth < deepest ? this.#array(depth, penalty) : this.#skipNested();
    const ok = b === 0x22 ? this.#string() : this.#scalar();
    if (!ok) return false;
    const rank = known.rank + penalty;
    if (known.kind !== field.none && rank < (this.#rank[known.kind] ?? 0) && this.#usable(known.kind, start, b === 0x22)) {
      this.#rank[known.kind] = rank;
      this.#from[known.kind] = b === 0x22 ? start + 1 : start;
      this.#to[known.kind] = b === 0x22 ? this.#at - 1 : this.#at;
      this.#quoted[known.kind] = b === 0x22 ? 1 : 0;
    }
    return true;
  }

  /** Objects in an array under a key about events, as OTLP nests them; the first event counts. */
  #array(depth: number, penalty: number): boolean {
    this.#at++;
    for (;;) {
      this.#blanks();
      const b = this.#bytes[this.#at];
      if (this.#at >= this.#end) return false;
      if (b === 0x7b ? !this.#object(depth + 1, penalty + 20) : b !== 0x2c && b !== 0x5d) return false;
      if (b === 0x7b) continue;
      this.#at++;
      if (b === 0x5d) return true;
    }
  }

  /** A message is text, a time is text or a number; null and true are neither. */
  #usable(kind: number, start: number, quoted: boolean): boolean {
    if (quoted) return this.#at - start > 2 || kind === field.message;
    return kind !== field.message && kind !== field.component && (isDigit(this.#bytes[start]) || this.#bytes[start] === 0x2d);
  }

  #blanks(): void {
    const b = this.#bytes[this.#at];
    if (b === 0x20 || b === 0x09) this.#at = skipBlanks(this.#bytes, this.#at, this.#end);
  }

  /** Moves behind the string that begins here. */
  #string(): boolean {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = this.#at + 1;
    while (at < end) {
      const b = bytes[at];
      if (b === 0x22) {
        this.#at = at + 1;
        return true;
      }
      at += b === 0x5c ? 2 : 1;
    }
    return false;
  }

  #scalar(): boolean {
    const bytes = this.#bytes;
    const end = this.#end;
    const start = this.#at;
    let at = start;
    for (; at < end; at++) {
      const b = bytes[at] ?? 0;
      if (b === 0x2c || b === 0x7d || b === 0x5d || b === 0x20 || b === 0x09) break;
      if (b === 0x22 || b === 0x7b || b === 0x3a) return false;
    }
    this.#at = at;
    return at > start;
  }

  #skipNested(): boolean {
    let depth = 0;
    while (this.#at < this.#end) {
      const b = this.#bytes[this.#at];
      if (b === 0x22) {
        if (!this.#string()) return false;
        continue;
      }
      this.#at++;
      if (b === 0x7b || b === 0x5b) depth++;
      else if ((b === 0x7d || b === 0x5d) && --depth === 0) return true;
    }
    return false;
  }

  #fill(header: Header): void {
    if (this.#has(field.message)) {
      header.bodyStart = this.#from[field.message] ?? 0;
      header.bodyEnd = this.#to[field.message] ?? 0;
      header.escaped = true;
      header.wrapsText = this.#rank[field.message] === logKeyRank;
    }
    if (this.#has(field.level)) this.#fillLevel(header);
    if (this.#has(field.component)) {
      header.componentStart = this.#from[field.component] ?? 0;
      header.componentEnd = this.#to[field.component] ?? 0;
    }
    header.hasTrace = this.#has(field.trace) && (this.#to[field.trace] ?? 0) - (this.#from[field.trace] ?? 0) > 40;
    if (this.#has(field.time)) this.#fillTime(header, this.#from[field.time] ?? 0, this.#to[field.time] ?? 0);
  }

  #fillLevel(header: Header): void {
    const from = this.#from[field.level] ?? 0;
    const to = this.#to[field.level] ?? 0;
    header.severity = jsonSeverity(this.#bytes, from, to, this.#rank[field.level] ?? 0);
    if (header.severity === 0) return;
    header.levelStart = from;
    header.levelEnd = to;
  }

  #fillTime(header: Header, from: number, to: number): void {
    if (this.#quoted[field.time] === 0 || isNumber(this.#bytes, from, to)) {
      const nanos = (this.#rank[field.nanos] ?? 1000) < nestedRank ? Number(textOf(this.#bytes, this.#from[field.nanos] ?? 0, this.#to[field.nanos] ?? 0)) : 0;
      header.hasTime = readNumberTime(this.#bytes, from, to, { header, extraMs: Math.floor(nanos / 1e6) });
      return;
    }
    const behind = readTimestamp(this.#bytes, from, to, header.time);
    header.hasTime = behind > 0 && header.time.shape !== timeShape.none;
  }
}

function isNumber(bytes: Uint8Array, from: number, to: number): boolean {
  let digits = 0;
  for (let i = from; i < to; i++) {
    if (isDigit(bytes[i])) digits++;
    else if (bytes[i] !== 0x2e) return false;
  }
  return digits >= 9;
}

/** Turns the inside of a JSON string into its text; what is no valid escape stays as it is. */
export function unescapeJson(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (whole, hex: string | undefined, letter: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    return simpleEscapes.get(letter ?? '') ?? whole;
  });
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'], ['t', '\t'], ['r', '\r'], ['b', '\b'], ['f', '\f'], ['"', '"'], ['\\', '\\'], ['/', '/'],
]);
