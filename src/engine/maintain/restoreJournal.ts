/** The swap of a restore: which things are exchanged as a whole, where old and new lie meanwhile, and how it is undone from any state. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../base/makeFolder.ts';
import { EngineError, systemCodeOf, worldError } from '../../base/errors.ts';
import { writeWhole } from '../../base/wholeFile.ts';
import { flushFolder, lstatOf, privateFolder } from './files.ts';
import { stateFiles } from './manifest.ts';

/** Where a restore works. */
export interface RestorePlace {
  readonly stateFolder: string;
  readonly workspace: string;
}

/** One thing that is exchanged as a whole: `state/store`, `state/history`, `state/metrics`, or a single file by its name in the archive. */
export type Unit = string;

/** How far a restore is: being laid ready, being exchanged (or put back), in place and not yet confirmed, or confirmed and being tidied up. */
export interface Journal {
  readonly phase: (typeof phases)[number];
  readonly units: readonly { readonly unit: Unit; readonly hadOld: boolean }[];
}

const phases = ['staging', 'swapping', 'swapped', 'confirmed'] as const;
const folderUnits = ['state/store', 'state/history', 'state/metrics'];
const workspaceUnit = /^workspace\/config\/enhanced_logging(?:\.[\w-]{1,64})?\.yaml$/;

/** Returns the unit of a file in an archive. */
export function unitOf(name: string): Unit {
  return folderUnits.find((folder) => name.startsWith(`${folder}/`)) ?? name;
}

function isUnit(name: string): boolean {
  return folderUnits.includes(name) || stateFiles.some((file) => name === `state/${file}`) || workspaceUnit.test(name);
}

/** Returns the folder in which restores work. */
export function restoreFolder(stateFolder: string): string {
  return path.join(stateFolder, 'restore');
}

/** Returns where a unit lives, and where its new and its old form lie during a restore: beside it, so that a rename is enough. */
export function unitPaths({ stateFolder, workspace }: RestorePlace, unit: Unit): { readonly target: string; readonly fresh: string; readonly old: string } {
  if (unit.startsWith('state/')) {
    const name = unit.slice('state/'.length);
    return { target: path.join(stateFolder, name), fresh: path.join(restoreFolder(stateFolder), 'new', name), old: path.join(restoreFolder(stateFolder), 'old', name) };
  }
  const target = path.join(workspace, unit.slice('workspace/'.length));
  const beside = (suffix: string): string => path.join(path.dirname(target), `.${path.basename(target)}.logbrief-${suffix}`);
  return { target, fresh: beside('new'), old: beside('old') };
}

/** Notes what is about to be laid ready, so that it can be removed after a kill. */
export function announce(place: RestorePlace, units: readonly Unit[]): void {
  writeJournal(place, { phase: 'staging', units: units.map((unit) => ({ unit, hadOld: false })) });
}

/** Exchanges all units: the journal first, so that whoever comes after a kill can undo it. `isFree` throws when an engine is at work. */
export async function swap(place: RestorePlace, units: readonly Unit[], isFree: () => void | Promise<void>): Promise<void> {
  await isFree();
  const entries = units.map((unit) => ({ unit, hadOld: lstatOf(unitPaths(place, unit).target) !== undefined }));
  makeFolder({ fs, path }, path.join(restoreFolder(place.stateFolder), 'old'), privateFolder);
  writeJournal(place, { phase: 'swapping', units: entries });
  // An engine that starts from here on sees the journal; one that started just before is found here.
  await isFree();
  for (const { unit, hadOld } of entries) {
    const { target, fresh, old } = unitPaths(place, unit);
    if (hadOld) fs.renameSync(target, old);
    fs.renameSync(fresh, target);
    flushFolder(path.dirname(target));
  }
  writeJournal(place, { phase: 'swapped', units: entries });
}

/** Puts back what was there before, from any moment of `swap` or of itself, and removes what the restore made. */
export function undo(place: RestorePlace): void {
  const journal = readJournal(place);
  if (journal?.phase === 'confirmed') {
    confirm(place);
    return;
  }
  // Half of it put back is neither the old nor the new one, should this be killed.
  if (journal?.phase === 'swapped') writeJournal(place, { phase: 'swapping', units: journal.units });
  for (const entry of [...(journal?.units ?? [])].reverse()) {
    if (journal?.phase !== 'staging') putBack(place, entry);
    fs.rmSync(unitPaths(place, entry.unit).fresh, { recursive: true, force: true });
  }
  removeTraces(place);
}

/** Deletes what was there before. */
export function confirm(place: RestorePlace): void {
  const units = readJournal(place)?.units ?? [];
  // Half of what was there before is not to be put back, should this be killed.
  writeJournal(place, { phase: 'confirmed', units });
  for (const { unit } of units) fs.rmSync(unitPaths(place, unit).old, { recursive: true, force: true });
  removeTraces(place);
}

/** Reads how far a restore is; undefined when there is none, or when it had exchanged nothing yet. */
export function readJournal({ stateFolder }: RestorePlace): Journal | undefined {
  const file = journalPath(stateFolder);
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (thrown) {
    if (systemCodeOf(thrown) === 'ENOENT') return undefined;
    throw worldError(`read ${file}`, thrown);
  }
  const journal = parseJournal(text);
  if (journal) return journal;
  throw new EngineError('readFailed', `${file} is damaged, so it is not known how far a restore was. What was there before lies in ${restoreFolder(stateFolder)}/old: move it back by hand, then delete ${restoreFolder(stateFolder)}.`);
}

/** Exchanged is a unit whose old form lies aside or, where there was none, whose new form does not lie ready any more. */
function putBack(place: RestorePlace, { unit, hadOld }: Journal['units'][number]): void {
  const { target, fresh, old } = unitPaths(place, unit);
  if (hadOld ? !lstatOf(old) : lstatOf(fresh)) return;
  if (lstatOf(target)) moveAway(target, fresh);
  if (hadOld) fs.renameSync(old, target);
  flushFolder(path.dirname(target));
}

function moveAway(target: string, fresh: string): void {
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.renameSync(target, fresh);
}

/** The journal goes first: without it the rest is only left-over files. */
function removeTraces({ stateFolder }: RestorePlace): void {
  fs.rmSync(journalPath(stateFolder), { force: true });
  fs.rmSync(restoreFolder(stateFolder), { recursive: true, force: true });
}

function journalPath(stateFolder: string): string {
  return path.join(restoreFolder(stateFolder), 'journal.json');
}

function writeJournal(place: RestorePlace, journal: Journal): void {
  writeWhole({ fs, path }, journalPath(place.stateFolder), `${JSON.stringify(journal, undefined, 1)}\n`);
  flushFolder(restoreFolder(place.stateFolder));
}

function parseJournal(text: string): Journal | undefined {
  try {
    const { phase: given, units } = JSON.parse(text) as { readonly phase?: unknown; readonly units?: unknown };
    const phase = phases.find((known) => known === given);
    if (phase === undefined || !Array.isArray(units)) return undefined;
    const entries = (units as readonly { readonly unit?: unknown; readonly hadOld?: unknown }[]).map(({ unit, hadOld }) => {
      if (typeof unit !== 'string' || !isUnit(unit) || typeof hadOld !== 'boolean') throw new TypeError('not a unit');
      return { unit, hadOld };
    });
    return { phase, units: entries };
  } catch {
    return undefined;
  }
}
