/** Which alerts fire, since when, and whether somebody was told; kept over restarts. The engine writes `alerts.json`, whoever acknowledges or mutes writes `alert-marks.json`. */
import fs from 'node:fs';
import path from 'node:path';
import { systemCodeOf, worldError } from '../../base/errors.ts';
import { fieldOf } from '../../base/fieldOf.ts';
import { writeWhole } from '../../base/wholeFile.ts';
import { alertKinds, type Alert, type AlertKind, type AlertMark } from '../../model/alert.ts';
import type { Crossing } from './alertConditions.ts';

interface Entry {
  readonly kind: AlertKind;
  readonly isFiring: boolean;
  readonly sinceMs: number;
  readonly value: number;
  readonly limit: number;
  /** When it was last told that it fires; 0: never. */
  readonly toldMs: number;
  /** Looks in a row that say otherwise than `isFiring`. */
  readonly doubts: number;
}

/** A limit counts as crossed, and as no longer crossed, after so many looks in a row: one bad moment tells nobody (ours). */
const looksToTurn = 2;
/** Of all kinds together no more are told in an hour (ours). */
const mostPerHour = 12;
const hourMs = 3_600_000;

/** Keeps the alerts of one state folder. */
export class AlertBook {
  readonly #stateFolder: string;
  readonly #entries = new Map<AlertKind, Entry>();
  #told: number[] = [];
  /** As it lies on the disk. */
  #written: string;

  constructor(stateFolder: string) {
    this.#stateFolder = stateFolder;
    const { entries, told } = readBook(stateFolder);
    for (const entry of entries) this.#entries.set(entry.kind, entry);
    this.#told = [...told];
    this.#written = JSON.stringify({ schema_version: 1, alerts: entries, told });
  }

  /** Takes what is crossed now; returns what somebody is to be told, at most every `repeatMs` of each kind. */
  look(crossed: readonly Crossing[], repeatMs: number, nowMs: number): readonly Alert[] {
    const marks = readMarks(this.#stateFolder);
    return alertKinds.flatMap((kind) => {
      const was = this.#entries.get(kind);
      const entry = turned(was, kind, crossed.find((crossing) => crossing.kind === kind), nowMs);
      if (!entry) return [];
      const isDue = this.#isDue(entry, was, marks.get(kind), { repeatMs, nowMs });
      // When it comes back it is a new one, but not told sooner for that.
      this.#entries.set(kind, isDue && entry.isFiring ? { ...entry, toldMs: nowMs } : entry);
      if (isDue) this.#told = [...this.#told.filter((toldMs) => nowMs - toldMs < hourMs && toldMs <= nowMs), nowMs];
      return isDue ? [alertOf(entry, marks.get(kind))] : [];
    });
  }

  /** Writes down what changed since it was last written; throws when it cannot, and the next call tries again. */
  save(): void {
    const text = JSON.stringify({ schema_version: 1, alerts: [...this.#entries.values()], told: this.#told });
    if (text === this.#written) return;
    writeWhole({ fs, path }, bookPath(this.#stateFolder), `${text}\n`);
    this.#written = text;
  }

  #isDue(entry: Entry, was: Entry | undefined, mark: AlertMark | undefined, { repeatMs, nowMs }: { readonly repeatMs: number; readonly nowMs: number }): boolean {
    if ((mark?.mutedUntilMs ?? 0) > nowMs) return false;
    // Its end is told once, to whoever was told that it began.
    if (!entry.isFiring) return was?.isFiring === true && was.toldMs >= was.sinceMs;
    const hasAcknowledged = (mark?.acknowledgedMs ?? -1) >= entry.sinceMs;
    const isEarly = nowMs - entry.toldMs < repeatMs && entry.toldMs <= nowMs;
    return !hasAcknowledged && !isEarly && this.#told.filter((toldMs) => nowMs - toldMs < hourMs).length < mostPerHour;
  }
}

/** What is firing, by kind, as the engine last wrote it down, with what somebody said about it; throws when that cannot be read, since then nobody can say that nothing fires. */
export function listAlerts(stateFolder: string): readonly Alert[] {
  requireReadable(bookPath(stateFolder));
  requireReadable(marksPath(stateFolder));
  const marks = readMarks(stateFolder);
  return readBook(stateFolder).entries.filter(({ isFiring }) => isFiring).map((entry) => alertOf(entry, marks.get(entry.kind)));
}

/** Notes that somebody has seen a kind, or wants nothing of it for some time; throws `EngineError` when it cannot be written. */
export function markAlert(stateFolder: string, kind: AlertKind, mark: AlertMark): void {
  requireReadable(marksPath(stateFolder));
  const marks = readMarks(stateFolder);
  marks.set(kind, { ...marks.get(kind), ...mark });
  writeWhole({ fs, path }, marksPath(stateFolder), `${JSON.stringify(Object.fromEntries(marks))}\n`);
}

/** Reads what somebody said, by kind. */
export function readMarks(stateFolder: string): Map<AlertKind, AlertMark> {
  const whole = readJson(marksPath(stateFolder));
  return new Map(alertKinds.flatMap((kind) => {
    const mark = fieldOf(whole, kind);
    const [acknowledgedMs, mutedUntilMs] = [fieldOf(mark, 'acknowledgedMs'), fieldOf(mark, 'mutedUntilMs')];
    if (typeof acknowledgedMs !== 'number' && typeof mutedUntilMs !== 'number') return [];
    return [[kind, { ...(typeof acknowledgedMs === 'number' ? { acknowledgedMs } : {}), ...(typeof mutedUntilMs === 'number' ? { mutedUntilMs } : {}) }] as const];
  }));
}

/** The entry after a look; undefined while there is nothing to say of the kind. */
function turned(was: Entry | undefined, kind: AlertKind, crossing: Crossing | undefined, nowMs: number): Entry | undefined {
  const known = was ?? { kind, isFiring: false, sinceMs: nowMs, value: 0, limit: 0, toldMs: 0, doubts: 0 };
  if (!was && !crossing) return undefined;
  const figures = crossing ? { value: crossing.value, limit: crossing.limit } : {};
  if ((crossing !== undefined) === known.isFiring) return { ...known, ...figures, doubts: 0 };
  if (known.doubts + 1 < looksToTurn) return { ...known, doubts: known.doubts + 1 };
  return { ...known, ...figures, isFiring: crossing !== undefined, sinceMs: nowMs, doubts: 0 };
}

function alertOf({ kind, isFiring, sinceMs, value, limit }: Entry, mark: AlertMark | undefined): Alert {
  return { kind, isFiring, sinceMs, value, limit, isAcknowledged: (mark?.acknowledgedMs ?? -1) >= sinceMs, ...(mark?.mutedUntilMs === undefined ? {} : { mutedUntilMs: mark.mutedUntilMs }) };
}

function readBook(stateFolder: string): { readonly entries: readonly Entry[]; readonly told: readonly number[] } {
  const whole = readJson(bookPath(stateFolder));
  const [entries, told] = [fieldOf(whole, 'alerts'), fieldOf(whole, 'told')];
  return { entries: Array.isArray(entries) ? entries.filter(isEntry) : [], told: Array.isArray(told) ? told.filter((moment) => typeof moment === 'number') : [] };
}

function isEntry(value: unknown): value is Entry {
  const numbers = ['sinceMs', 'value', 'limit', 'toldMs', 'doubts'].every((name) => typeof fieldOf(value, name) === 'number');
  return numbers && typeof fieldOf(value, 'isFiring') === 'boolean' && alertKinds.some((kind) => kind === fieldOf(value, 'kind'));
}

function requireReadable(file: string): void {
  try {
    fs.accessSync(file, fs.constants.R_OK);
  } catch (thrown) {
    if (systemCodeOf(thrown) !== 'ENOENT') throw worldError(`read ${file}`, thrown);
  }
}

/** A file that is not there, or is damaged, says nothing: alerts then begin anew. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function bookPath(stateFolder: string): string {
  return path.join(stateFolder, 'alerts.json');
}

function marksPath(stateFolder: string): string {
  return path.join(stateFolder, 'alert-marks.json');
}
