/** Fits blocks into a budget: by rank each gets its smallest size, then the first ones grow as far as what is left allows. */

/** One block in several sizes, all meaning the same. */
export interface Block {
  /** From the smallest to the largest. */
  readonly sizes: readonly string[];
  /** Takes as much as it is given: at most so many bytes; larger than any of `sizes`. */
  readonly grown?: (budgetBytes: number) => string;
}

/** What fitted. */
export interface Fitted {
  readonly texts: readonly string[];
  readonly omitted: number;
  readonly leftBytes: number;
}

/** Of what is left, for a block that can grow while others follow (ours). */
const grownShare = 0.75;

/** Fits; once one block is too large for what is left, all behind it are left out, since rank decides. */
export function fitBlocks(blocks: readonly Block[], budgetBytes: number): Fitted {
  let left = budgetBytes;
  const texts: string[] = [];
  for (const { sizes: [smallest = ''] } of blocks) {
    const bytes = Buffer.byteLength(smallest);
    if (bytes > left) break;
    texts.push(smallest);
    left -= bytes;
  }
  for (const [index, text] of texts.entries()) {
    const larger = grow(blocks[index] ?? { sizes: [] }, Buffer.byteLength(text) + left, blocks.length > 1 ? grownShare : 1);
    if (larger === undefined) continue;
    left -= Buffer.byteLength(larger) - Buffer.byteLength(text);
    texts[index] = larger;
  }
  return { texts, omitted: blocks.length - texts.length, leftBytes: left };
}

function grow({ sizes, grown }: Block, room: number, share: number): string | undefined {
  const made = grown?.(Math.floor(room * share));
  if (made !== undefined && Buffer.byteLength(made) <= room) return made;
  return sizes.toReversed().find((text) => Buffer.byteLength(text) <= room);
}
