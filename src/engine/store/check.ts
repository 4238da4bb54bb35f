/** The check of a whole store: every block's bytes, every source's chain of blocks, and SQLite's own structure. */
import { EngineError, messageOf } from '../../base/errors.ts';
import { BlockContent, blockOf, damageOf, headColumns } from './blocks.ts';
import { isCorrupt, numberIn, textIn } from './database.ts';
import type { Row } from './database.ts';
import type { ReadContext } from './readContext.ts';
import { readSources } from './rows.ts';
import type { MissingRange, StoreVerification, StoredSource } from './types.ts';

/** Sentences of SQLite's integrity check that are passed on. */
const mostIntegrityProblems = 20;

interface Findings {
  blocks: number;
  records: number;
  bytes: number;
  readonly problems: string[];
  readonly missing: MissingRange[];
}

/** A part of a source that has a row of its own: a block, or a range that was dropped. */
interface Part {
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly blockId: number | undefined;
}

/** Checks everything over one snapshot. */
export function verifyStore(context: ReadContext): StoreVerification {
  const findings: Findings = { blocks: 0, records: 0, bytes: 0, problems: [], missing: missingRanges(context) };
  for (const range of findings.missing) {
    if (range.blockId !== undefined) findings.problems.push(`Bytes ${range.fromBytes} to ${range.toBytes} of ${range.path} are missing: ${range.reason}.`);
  }
  for (const source of readSources(context.connection)) checkSource(context, source, findings);
  for (const row of context.connection.prepare(`PRAGMA integrity_check(${mostIntegrityProblems})`).all()) {
    const sentence = textIn(row, 'integrity_check');
    if (sentence !== 'ok') findings.problems.push(`SQLite: ${sentence}.`);
  }
  return findings;
}

/** Lists what was stored once and cannot be had: damaged blocks that were put aside, and what retention has dropped. */
export function missingRanges({ connection }: ReadContext): MissingRange[] {
  const rows = connection.prepare(`
    SELECT source_id, first_position, last_position, record_count AS records, reason, blocks.id AS block_id FROM quarantine JOIN blocks ON blocks.id = block_id
    UNION ALL SELECT source_id, first_position, last_position, records, 'older than the retention', NULL FROM dropped
    ORDER BY source_id, first_position`).all();
  const nameOf = connection.prepare('SELECT name FROM sources WHERE id = ?');
  return rows.map((row) => ({
    sourceId: numberIn(row, 'source_id'),
    path: textIn(nameOf.get(numberIn(row, 'source_id')) ?? { name: '' }, 'name'),
    fromBytes: numberIn(row, 'first_position'),
    toBytes: numberIn(row, 'last_position'),
    records: numberIn(row, 'records'),
    reason: textIn(row, 'reason'),
    ...(row['block_id'] === null ? {} : { blockId: numberIn(row, 'block_id') }),
  }));
}

/** Bytes between blocks must be bytes that were left out on purpose; no two blocks may hold the same. */
function checkSource(context: ReadContext, source: StoredSource, findings: Findings): void {
  const parts = partsOf(context, source.id);
  let end = parts[0]?.firstPosition ?? source.checkpoint.positionBytes;
  let gapBytes = 0;
  for (const { firstPosition, lastPosition, blockId } of parts) {
    if (firstPosition < end) findings.problems.push(`${source.name}: the block at byte ${firstPosition} overlaps the one before, which ends at ${end}.`);
    gapBytes += Math.max(0, firstPosition - end);
    end = lastPosition;
    if (blockId !== undefined) checkBlock(context, source, { blockId, findings });
  }
  const { positionBytes } = source.checkpoint;
  if (positionBytes < end) findings.problems.push(`${source.name}: its checkpoint ${positionBytes} lies before the end of its last block, ${end}.`);
  gapBytes += Math.max(0, positionBytes - end);
  if (gapBytes > source.coverage.droppedBytes) {
    findings.problems.push(`${source.name}: ${gapBytes} bytes before its checkpoint are in no block, and only ${source.coverage.droppedBytes} were left out on purpose.`);
  }
}

function partsOf({ connection }: ReadContext, sourceId: number): Part[] {
  const rows = connection.prepare(`
    SELECT first_position, last_position, id AS block_id FROM blocks WHERE source_id = ?1
    UNION ALL SELECT first_position, last_position, NULL FROM dropped WHERE source_id = ?1 ORDER BY first_position`).all(sourceId);
  return rows.map((row) => ({
    firstPosition: numberIn(row, 'first_position'),
    lastPosition: numberIn(row, 'last_position'),
    blockId: row['block_id'] === null ? undefined : numberIn(row, 'block_id'),
  }));
}

function checkBlock(context: ReadContext, source: StoredSource, { blockId, findings }: { readonly blockId: number; readonly findings: Findings }): void {
  if (findings.missing.some((range) => range.blockId === blockId)) return;
  const { connection } = context;
  findings.blocks++;
  const place = connection.prepare('SELECT first_position, last_position, record_count FROM blocks WHERE id = ?').get(blockId) ?? {};
  try {
    const content = new BlockContent(blockOf(connection.prepare(`SELECT ${headColumns}, columns, text FROM blocks WHERE id = ?`).get(blockId) ?? {}));
    checkPositions(content);
    findings.records += content.columns.count;
    findings.bytes += content.text.length;
  } catch (error) {
    if (!isCorrupt(error) && !(error instanceof EngineError && error.code === 'storeCorrupt')) throw error;
    const range = rangeOf(place, source, { blockId, reason: messageOf(error) });
    findings.missing.push(range);
    findings.problems.push(damageOf({ id: blockId, sourceId: source.id, firstPosition: range.fromBytes, lastPosition: range.toBytes }, error));
  }
}

function rangeOf(place: Row, source: StoredSource, { blockId, reason }: { readonly blockId: number; readonly reason: string }): MissingRange {
  return {
    sourceId: source.id,
    path: source.name,
    fromBytes: numberIn(place, 'first_position'),
    toBytes: numberIn(place, 'last_position'),
    records: numberIn(place, 'record_count'),
    reason,
    blockId,
  };
}

function checkPositions({ block, columns, text }: BlockContent): void {
  let last = -1;
  for (let row = 0; row < columns.count; row++) {
    const position = columns.positionBytes[row] ?? 0;
    if (position <= last || position < block.firstPosition || position >= block.lastPosition) {
      throw new EngineError('storeCorrupt', `record ${row} is said to begin at byte ${position}`);
    }
    last = position;
  }
  if (text.length !== block.textBytes) throw new EngineError('storeCorrupt', 'its text has another length');
}
