/** Compresses a block's frames: zstd where Node has it, brotli where it has not; the codec's name goes into the block. */
import zlib from 'node:zlib';
import { EngineError } from '../../base/errors.ts';

/** How a frame is compressed. */
export type Codec = 'zstd' | 'brotli' | 'none';

const { ZSTD_c_compressionLevel, ZSTD_c_checksumFlag, ZSTD_c_hashLog, BROTLI_PARAM_QUALITY } = zlib.constants;
/** Level 1: DESIGN decision 3. The frame's own checksum tells damage while it is being decompressed. A table of 8,192 places stays in the processor's nearest cache: a tenth less time at the same size on eight systems' logs (measured). */
const zstdParams = { [ZSTD_c_compressionLevel]: 1, [ZSTD_c_checksumFlag]: 1, [ZSTD_c_hashLog]: 13 };
const brotliParams = { [BROTLI_PARAM_QUALITY]: 1 };
/** Output is made in pieces of this size while its length is unknown. */
const chunkSize = 128 * 1024;

/** Returns how new blocks are to be written. */
export function codecFor(isCompressed: boolean): Codec {
  return isCompressed ? bestCodec() : 'none';
}

/** Returns the best codec this Node has; older than 22.15 it has no zstd. */
export function bestCodec(): Codec {
  return hasZstd() ? 'zstd' : 'brotli';
}

/** Compresses one frame. */
export function compressFrame(bytes: Uint8Array, codec: Codec): Uint8Array {
  // A copy: what is compressed is borrowed.
  if (codec === 'none') return Uint8Array.from(bytes);
  if (codec === 'brotli') return zlib.brotliCompressSync(bytes, { params: brotliParams, chunkSize });
  return zlib.zstdCompressSync(bytes, { params: zstdParams, chunkSize: Math.min(chunkSize, bytes.length + 1024) });
}

/** Decompresses one frame of `size` bytes; throws when it is damaged or of another size. */
export function decompressFrame(frame: Uint8Array, codec: string, size: number): Buffer {
  // One byte more than needed spares a second, empty round; more than that is a damaged size.
  const options = { chunkSize: Math.max(64, size + 1), maxOutputLength: Math.max(64, size + 1) };
  const bytes = inflate(frame, codec, options);
  if (bytes.length !== size) throw new EngineError('storeCorrupt', `a frame has ${bytes.length} bytes instead of ${size}`);
  return bytes;
}

interface FrameOptions {
  readonly chunkSize: number;
  readonly maxOutputLength: number;
}

function inflate(frame: Uint8Array, codec: string, options: FrameOptions): Buffer {
  if (codec === 'none') return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  if (codec === 'brotli') return zlib.brotliDecompressSync(frame, options);
  if (codec !== 'zstd') throw new EngineError('storeCorrupt', `a frame has the unknown codec ${codec}`);
  if (!hasZstd()) throw new EngineError('runtimeTooOld', `The store is compressed with zstd and Node ${process.version} has none. Run with Node 22.15 or newer.`);
  return zlib.zstdDecompressSync(frame, options);
}

function hasZstd(): boolean {
  return typeof (zlib as Partial<typeof zlib>).zstdCompressSync === 'function';
}
