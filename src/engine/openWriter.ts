/** Opens the writing engine: never beside another one, after bringing an older store forward, and so that a restore before it is confirmed or undone. */
import { EngineError, messageOf } from '../base/errors.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { confirmRestore, openSettled } from './maintain/maintain.ts';
import type { EngineSetup } from './parts.ts';
import { isWriting } from './store/store.ts';
import { prepareUpgrade } from './upkeep.ts';
import { Writer } from './writer.ts';

/** Opens; throws `EngineError('storeBusy')` when another process writes here. */
export async function openWriter(setup: EngineSetup, onSnapshot: (snapshot: Snapshot) => void): Promise<Writer> {
  const { stateFolder, clock, logger } = setup;
  // Cheaper than the lock of maintenance, which a reader would otherwise take at every look.
  if (isWriting(stateFolder)) throw new EngineError('storeBusy', `Another Logbrief is writing in ${stateFolder} already. Read beside it, or stop it first.`);
  await prepareUpgrade(setup, logger);
  const { opened, settled } = await openSettled(setup, clock, async () => {
    let isConfirmed = false;
    return Writer.open(setup, {
      onSnapshot: (snapshot) => {
        // Opened, committed and reported: this start was a good one.
        if (!isConfirmed) confirm(setup);
        isConfirmed = true;
        onSnapshot(snapshot);
      },
    });
  });
  if (settled === 'undone') logger.warn('The newest restore could not be used and was undone: what was there before is back.');
  return opened;
}

function confirm(setup: EngineSetup): void {
  try {
    confirmRestore(setup, setup.clock);
  } catch (thrown) {
    setup.logger.warn(`What was there before the restore is still kept: ${messageOf(thrown)}`);
  }
}
