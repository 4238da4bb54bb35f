/** The bytes of a file or stream in pieces, decompressed where the name says that it is compressed. */
import fs from 'node:fs';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { EngineError, messageOf, systemCodeOf } from '../base/errors.ts';

/** One thing to read. */
export interface LogInput {
  /** Absolute, or `-` for the given stream. */
  readonly path: string;
  readonly name: string;
  /** Undefined for a stream. */
  readonly sizeBytes: number | undefined;
  readonly compression: 'gzip' | 'zstd' | undefined;
}

/** Read in pieces of a mebibyte: larger ones gain nothing in our benchmark, smaller ones cost calls. */
const pieceBytes = 1 << 20;

/** Yields the bytes in order; each piece is valid until the next one is asked for. Throws `EngineError` naming the path. */
export async function* bytesOf(input: LogInput, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (input.path === '-') {
    yield* stream;
    return;
  }
  try {
    if (input.compression === undefined) yield* plainBytes(input.path);
    else yield* decompressed(input);
  } catch (thrown) {
    throw readFailure(input.path, thrown);
  }
}

function* plainBytes(file: string): Generator<Uint8Array> {
  const descriptor = fs.openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(pieceBytes);
    for (;;) {
      const length = fs.readSync(descriptor, buffer, 0, pieceBytes, null);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

async function* decompressed(input: LogInput): AsyncGenerator<Uint8Array> {
  const unpack = unpackerOf(input);
  const source: Readable = fs.createReadStream(input.path, { highWaterMark: pieceBytes });
  const finished = pipeline(source, unpack);
  // The error surfaces through the iteration below; this only keeps it from being reported twice.
  finished.catch(() => undefined);
  for await (const piece of unpack as AsyncIterable<Uint8Array>) yield piece;
  await finished;
}

function unpackerOf({ compression, path: file }: LogInput): Transform {
  if (compression === 'gzip') return zlib.createGunzip({ chunkSize: pieceBytes });
  if ('createZstdDecompress' in zlib) return zlib.createZstdDecompress({ chunkSize: pieceBytes });
  throw new EngineError('runtimeTooOld', `${file} is compressed by zstd, which needs Node 22.15 or newer; this is ${process.versions.node}. Unpack it first.`);
}

function readFailure(file: string, thrown: unknown): EngineError {
  if (thrown instanceof EngineError) return thrown;
  const code = systemCodeOf(thrown);
  if (code === 'EACCES' || code === 'EPERM') return new EngineError('permissionDenied', `Cannot read ${file}: permission denied. Give read access to it, or leave it out.`, { cause: thrown });
  if (code === 'ENOENT') return new EngineError('notFound', `Cannot read ${file}: it does not exist.`, { cause: thrown });
  return new EngineError('readFailed', `Cannot read ${file}: ${messageOf(thrown)}.`, { cause: thrown });
}

/** Returns how a file is compressed, by its name. */
export function compressionOf(file: string): LogInput['compression'] {
  if (file.endsWith('.gz')) return 'gzip';
  return file.endsWith('.zst') ? 'zstd' : undefined;
}
