/** Which snapshot a dashboard shows when it is not to follow every change. */
import type { Snapshot } from '../model/snapshot.ts';

/** Returns the newest one that is due, the first one in any case (`dashboard.realtime_updates`). */
export function dueSnapshot(shown: Snapshot | undefined, newest: Snapshot | undefined): Snapshot | undefined {
  return newest?.isDashboardDue === false && shown?.workspace === newest.workspace ? shown : newest;
}
