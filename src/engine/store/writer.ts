/** The statements that write: prepared once, run inside the transaction of a commit. */
import type { Issue } from '../../model/issue.ts';
import type { SavedSource } from '../../model/source.ts';
import { EngineError } from '../../base/errors.ts';
import type { Connection, Statement } from './database.ts';
import type { PendingBlock, PendingCut } from './pending.ts';
import { sealedGrams } from './grams.ts';
import { isSmall } from './seal.ts';
import type { BlockTally, SealedBlock, SealedError } from './seal.ts';
import type { StoreCommit, StoredCoverage } from './types.ts';

const statements = {
  source: `INSERT INTO sources (id, kind, path, name, log_name, device, inode, head, position, lines, tail_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, path = excluded.path, name = excluded.name, log_name = excluded.log_name, device = excluded.device,
    inode = excluded.inode, head = coalesce(excluded.head, head), position = excluded.position, lines = excluded.lines, tail_hash = excluded.tail_hash`,
  coverage: `UPDATE sources SET format = ?, last_record_ms = ?, covered_bytes = ?, covered_lines = ?, records = ?, unparsed = ?, dropped_bytes = ?, truncated = ?,
    rotations = ?, hole_bytes = ?, cut_bytes = ?, assumed = ?, disordered = ?, backward_ms = ? WHERE id = ?`,
  cutLine: `INSERT INTO cut_lines (source_id, line, position, length_bytes, sha256) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (source_id, line) DO UPDATE SET length_bytes = excluded.length_bytes, sha256 = excluded.sha256`,
  template: 'INSERT INTO templates (id, text, count) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text, count = excluded.count',
  component: 'INSERT INTO components (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name',
  issue: `INSERT INTO issues (id, state, last_seen_ms, issue) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, last_seen_ms = excluded.last_seen_ms, issue = excluded.issue`,
  link: 'INSERT INTO links (issue_id, link) VALUES (?, ?) ON CONFLICT (issue_id) DO UPDATE SET link = excluded.link',
  sighting: `INSERT INTO sightings (issue_id, start_ms, width_ms, count) VALUES (?, ?, ?, ?)
    ON CONFLICT (issue_id, start_ms, width_ms) DO UPDATE SET count = count + excluded.count`,
  run: `INSERT INTO runs (log, number, started_ms, run) VALUES (?, ?, ?, ?)
    ON CONFLICT (log, number) DO UPDATE SET started_ms = excluded.started_ms, run = excluded.run`,
  state: 'INSERT INTO state (name, content) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET content = excluded.content',
  block: `INSERT INTO blocks (source_id, first_position, last_position, first_line, record_count, text_bytes, first_ms, last_ms, severity_mask, month, read_ms,
    small, codec, hash, templates, components, column_bytes, columns, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  grams: 'INSERT INTO grams (block_id, filter) VALUES (last_insert_rowid(), ?)',
  minute: `INSERT INTO minutes (minute_ms, n0, n1, n2, n3, n4, n5, n6) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (minute_ms) DO UPDATE SET n0 = n0 + excluded.n0,
    n1 = n1 + excluded.n1, n2 = n2 + excluded.n2, n3 = n3 + excluded.n3, n4 = n4 + excluded.n4, n5 = n5 + excluded.n5, n6 = n6 + excluded.n6`,
  error: 'INSERT INTO errors (source_id, position, line, time_ms, severity, component, template, excerpt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
} as const;

type StatementName = keyof typeof statements;

/** Writes rows; holds no transaction of its own. */
export class Writer {
  readonly #connection: Connection;
  readonly #prepared = new Map<StatementName, Statement>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Writes a whole commit; the caller holds the transaction. */
  write(commit: StoreCommit, blocks: readonly PendingBlock[], cuts: readonly PendingCut[]): void {
    for (const source of commit.sources) this.#writeSource(source);
    for (const covered of commit.coverage) this.#writeCoverage(covered);
    for (const { id, text, count } of commit.templates) this.#run('template', id, text, count);
    for (const { id, name } of commit.components) this.#run('component', id, name);
    for (const issue of commit.issues) this.#writeIssue(issue);
    for (const { issueId, link, change } of commit.links ?? []) this.#run('link', issueId, JSON.stringify({ link, change }));
    for (const { issueId, startMs, widthMs, count } of commit.sightings ?? []) this.#run('sighting', issueId, startMs, widthMs, count);
    for (const run of commit.runs ?? []) this.#run('run', run.log, run.number, run.startedMs, JSON.stringify(run));
    if (commit.detector !== undefined) this.#run('state', 'detector', commit.detector);
    for (const { block, tally } of blocks) {
      this.writeBlock(block);
      for (const error of tally.errors) this.#writeError(block.sourceId, error);
    }
    for (const { sourceId, line, position, lengthBytes, sha256 } of cuts) this.#run('cutLine', sourceId, line, position, lengthBytes, sha256);
    for (const [minute, counts] of sumOfMinutes(blocks)) this.#run('minute', minute, ...counts);
  }

  /** Writes one block. */
  writeBlock(block: SealedBlock): void {
    const { sourceId, firstPosition, lastPosition, firstLine, recordCount, textBytes, firstMs, lastMs, severityMask, readMs } = block;
    this.#run('block', sourceId, firstPosition, lastPosition, firstLine, recordCount, textBytes, firstMs, lastMs, severityMask, monthOf(readMs), readMs,
      isSmall(block) ? 1 : 0, block.codec, block.hash, block.templates ?? null, block.components ?? null, block.columnBytes, block.columns, block.text);
    if (block.grams) this.#run('grams', sealedGrams(block.grams, block.hash));
  }

  #writeSource({ id, kind, path, name, logName, fingerprint, checkpoint }: SavedSource): void {
    const { device, inode, head } = fingerprint ?? { device: null, inode: null };
    this.#run('source', id, kind, path, name, logName, device, inode, head ?? null, checkpoint.positionBytes, checkpoint.lines, checkpoint.tailHash);
  }

  #writeCoverage({ sourceId, coverage, format, lastRecordMs }: StoredCoverage): void {
    const { bytes, lines, records, unparsed, droppedBytes, truncated, rotations, holeBytes, cutBytes, assumed, disordered, backwardMs } = coverage;
    const changes = this.#run('coverage', format, lastRecordMs ?? null, bytes, lines, records, unparsed, droppedBytes, truncated, rotations,
      holeBytes, cutBytes, assumed, disordered, backwardMs, sourceId);
    if (changes === 0) throw new EngineError('badRequest', `Coverage was given for source ${sourceId}, which was never saved. Give its source in the same commit.`);
  }

  #writeIssue(issue: Issue): void {
    this.#run('issue', issue.id, issue.state, issue.lastSeenMs, JSON.stringify(issue));
  }

  #writeError(sourceId: number, { position, line, timeMs, severity, component, template, excerpt }: SealedError): void {
    this.#run('error', sourceId, position, line, timeMs, severity, component, template, excerpt);
  }

  /** Returns how many rows were changed. */
  #run(name: StatementName, ...values: (null | number | string | Uint8Array)[]): number {
    let statement = this.#prepared.get(name);
    if (statement === undefined) {
      statement = this.#connection.prepare(statements[name]);
      this.#prepared.set(name, statement);
    }
    return Number(statement.run(...values).changes);
  }
}

/** Returns the partition of a moment: months since year 0, UTC. */
export function monthOf(ms: number): number {
  const date = new Date(ms);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function sumOfMinutes(blocks: readonly { readonly tally: BlockTally }[]): Map<number, number[]> {
  const sums = new Map<number, number[]>();
  for (const { tally } of blocks) {
    for (const [minute, counts] of tally.minutes) {
      const sum = sums.get(minute);
      if (sum === undefined) sums.set(minute, [...counts]);
      else for (const [band, count] of counts.entries()) sum[band] = (sum[band] ?? 0) + count;
    }
  }
  return sums;
}
