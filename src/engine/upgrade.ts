/** Upgrade: brings what an older version left to this one, after a verified backup, or leaves everything as it was. */
import { EngineError, messageOf } from '../base/errors.ts';
import type { LoadedConfig } from './config/config.ts';
import { confirmRestore, createBackup, planRestore, restoreBackup } from './maintain/maintain.ts';
import { copyStore, hasStore, storeState, StoreReader, upgradeStore } from './store/store.ts';
import { ensureNobodyWrites, type UpkeepPlace } from './upkeep.ts';

/** What an upgrade would do; nothing has been touched. */
export interface UpgradePlan {
  /** Versions of the store's tables; equal when there is nothing to do. Undefined without a store. */
  readonly store: { readonly from: number; readonly to: number } | undefined;
  readonly isNeeded: boolean;
  /** Configuration files that were checked against this version's settings, and what is to be known about them. */
  readonly configurationFiles: readonly string[];
  readonly configurationNotices: readonly string[];
}

/** What an upgrade did. */
export interface UpgradeReport {
  readonly from: number;
  readonly to: number;
  /** The verified backup of what was there before. */
  readonly backupPath: string;
  /** What the check afterwards read. */
  readonly records: number;
}

const what = 'upgrade';

/** Says what is to be done. Throws `storeTooNew` for a store of a later version, and `configInvalid` when this version cannot use the configuration. */
export function planUpgrade({ stateFolder }: UpkeepPlace, { problems, refusedFiles, files }: LoadedConfig): UpgradePlan {
  const sentences = problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  if (refusedFiles.length > 0) throw new EngineError('configInvalid', `This version cannot use ${refusedFiles.join(', ')}, so nothing was upgraded. Correct it: ${sentences.join(' ')}`);
  const configuration = { configurationFiles: files, configurationNotices: sentences };
  if (!hasStore(stateFolder)) return { store: undefined, isNeeded: false, ...configuration };
  const { version, newestVersion } = storeState(stateFolder);
  return { store: { from: version, to: newestVersion }, isNeeded: version < newestVersion, ...configuration };
}

/** Does it. Whatever fails, what was there before is back, and an `EngineError` says why. `check` is asked after the store's own check. */
export async function upgrade(place: UpkeepPlace, signal: AbortSignal, check?: () => void): Promise<UpgradeReport> {
  const { stateFolder } = place;
  ensureNobodyWrites(stateFolder, what);
  const { path: backupPath } = await createBackup({ ...place, signal, snapshotStore: (file) => copyStore(stateFolder, file) });
  ensureNobodyWrites(stateFolder, what);
  try {
    // One transaction: a failure or a kill inside leaves the old version.
    const from = upgradeStore(stateFolder);
    const records = checkStore(stateFolder);
    check?.();
    return { from, to: storeState(stateFolder).version, backupPath, records };
  } catch (thrown) {
    await rollBack(place, backupPath, thrown);
    throw new EngineError(thrown instanceof EngineError ? thrown.code : 'writeFailed', `The upgrade failed and everything is as before: ${messageOf(thrown)} The backup is ${backupPath}.`, { cause: thrown });
  }
}

/** Reads every block of the store. */
function checkStore(stateFolder: string): number {
  using reader = StoreReader.open(stateFolder);
  const { problems, records } = reader.verify();
  const [first] = problems;
  if (first !== undefined) throw new EngineError('storeCorrupt', `After the upgrade the store is not sound: ${first}`);
  return records;
}

async function rollBack(place: UpkeepPlace, archive: string, reason: unknown): Promise<void> {
  try {
    const plan = await planRestore({ ...place, archive });
    await restoreBackup(plan, { ...place, ensureStopped: () => ensureNobodyWrites(place.stateFolder, 'undo the upgrade') });
    confirmRestore(place, place.clock);
  } catch (thrown) {
    throw new EngineError('writeFailed', `The upgrade failed (${messageOf(reason)}), and so did putting back what was there before (${messageOf(thrown)}). Restore it by hand: logbrief restore '${archive}' --yes`, { cause: thrown });
  }
}
