/** What a folder with rotating logs must give: a model that knows each line and whether it stayed on disk until it was stored. */
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

/** A file as the model knows it; `open` is a last line without an end. */
interface ModelFile {
  readonly lines: string[];
  open: string;
}

/** Random numbers from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Rotated generations kept. */
const generationsKept = 4;

/** The disk and the model of it, changed together. */
export class DiskModel {
  readonly #folder: string;
  readonly #random: () => number;
  readonly #nowMs: () => number;
  readonly #files = new Map<string, ModelFile>();
  /** Every line ever written, and whether it was destroyed before it was stored. */
  readonly #fate = new Map<string, 'kept' | 'destroyed'>();
  /** Every beginning of a line. */
  readonly #begun = new Set<string>();
  #serial = 0;
  #copying: { readonly from: string; readonly to: string } | undefined;

  readonly #banner: string;
  #moved: string | undefined;

  /** `banner`: what every log begins with, lines included; the same in all. */
  constructor(folder: string, random: () => number, nowMs: () => number, banner = '') {
    this.#banner = banner;
    this.#folder = folder;
    this.#random = random;
    this.#nowMs = nowMs;
    fs.mkdirSync(folder, { recursive: true });
  }

  /** Appends lines to a file, which is made when it is not there. */
  write(name: string, isWhole = true): void {
    const file = this.#files.get(name) ?? { lines: [], open: '' };
    this.#files.set(name, file);
    const isNew = file.lines.length === 0 && file.open === '' && (!fs.existsSync(this.#at(name)) || fs.statSync(this.#at(name)).size === 0);
    let text = isNew ? this.#banner : '';
    for (let count = 1 + this.#below(4); count > 0; count--) {
      const line = this.#newLine(file.open);
      text += `${line.slice(file.open.length)}\n`;
      file.open = '';
      file.lines.push(line);
      this.#fate.set(line, 'kept');
    }
    if (!isWhole) {
      file.open = this.#newLine('');
      text += file.open;
    }
    fs.appendFileSync(this.#at(name), text);
    this.#touch(name);
  }

  create(name: string): void {
    if (this.#files.has(name)) return;
    this.#files.set(name, { lines: [], open: '' });
    fs.writeFileSync(this.#at(name), '');
    this.#touch(name);
  }

  /** Renames the log and all its parts; the oldest goes. */
  rotate(name: string, stored: ReadonlySet<string>): void {
    this.finishCopy(stored);
    if (!this.#files.has(name)) return;
    this.#shift(name, stored);
    this.#rename(name, `${name}.1`);
  }

  /** Renames the log to a name with a date, as logrotate's dateext does. */
  rotateByDate(name: string, stored: ReadonlySet<string>): void {
    this.finishCopy(stored);
    if (this.#files.has(name)) this.#rename(name, `${name}-20${20 + this.#below(10)}0${1 + this.#below(9)}1${this.#below(10)}-${++this.#serial}`);
  }

  /** Takes the whole folder out of the workspace, or puts it back. */
  moveFolder(): void {
    if (this.#moved === undefined) {
      this.#moved = `${path.dirname(this.#folder)}-aside`;
      fs.renameSync(this.#folder, this.#moved);
    } else this.returnFolder();
  }

  returnFolder(): void {
    if (this.#moved !== undefined) fs.renameSync(this.#moved, this.#folder);
    this.#moved = undefined;
  }

  /** The folder is where it belongs. */
  get isInPlace(): boolean {
    return this.#moved === undefined;
  }

  /** Copies the log half, so that a watcher may look in between; `finishCopy` does the rest and cuts it. */
  startCopy(name: string, stored: ReadonlySet<string>): void {
    this.finishCopy(stored);
    const file = this.#files.get(name);
    if (!file) return;
    this.#shift(name, stored);
    const bytes = fs.readFileSync(this.#at(name));
    fs.writeFileSync(this.#at(`${name}.1`), bytes.subarray(0, this.#below(bytes.length + 1)));
    this.#touch(`${name}.1`);
    this.#copying = { from: name, to: `${name}.1` };
  }

  finishCopy(stored: ReadonlySet<string>): void {
    if (!this.#copying) return;
    const { from, to } = this.#copying;
    this.#copying = undefined;
    const file = this.#files.get(from);
    if (!file || this.#files.has(to)) return;
    fs.copyFileSync(this.#at(from), this.#at(to));
    this.#files.set(to, { lines: [...file.lines], open: file.open });
    this.#touch(to);
    fs.truncateSync(this.#at(from));
    this.#files.set(from, { lines: [], open: '' });
    this.#touch(from);
    this.#forget([], stored);
  }

  /** Compresses a rotated part, the newest or any other. */
  compress(name: string): void {
    const parts = [...this.#files.keys()].filter((file) => (file.startsWith(`${name}.`) || file.startsWith(`${name}-`)) && !file.endsWith('.gz'));
    const part = parts[this.#below(parts.length)];
    const file = part === undefined ? undefined : this.#files.get(part);
    if (part === undefined || !file) return;
    const stat = fs.statSync(this.#at(part));
    fs.writeFileSync(this.#at(`${part}.gz`), zlib.gzipSync(fs.readFileSync(this.#at(part))));
    fs.utimesSync(this.#at(`${part}.gz`), stat.mtime, stat.mtime);
    fs.rmSync(this.#at(part));
    this.#files.delete(part);
    this.#files.set(`${part}.gz`, file);
    this.#touchFolder();
  }

  delete(name: string, stored: ReadonlySet<string>): void {
    const file = this.#files.get(name);
    if (!file) return;
    fs.rmSync(this.#at(name));
    this.#files.delete(name);
    this.#forget(file.lines, stored);
    this.#touchFolder();
  }

  /** Writes other content into the same inode. */
  rewrite(name: string, stored: ReadonlySet<string>): void {
    const file = this.#files.get(name);
    if (!file) return;
    this.#files.set(name, { lines: [], open: '' });
    this.#forget(file.lines, stored);
    fs.truncateSync(this.#at(name));
    for (let writes = 1 + this.#below(4); writes > 0; writes--) this.write(name);
  }

  /** A writer that was not told of the rotation goes on in the renamed file. */
  writeLate(name: string): void {
    if (this.#files.has(`${name}.1`) && this.#copying?.to !== `${name}.1`) this.write(`${name}.1`);
  }

  /** Names of files that are there. */
  names(): string[] {
    return [...this.#files.keys()];
  }

  /** Compares what was stored with what must be; returns a sentence per fault. */
  faults(stored: readonly string[]): string[] {
    const counts = new Map<string, number>();
    for (const line of stored) counts.set(line, (counts.get(line) ?? 0) + 1);
    const faults: string[] = [];
    for (const [line, fate] of this.#fate) {
      const count = counts.get(line) ?? 0;
      counts.delete(line);
      if (count > 1) faults.push(`doubled ${count} times: ${line.slice(0, 40)}`);
      if (count === 0 && fate === 'kept') faults.push(`lost: ${line.slice(0, 40)}`);
    }
    for (const [text] of counts) {
      // A line that was cut short when it was destroyed, or never ended, may have been stored as far as it was there.
      const isPiece = [...this.#begun].some((line) => this.#fate.get(line) !== 'kept' && line.startsWith(text));
      if (!isPiece && !this.#banner.split('\n').some((line) => line.startsWith(text))) faults.push(`foreign: ${text.slice(0, 40)}`);
    }
    return faults;
  }

  #shift(name: string, stored: ReadonlySet<string>): void {
    for (const ending of ['', '.gz']) this.delete(`${name}.${generationsKept}${ending}`, stored);
    for (let number = generationsKept - 1; number >= 1; number--) {
      for (const ending of ['', '.gz']) this.#rename(`${name}.${number}${ending}`, `${name}.${number + 1}${ending}`);
    }
  }

  #rename(from: string, to: string): void {
    const file = this.#files.get(from);
    if (!file) return;
    fs.renameSync(this.#at(from), this.#at(to));
    this.#files.delete(from);
    this.#files.set(to, file);
    this.#touchFolder();
  }

  /** Lines that are nowhere on disk any more and were not stored may be missing. */
  #forget(lines: readonly string[], stored: ReadonlySet<string>): void {
    const left = new Set([...this.#files.values()].flatMap((file) => file.lines));
    for (const line of lines) if (!left.has(line) && !stored.has(line)) this.#fate.set(line, 'destroyed');
  }

  #newLine(begun: string): string {
    if (begun !== '') return this.#note(`${begun} to the end`);
    const length = this.#random() < 0.1 ? this.#below(3000) : this.#below(80);
    return this.#note(`line ${++this.#serial} ${'x'.repeat(length)}`);
  }

  #note(line: string): string {
    this.#begun.add(line);
    return line;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #at(name: string): string {
    return path.join(this.#folder, name);
  }

  #touch(name: string): void {
    const now = new Date(this.#nowMs());
    fs.utimesSync(this.#at(name), now, now);
    this.#touchFolder();
  }

  #touchFolder(): void {
    const now = new Date(this.#nowMs());
    fs.utimesSync(this.#folder, now, now);
  }
}
