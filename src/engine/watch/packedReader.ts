/** Reads what is left of a log in its compressed copy. */
import fs from 'node:fs';
import zlib from 'node:zlib';
import type { Transform } from 'node:stream';
import { openRegular } from './openFiles.ts';
import { emptyTail, hasHead, hashOf, identityBytes, unknownTail, type Proof } from './identity.ts';
import type { Lineage } from './lineage.ts';
import { compressionOf, type Compression } from './logNames.ts';

/** What a compressed file says about a lineage; `unfinished`: it is still being written, or damaged. */
export type PackedProof = 'same' | 'shorter' | 'differs' | 'unfinished';

/** Where to begin, and in which file. */
export interface PackedStart {
  readonly fromBytes: number;
  readonly key?: string;
}

/** A stream of decompressed bytes from a position on. */
export class PackedReader {
  readonly #source: fs.ReadStream;
  readonly #pieces: AsyncIterator<Uint8Array>;
  #skip: number;

  private constructor(source: fs.ReadStream, pieces: AsyncIterator<Uint8Array>, skip: number) {
    this.#source = source;
    this.#pieces = pieces;
    this.#skip = skip;
  }

  /** Opens a compressed file, with `key` only if it is that inode; undefined when it is not, or when this runtime cannot decompress it. */
  static open(path: string, compression: Compression, { fromBytes, key }: PackedStart): PackedReader | undefined {
    const opened = openRegular(path, key);
    if ('failed' in opened) return undefined;
    const decompress = decompressor(compression);
    if (!decompress) {
      fs.closeSync(opened.fd);
      return undefined;
    }
    const source = fs.createReadStream(path, { fd: opened.fd });
    source.on('error', (error) => decompress.destroy(error));
    source.pipe(decompress);
    const pieces = decompress[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    return new PackedReader(source, pieces, fromBytes);
  }

  /** Opens the compressed file a lineage is in, at its position; undefined when it is not there (any more). */
  static ofLineage({ source, positionBytes, key }: Lineage): PackedReader | undefined {
    const compression = compressionOf(source.path);
    return compression && PackedReader.open(source.path, compression, { fromBytes: positionBytes, key });
  }

  /** Returns the next bytes, undefined at the end. Throws when the file is damaged or not whole. */
  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const piece = await this.#pieces.next();
      if (piece.done === true) return undefined;
      if (this.#skip >= piece.value.length) this.#skip -= piece.value.length;
      else {
        const rest = piece.value.subarray(this.#skip);
        this.#skip = 0;
        return rest;
      }
    }
  }

  async close(): Promise<void> {
    this.#source.destroy();
    await this.#pieces.return?.();
  }
}

/** Returns the first decompressed bytes, undefined when there are none to be had. */
export async function packedHead(path: string, compression: Compression): Promise<Uint8Array | undefined> {
  const reader = PackedReader.open(path, compression, { fromBytes: 0 });
  if (!reader) return undefined;
  let head = new Uint8Array();
  try {
    for (let piece = await reader.next(); piece && head.length < identityBytes; piece = await reader.next()) head = join(head, piece);
  } catch {
    // What came before the damage is compared all the same: a copy may still be in the making.
  }
  await reader.close();
  return head.length === 0 ? undefined : head.slice(0, identityBytes);
}

/** Decompresses the whole file and compares it with what was read of a lineage. */
export async function provePacked(path: string, compression: Compression, proof: Proof): Promise<PackedProof> {
  const reader = PackedReader.open(path, compression, { fromBytes: 0 });
  if (!reader) return 'differs';
  let seen = 0;
  let tail = new Uint8Array();
  let beginning = new Uint8Array();
  let proved = proof.positionBytes === 0;
  try {
    for (let piece = await reader.next(); piece; piece = await reader.next()) {
      if (beginning.length < identityBytes) beginning = join(beginning, piece.subarray(0, identityBytes));
      if (!proved && seen + piece.length >= proof.positionBytes) {
        proved = matches(join(tail, piece.subarray(0, proof.positionBytes - seen)), proof);
        if (!proved) break;
      }
      seen += piece.length;
      tail = join(tail, piece).slice(-identityBytes);
    }
  } catch {
    return 'unfinished';
  } finally {
    await reader.close();
  }
  if (!proved || !hasHead(beginning, proof.head)) return 'differs';
  return seen > proof.positionBytes ? 'same' : 'shorter';
}

function matches(before: Uint8Array, proof: Proof): boolean {
  if (proof.tailHash === unknownTail || proof.tailHash === emptyTail) return true;
  return hashOf(before.subarray(Math.max(0, before.length - identityBytes))) === proof.tailHash;
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

function decompressor(compression: Compression): Transform | undefined {
  if (compression === 'gzip') return zlib.createGunzip();
  // The editor's Node may be older than zstd in node:zlib.
  return compression === 'zstd' && typeof zlib.createZstdDecompress === 'function' ? zlib.createZstdDecompress() : undefined;
}
