/** One file lineage while it is followed: where it is, how far it is read, and what proves that it is itself. */
import path from 'node:path';
import type { Source } from '../../model/source.ts';
import type { PackedReader } from './packedReader.ts';
import { noHead, type Head, type Proof } from './identity.ts';

/**
 * Where the file of a lineage is. `here`: at `source.path`. `lost`: not found (yet, or any more). `unlinked`: deleted, its
 * descriptor is still open. `adrift`: moved to where nobody looks, its descriptor is still open. `packed`: only its
 * compressed copy is left, at `source.path`.
 */
export type Place = 'here' | 'lost' | 'unlinked' | 'adrift' | 'packed';

/** Why a lineage is not where it was. */
export type LostBecause = 'moved' | 'truncated' | 'rewritten';

/** Why nothing more will come. */
export type EndReason = 'rotated' | 'truncated' | 'rewritten' | 'deleted';

/** State of one lineage; only the tracker and its parts change it. */
export class Lineage implements Proof {
  readonly source: Source;
  /** Absolute path under which it was first seen. */
  readonly logPath: string;
  /** `device:inode`. */
  key: string;
  /** Folder of `source.path`. */
  folder: string;
  head: Head = noHead;
  /** The first bytes themselves, until they are saved. */
  headBytes: Uint8Array | undefined;
  /** Everything before it has been given out. */
  positionBytes = 0;
  tailHash: string;
  place: Place = 'lost';
  lostBecause: LostBecause = 'moved';
  /** Since when it is lost, or quiet; by the clock. */
  sinceMs = 0;
  /** Seen on disk in this life of the watcher; before that it is only known from the store. */
  seen = false;
  /** Known from the store. */
  restored = false;
  ended: EndReason | undefined;
  /** Why it is followed; undefined when it is known from the store. */
  rule: string | undefined;
  problem: string | undefined;
  /** Behind a symbolic link: the path of the file itself. */
  realPath: string | undefined;
  sizeBytes = 0;
  /** Time stamp and size when the content was last proved. */
  modifiedMs = 0;
  provedBytes = -1;
  /** The content was proved after its last change had surely got another time stamp than the next change will have. */
  settled = false;
  /** Physical lines before the position, to be told with the next chunk. */
  resumedLines: number | undefined;
  /** The newest saved position and its lines. */
  savedBytes = -1;
  savedLines = 0;
  packed: PackedReader | undefined;

  constructor(source: Source, logPath: string, key: string, tailHash: string) {
    this.source = source;
    this.logPath = logPath;
    this.folder = path.dirname(source.path);
    this.key = key;
    this.tailHash = tailHash;
  }

  /** Renamed away from the name of its log. */
  get rotated(): boolean {
    return this.source.path !== this.logPath;
  }

  /** Its descriptor must stay open, since no path leads to it. */
  get pinned(): boolean {
    return this.place === 'unlinked' || this.place === 'adrift';
  }
}
