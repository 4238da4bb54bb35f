/** Restore: everything is verified and laid ready beside before anything is exchanged, and what was there stays until the first good start. */
import { groupBy } from '../../base/groupBy.ts';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from '../../base/makeFolder.ts';
import type { Clock } from '../../base/clock.ts';
import { EngineError, messageOf, worldError } from '../../base/errors.ts';
import type { RestoreChange, RestorePlan, RestoreReport } from '../../model/maintenance.ts';
import { drain, readArchive } from './archive.ts';
import { audit } from './audit.ts';
import { flushFolder, lstatOf, privateFile, privateFolder, requireSpace } from './files.ts';
import { MaintenanceLock, startAction } from './lock.ts';
import { invalid, manifestText, type Manifest, type ManifestFile } from './manifest.ts';
import { announce, confirm, readJournal, restoreFolder, swap, undo, unitOf, unitPaths, type RestorePlace, type Unit } from './restoreJournal.ts';

/** What to restore and where to. */
export interface PlanRestoreOptions extends RestorePlace {
  readonly archive: string;
  /** Also the configuration files outside of the state folder, `config/enhanced_logging*.yaml`; without it they stay as they are. */
  readonly workspaceFiles?: boolean;
  readonly signal?: AbortSignal;
}

/** How to carry a plan out. */
export interface RestoreOptions extends RestorePlace {
  readonly workspaceFiles?: boolean;
  readonly clock: Clock;
  /** Throws `storeBusy` while an engine writes in this state folder. */
  readonly ensureStopped: () => void | Promise<void>;
  /** Opens what was put in place and throws when it is not usable; then everything is put back. */
  readonly check?: () => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** What the lock is held for, as a continuation of "Cannot". */
const restoreAction = 'restore';

/** What `settleRestore` found. */
export type SettledRestore = 'none' | 'undone' | 'unconfirmed';

/** Verifies an archive and says what a restore of it would replace; touches nothing. */
export async function planRestore(options: PlanRestoreOptions): Promise<RestorePlan> {
  const manifest = await readArchive(options.archive, {}, options.signal);
  const units = groupBy(wanted(manifest, options), ({ name }) => unitOf(name));
  if (units.size === 0) throw invalid(options.archive, 'there is nothing in it');
  const changes = [...units].map(([unit, files]): RestoreChange => {
    const { target } = unitPaths(options, unit);
    return { path: target, change: lstatOf(target) ? 'replaced' : 'new', files: files.length, sizeBytes: totalBytes(files) };
  });
  return { archive: options.archive, created: manifest.created, changes, manifestSha256: sha256Of(manifest) };
}

/** Carries out a plan. On any failure everything is as before and an `EngineError` says why; `confirmRestore` is called after the first good start. */
export async function restoreBackup(plan: RestorePlan, options: RestoreOptions): Promise<RestoreReport> {
  const { stateFolder, clock, check } = options;
  const what = `${restoreAction} ${plan.archive}`;
  using lock = await MaintenanceLock.takeSoon(stateFolder, clock, what);
  await options.ensureStopped();
  // Whatever an earlier restore left: what was there before that one is what is kept.
  undo(options);
  try {
    const units = await stage(plan, options, lock);
    lock.refresh();
    await swap(options, units, options.ensureStopped);
    await check?.();
    audit(stateFolder, clock.nowMs(), { action: 'restore', path: plan.archive, bytes: plan.changes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0), result: 'done' });
    return { restored: units.map((unit) => unitPaths(options, unit).target), keptIn: path.join(restoreFolder(stateFolder), 'old') };
  } catch (thrown) {
    undo(options);
    throw worldError(what, thrown);
  }
}

/**
 * To be called before a store is opened: undoes a restore that was interrupted, and says when one waits for its first good start.
 * Throws `storeBusy` while a restore is running.
 */
export function settleRestore(place: RestorePlace, clock: Clock): SettledRestore {
  if (!fs.existsSync(restoreFolder(place.stateFolder))) return 'none';
  using lock = MaintenanceLock.take(place.stateFolder, clock, startAction);
  return settleUnder(place, clock, lock);
}

function settleUnder(place: RestorePlace, clock: Clock, lock: MaintenanceLock | undefined): SettledRestore {
  if (!fs.existsSync(restoreFolder(place.stateFolder))) return 'none';
  const journal = readJournal(place);
  if (journal?.phase === 'swapped') return 'unconfirmed';
  lock?.refresh();
  undo(place);
  if (journal?.phase !== 'swapping') return 'none';
  audit(place.stateFolder, clock.nowMs(), { action: 'rollBack', path: place.stateFolder, bytes: 0, result: 'an interrupted restore was undone' });
  return 'undone';
}

/** What `openSettled` opened, and what it did for that. */
export interface SettledOpening<T> {
  readonly opened: T;
  /** `unconfirmed`: call `confirmRestore` once it is known to be good; `undone`: the newest restore was taken back. */
  readonly settled: SettledRestore;
}

/**
 * Opens a store while no restore can begin: undoes one that was interrupted, and takes back one that was never confirmed when what it put in place cannot be opened.
 * Throws `storeBusy` while a restore is running.
 */
export async function openSettled<T>(place: RestorePlace, clock: Clock, open: () => Promise<T>): Promise<SettledOpening<T>> {
  using lock = lockForStart(place, clock);
  const settled = settleUnder(place, clock, lock);
  try {
    return { opened: await open(), settled };
  } catch (thrown) {
    if (settled !== 'unconfirmed' || (thrown instanceof EngineError && thrown.code === 'storeBusy')) throw thrown;
    undo(place);
    audit(place.stateFolder, clock.nowMs(), { action: 'rollBack', path: place.stateFolder, bytes: 0, result: `what was restored cannot be opened: ${messageOf(thrown)}` });
    return { opened: await open(), settled: 'undone' };
  }
}

/** A backup or a cleanup does no harm to a start, a restore does. */
function lockForStart({ stateFolder }: RestorePlace, clock: Clock): MaintenanceLock | undefined {
  try {
    return MaintenanceLock.take(stateFolder, clock, startAction);
  } catch (thrown) {
    // Nor does a disk so full that not even a lock can be written: reading goes on, and the store says what it cannot do.
    const isRestoring = fs.existsSync(restoreFolder(stateFolder)) || MaintenanceLock.holderOf(stateFolder, clock)?.what.startsWith(restoreAction) === true;
    if (isRestoring) throw thrown;
    return undefined;
  }
}

/** Deletes what a restore had kept; to be called after the first good start. */
export function confirmRestore(place: RestorePlace, clock: Clock): void {
  if (!fs.existsSync(restoreFolder(place.stateFolder))) return;
  using lock = MaintenanceLock.take(place.stateFolder, clock, 'confirm the restore');
  if (readJournal(place)?.phase !== 'swapped') return;
  lock.refresh();
  confirm(place);
}

/** Puts back what was there before a restore that is not confirmed, for when what was restored cannot be used. No engine may be at work. */
export function rollBackRestore(place: RestorePlace, clock: Clock): void {
  using lock = MaintenanceLock.take(place.stateFolder, clock, 'undo the restore');
  if (readJournal(place)?.phase !== 'swapped') throw new EngineError('notFound', `There is no restore to undo in ${place.stateFolder}. Choose a backup and restore that.`);
  lock.refresh();
  undo(place);
  audit(place.stateFolder, clock.nowMs(), { action: 'rollBack', path: place.stateFolder, bytes: 0, result: 'done' });
}

/** Unpacks beside what is there; every byte is checked again on the way. */
async function stage(plan: RestorePlan, options: RestoreOptions, lock: MaintenanceLock): Promise<readonly Unit[]> {
  const taken = new Set<string>();
  const units: Unit[] = [];
  makeFolder({ fs, path }, restoreFolder(options.stateFolder), privateFolder);
  await readArchive(plan.archive, {
    manifest(manifest) {
      if (sha256Of(manifest) !== plan.manifestSha256) throw invalid(plan.archive, 'it is not the one that was shown');
      const files = wanted(manifest, options);
      requireSpace(options.stateFolder, totalBytes(files), `restore ${plan.archive}`);
      for (const { name } of files) taken.add(name);
      units.push(...new Set(files.map(({ name }) => unitOf(name))));
      announce(options, units);
      for (const unit of units) makeRoom(options, unit);
    },
    async file(file, content) {
      lock.refresh();
      const target = taken.has(file.name) ? freshPath(options, file) : undefined;
      if (target === undefined) await drain(content);
      else await pipeline(Readable.from(content), fs.createWriteStream(target, { flags: 'wx', mode: privateFile, flush: true }));
    },
  }, options.signal);
  for (const unit of units) flushFolder(path.dirname(unitPaths(options, unit).fresh));
  return units;
}

/** Refuses links in the way, and makes the folders. */
function makeRoom(options: RestoreOptions, unit: Unit): void {
  const { target, fresh } = unitPaths(options, unit);
  for (const place of [target, path.dirname(target)]) {
    if (place !== options.stateFolder && lstatOf(place)?.isSymbolicLink() === true) throw new EngineError('permissionDenied', `Cannot restore over ${place}: it is a link. Replace it by what it points to, or restore by hand.`);
  }
  fs.rmSync(fresh, { recursive: true, force: true });
  makeFolder({ fs, path }, path.dirname(fresh), privateFolder);
}

function freshPath(options: RestoreOptions, { name }: ManifestFile): string {
  const unit = unitOf(name);
  const { fresh } = unitPaths(options, unit);
  if (unit === name) return fresh;
  makeFolder({ fs, path }, fresh, privateFolder);
  return path.join(fresh, name.slice(unit.length + 1));
}

function wanted({ files }: Manifest, { workspaceFiles = false }: { readonly workspaceFiles?: boolean }): readonly ManifestFile[] {
  return files.filter(({ name }) => workspaceFiles || name.startsWith('state/'));
}

function totalBytes(files: readonly ManifestFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function sha256Of(manifest: Manifest): string {
  return createHash('sha256').update(manifestText(manifest)).digest('hex');
}
