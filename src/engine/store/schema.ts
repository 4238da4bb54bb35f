/** The tables of the store, as numbered steps from an empty file to the newest version. */
import { EngineError } from '../../base/errors.ts';
import { inTransaction, numberIn } from './database.ts';
import type { Connection } from './database.ts';

/** Step i leads from version i to version i + 1; a released step is never changed. */
const migrations: readonly string[] = [
  `
CREATE TABLE sources (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL, log_name TEXT NOT NULL,
  device TEXT, inode TEXT, head TEXT,
  position INTEGER NOT NULL, lines INTEGER NOT NULL, tail_hash TEXT NOT NULL,
  format TEXT NOT NULL DEFAULT '', last_record_ms REAL,
  covered_bytes INTEGER NOT NULL DEFAULT 0, covered_lines INTEGER NOT NULL DEFAULT 0, records INTEGER NOT NULL DEFAULT 0,
  unparsed INTEGER NOT NULL DEFAULT 0, dropped_bytes INTEGER NOT NULL DEFAULT 0, truncated INTEGER NOT NULL DEFAULT 0,
  rotations INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sources_by_name ON sources (name);

CREATE TABLE templates (id INTEGER PRIMARY KEY, text TEXT NOT NULL, count INTEGER NOT NULL) STRICT;
CREATE TABLE components (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE issues (id TEXT PRIMARY KEY, state TEXT NOT NULL, last_seen_ms REAL NOT NULL, issue TEXT NOT NULL) STRICT;
CREATE TABLE state (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;

-- Times are ms since the epoch by the source's clock, by ours where it has none. Bit b of severity_mask: records of band b, 0 = missing.
-- A set of templates or components is NULL when it is too large to be worth keeping. month counts from year 0, of the day it was read.
CREATE TABLE blocks (
  id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES sources (id),
  first_position INTEGER NOT NULL, last_position INTEGER NOT NULL, first_line INTEGER NOT NULL,
  record_count INTEGER NOT NULL, text_bytes INTEGER NOT NULL, first_ms REAL NOT NULL, last_ms REAL NOT NULL,
  severity_mask INTEGER NOT NULL, month INTEGER NOT NULL, read_ms REAL NOT NULL, small INTEGER NOT NULL,
  codec TEXT NOT NULL, hash BLOB NOT NULL, templates BLOB, components BLOB, column_bytes INTEGER NOT NULL, columns BLOB NOT NULL, text BLOB NOT NULL,
  UNIQUE (source_id, first_position)
) STRICT;
CREATE INDEX blocks_by_time ON blocks (last_ms, first_ms, severity_mask, source_id);
CREATE INDEX blocks_by_month ON blocks (month);
CREATE INDEX blocks_to_merge ON blocks (source_id, first_position) WHERE small = 1;

-- Damaged blocks stay where they are, since writing to a damaged row may fail; whoever reads leaves these out.
CREATE TABLE quarantine (block_id INTEGER PRIMARY KEY, reason TEXT NOT NULL, found_ms REAL NOT NULL) STRICT;
-- Ranges that retention has dropped; neighbours are joined.
CREATE TABLE dropped (
  source_id INTEGER NOT NULL, first_position INTEGER NOT NULL, last_position INTEGER NOT NULL, records INTEGER NOT NULL,
  PRIMARY KEY (source_id, first_position)
) STRICT, WITHOUT ROWID;

-- n0 .. n6: missing, TRACE, DEBUG, INFO, WARN, ERROR, FATAL.
CREATE TABLE minutes (
  minute_ms INTEGER PRIMARY KEY, n0 INTEGER NOT NULL, n1 INTEGER NOT NULL, n2 INTEGER NOT NULL, n3 INTEGER NOT NULL,
  n4 INTEGER NOT NULL, n5 INTEGER NOT NULL, n6 INTEGER NOT NULL
) STRICT;

CREATE TABLE errors (
  source_id INTEGER NOT NULL, position INTEGER NOT NULL, line INTEGER NOT NULL, time_ms REAL NOT NULL, severity INTEGER NOT NULL,
  component INTEGER NOT NULL, template INTEGER NOT NULL, excerpt TEXT NOT NULL,
  PRIMARY KEY (source_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX errors_by_time ON errors (time_ms);
CREATE INDEX errors_by_template ON errors (template, time_ms);
`,
  `
-- Where an issue leads to in the code; the JSON has neither part where it was looked for and not found.
CREATE TABLE links (issue_id TEXT PRIMARY KEY, link TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- How often an issue was seen, by its log's clock: in seconds of late, in minutes for a day.
CREATE TABLE sightings (
  issue_id TEXT NOT NULL, start_ms INTEGER NOT NULL, width_ms INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (issue_id, start_ms, width_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_by_time ON sightings (start_ms);

CREATE TABLE runs (log TEXT NOT NULL, number INTEGER NOT NULL, started_ms REAL NOT NULL, run TEXT NOT NULL, PRIMARY KEY (log, number)) STRICT, WITHOUT ROWID;
`,
  `
-- Lines that are stored cut: what they were. position is that of their record.
CREATE TABLE cut_lines (
  source_id INTEGER NOT NULL, line INTEGER NOT NULL, position INTEGER NOT NULL, length_bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (source_id, line)
) STRICT, WITHOUT ROWID;
-- Of dropped_bytes: sparse holes, and the rest of cut lines. Records whose year or zone was assumed, and those older than the one before them, with the largest step back.
ALTER TABLE sources ADD COLUMN hole_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN cut_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN assumed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN disordered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN backward_ms REAL NOT NULL DEFAULT 0;
`,
  `
-- Runs that were stored before they said where they begin cannot be read back; their records stay.
DELETE FROM runs WHERE json_extract(run, '$.sourceId') IS NULL OR json_extract(run, '$.positionBytes') IS NULL;
`,
  `
-- Which words the text of a block has (grams.ts); blocks without a row are searched themselves. An id may be given again, so a filter goes with its block.
CREATE TABLE grams (block_id INTEGER PRIMARY KEY, filter BLOB NOT NULL) STRICT;
CREATE TRIGGER grams_of_deleted AFTER DELETE ON blocks BEGIN DELETE FROM grams WHERE block_id = old.id; END;
`,
];

/** The version this program writes. */
export const schemaVersion = migrations.length;

/** Returns the version of an open store; throws `storeTooNew` when it is one this program does not know. */
export function checkedVersion(connection: Connection, file: string): number {
  const version = numberIn(connection.prepare('PRAGMA user_version').get() ?? {}, 'user_version');
  if (version <= schemaVersion) return version;
  throw new EngineError('storeTooNew', `${file} has version ${version}, this Logbrief knows ${schemaVersion} at most. Update Logbrief, or move the file away to start anew.`);
}

/** Brings an open store to `schemaVersion`, all steps in one transaction; returns the version it had. */
export function migrate(connection: Connection, file: string): number {
  const from = checkedVersion(connection, file);
  if (from === schemaVersion) return from;
  inTransaction(connection, () => {
    for (const step of migrations.slice(from)) connection.exec(step);
    connection.exec(`PRAGMA user_version = ${schemaVersion}`);
  });
  return from;
}
