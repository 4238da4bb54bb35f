/**
 * Three tiers in front of the store's blocks: L1 decoded in memory, L2 compressed in memory, L3 decoded on disk. A block's id and the hash of
 * its content are its key, so that a block that was merged, dropped or replaced is never answered from here.
 */
import path from 'node:path';
import type { CacheTierState } from '../../model/snapshot.ts';
import { BlockContent, type StoredBlock } from './blocks.ts';
import { DiskTier } from './blockCache/diskTier.ts';
import type { Decoded } from './blockCache/decodedFile.ts';
import { MemoryTier } from './blockCache/memoryTier.ts';
import { columnBytesPerRecord } from './columns.ts';
import type { BlockHead } from './seal.ts';

/** Sizes in blocks; 0 turns a tier off. */
export interface BlockCacheOptions {
  readonly stateFolder: string;
  readonly l1Blocks: number;
  readonly l2Blocks: number;
  readonly l3Blocks: number;
  /** Names of sources and components that a reader keeps. */
  readonly names: number;
  readonly ttlMs: number;
  /** Whether what is asked for often, and blocks with errors, stay longer. */
  readonly isIntelligent: boolean;
  /** Bytes all of it may take in memory. */
  readonly memoryBytes: number;
  readonly nowMs: () => number;
}

/** A decoded block of the usual size takes about so much. */
const blockBytes = 1 << 20;
/** The tier on disk takes this at most, whatever its number of blocks (ours). */
const mostDiskBytes = 256 << 20;
/** Blocks whose questions are counted, about 10 GB of text; beyond it counts fade (ours). */
const mostAsked = 16_384;
/** Writing a file costs more than one decoding; a block with errors is kept at the second question, others at the third (measured with test/bench/cache.ts). */
const worthOfDisk = 3;
/** Bands ERROR and FATAL. */
const errorMask = 0b110_0000;

/** Held by whoever opens readers one after the other; all of them use the same. */
export class BlockCache {
  readonly #l1: MemoryTier<BlockContent>;
  readonly #l2: MemoryTier<StoredBlock>;
  readonly #l3: DiskTier | undefined;
  readonly #asked = new Map<string, number>();
  /** How many names a reader keeps, and how often it had one. */
  readonly names: { readonly most: number; hits: number; misses: number };

  constructor({ stateFolder, names, l1Blocks, l2Blocks, l3Blocks, ttlMs, isIntelligent, memoryBytes, nowMs }: BlockCacheOptions) {
    this.names = { most: names, hits: 0, misses: 0 };
    const worth = isIntelligent ? { worthOf: (key: string): number => this.#asked.get(key) ?? 0 } : {};
    this.#l1 = new MemoryTier({
      mostEntries: l1Blocks, mostBytes: Math.min(l1Blocks * blockBytes, memoryBytes * 0.75), ttlMs, nowMs, ...worth,
      onEvicted: (key, value) => this.#demote(key, value as BlockContent),
    });
    this.#l2 = new MemoryTier({ mostEntries: l2Blocks, mostBytes: Math.min(l2Blocks * blockBytes, memoryBytes * 0.25), ttlMs, nowMs, ...worth });
    this.#l3 = l3Blocks > 0 ? new DiskTier(path.join(stateFolder, 'cache'), { mostEntries: l3Blocks, mostBytes: mostDiskBytes, ttlMs, nowMs }) : undefined;
  }

  /** Hit rates since it was made. */
  get state(): readonly CacheTierState[] {
    return [
      { name: 'l1', hits: this.#l1.hits, misses: this.#l1.misses, entries: this.#l1.entries, bytes: this.#l1.bytes },
      { name: 'l2', hits: this.#l2.hits, misses: this.#l2.misses, entries: this.#l2.entries, bytes: this.#l2.bytes },
      ...(this.#l3 ? [{ name: 'l3', ...this.#l3.state }] : []),
      // They live as long as a reader: what is held is not known here.
      { name: 'names', hits: this.names.hits, misses: this.names.misses, entries: 0, bytes: 0 },
    ];
  }

  /** Returns a block from the first tier that has it, else what `load` reads from the store; `make` makes one of what is decoded already. */
  read(key: string, head: BlockHead, load: () => StoredBlock, make: (decoded: Decoded) => BlockContent): BlockContent {
    this.#ask(key, head);
    const first = this.#l1.get(key);
    if (first) return first;
    const second = this.#l2.get(key);
    if (second) return this.#keep(key, head, new BlockContent(second));
    const third = this.#l3?.get(key);
    if (third) return this.#keep(key, head, make(third));
    const block = load();
    this.#l2.put(key, block, block.columns.length + block.text.length);
    return this.#keep(key, head, new BlockContent(block));
  }

  /** Hears that a block was read; what memory had no room for is kept on disk when it was not the first time. */
  used(key: string, content: BlockContent): void {
    if (!this.#l1.has(key)) this.#demote(key, content);
  }

  /** Forgets a block, since it turned out to be damaged. */
  forget(key: string): void {
    this.#l1.delete(key);
    this.#l2.delete(key);
  }

  /** Forgets what nobody asked for in its time. */
  purge(): void {
    this.#l1.purge();
    this.#l2.purge();
    this.#l3?.purge();
  }

  /** Sets the memory of the two upper tiers to this share of what it may be, and gives up what is beyond. */
  resize(share: number): void {
    this.#l1.resize(share);
    this.#l2.resize(share);
  }

  #keep(key: string, { recordCount, textBytes }: BlockHead, content: BlockContent): BlockContent {
    this.#l1.put(key, content, textBytes + recordCount * (columnBytesPerRecord + 4));
    return content;
  }

  /** What was asked for again and again and leaves memory is kept on disk: decoding is what costs. */
  #demote(key: string, content: BlockContent): void {
    const decoded = content.decoded;
    if (this.#l3 && decoded && (this.#asked.get(key) ?? 0) >= worthOfDisk) this.#l3.put(key, decoded);
  }

  /** Blocks with errors count double: people come back to them. Old counts fade. */
  #ask(key: string, { severityMask }: BlockHead): void {
    this.#asked.set(key, (this.#asked.get(key) ?? 0) + ((severityMask & errorMask) === 0 ? 1 : 2));
    if (this.#asked.size <= mostAsked) return;
    for (const [known, count] of this.#asked) {
      if (count < 2) this.#asked.delete(known);
      else this.#asked.set(known, count / 2);
    }
  }
}
