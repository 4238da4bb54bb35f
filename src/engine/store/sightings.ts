/** How often each issue was seen since a moment. */
import type { Connection } from './database.ts';
import { numberIn, textIn } from './database.ts';

/** What is older than this is joined to minutes, and after a day forgotten: nobody asks what became of a fault since last week by the second. */
const secondsForMs = 30 * 60_000;
const minutesForMs = 25 * 3_600_000;
const runsKept = 500;

/** Returns sightings by issue since a moment; a span in which the moment lies counts as after it, since a fault that goes on is not to be overlooked. */
export function sightingsSince(connection: Connection, fromMs: number): Map<string, number> {
  const rows = connection.prepare('SELECT issue_id, sum(count) AS seen FROM sightings WHERE start_ms > ? - width_ms GROUP BY issue_id').all(fromMs);
  return new Map(rows.map((row) => [textIn(row, 'issue_id'), numberIn(row, 'seen')]));
}

/** Joins old seconds to minutes, forgets old minutes and the oldest runs of a log that begins again and again; the caller holds the transaction. */
export function thinSightings(connection: Connection, nowMs: number): void {
  const border = Math.floor((nowMs - secondsForMs) / 60_000) * 60_000;
  connection.prepare(`INSERT INTO sightings (issue_id, start_ms, width_ms, count)
    SELECT issue_id, start_ms / 60000 * 60000, 60000, sum(count) FROM sightings WHERE width_ms = 1000 AND start_ms < ? GROUP BY issue_id, start_ms / 60000
    ON CONFLICT (issue_id, start_ms, width_ms) DO UPDATE SET count = count + excluded.count`).run(border);
  connection.prepare('DELETE FROM sightings WHERE (width_ms = 1000 AND start_ms < ?) OR start_ms < ?').run(border, nowMs - minutesForMs);
  connection.prepare('DELETE FROM runs WHERE number < (SELECT max(number) - ? FROM runs AS newest WHERE newest.log = runs.log)').run(runsKept);
}
