/** Makes large blocks of small neighbours, so that each record is rewritten a few times at most, however slowly its source grows. */
import type { BlockContent } from './blocks.ts';
import type { Codec } from './compression.ts';
import { fullBlock, OpenBlock } from './openBlock.ts';
import type { BatchColumns } from './openBlock.ts';
import { sealBlock } from './seal.ts';
import type { SealedBlock } from './seal.ts';

/** A small block that may be merged. */
export interface MergeCandidate {
  readonly id: number;
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly recordCount: number;
  readonly textBytes: number;
  readonly month: number;
}

/** So many blocks at least make a merge worth its write. */
const fewest = 4;

/**
 * Chooses neighbours to merge, in order of position; none when there is nothing worth it. `latestFirst` are small blocks of one source.
 * An older block joins when what was gathered behind it is at least as large, so sizes double and a record moves some twelve times at most.
 */
export function planMerge(latestFirst: readonly MergeCandidate[]): readonly MergeCandidate[] {
  let run: MergeCandidate[] = [];
  let records = 0;
  let textBytes = 0;
  for (const block of latestFirst) {
    const next = run.at(-1);
    const joins = next === undefined || (block.lastPosition === next.firstPosition && block.month === next.month);
    const isTooLarge = next !== undefined && run.length >= 2 && block.recordCount > records && block.textBytes > textBytes;
    const isOver = records + block.recordCount > fullBlock.records || textBytes + block.textBytes > fullBlock.textBytes;
    if (!joins || isTooLarge || isOver) {
      if (run.length >= fewest || (isOver && run.length >= 2)) return run.reverse();
      run = [];
      records = 0;
      textBytes = 0;
    }
    run.push(block);
    records += block.recordCount;
    textBytes += block.textBytes;
  }
  return run.length >= fewest ? run.reverse() : [];
}

/** Writes the records of neighbouring blocks into as few blocks as they need. */
export function mergeBlocks(blocks: readonly BlockContent[], codec: Codec): SealedBlock[] {
  const sourceId = blocks[0]?.block.sourceId ?? 0;
  const open = new OpenBlock();
  const sealed: SealedBlock[] = [];
  const seal = (): void => {
    if (open.count > 0) sealed.push(sealBlock(sourceId, open, codec));
    open.clear();
  };
  for (const content of blocks) {
    const batch = batchOf(content);
    const { observedMs, firstLine, lines } = content.columns;
    for (let from = 0; from < batch.count;) {
      // Rows are taken as far as they were read at one moment and their lines are counted on.
      let to = from + 1;
      while (to < batch.count && observedMs[to] === observedMs[from] && firstLine[to] === (firstLine[to - 1] ?? 0) + (lines[to - 1] ?? 0)) to++;
      const part = { ...batch, count: to, endPositionBytes: to < batch.count ? batch.positionBytes[to] ?? 0 : batch.endPositionBytes };
      while (from < to) {
        open.nextLine = firstLine[from] ?? 1;
        from = open.append(part, from, observedMs[from] ?? 0);
        if (from < to || open.isFull) seal();
      }
    }
  }
  seal();
  return sealed;
}

function batchOf(content: BlockContent): BatchColumns {
  const { columns, text, starts, block } = content;
  const start = starts.subarray(0, columns.count);
  return { ...columns, bytes: text, start, end: starts.subarray(1), bodyStart: start, endPositionBytes: block.lastPosition };
}
