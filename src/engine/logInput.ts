/** The bytes of a file or stream in pieces, decompressed where the name says that it is compressed. */
import fs from 'node:fs';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { EngineError, systemCodeOf, worldError } from '../base/errors.ts';
import { binaryKind, expandPaths } from './watch/watch.ts';

/** One thing to read. */
export interface LogInput {
  /** Absolute, or `-` for the given stream. */
  readonly path: string;
  readonly name: string;
  /** Undefined for a stream. */
  readonly sizeBytes: number | undefined;
  readonly compression: 'gzip' | 'zstd' | undefined;
  /** Absolute path of the log whose rotated part it is, where it is known. */
  readonly logPath?: string;
}

/** Names that systems give to standard input, and ours. */
const standardInput = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

/** Whether a path means standard input, whose file would be opened a second time otherwise, which not every kind of it allows. */
export function isStandardInput(file: string): boolean {
  return standardInput.has(file);
}

/** Whether a path is a pipe, as shells make for the output of a command: it can be read once and has no size. */
export function isPipe(file: string): boolean {
  return file !== '-' && statOf(file)?.isFIFO() === true;
}

/** What a path leads to; undefined where it cannot be looked at: why is said when it is read. */
export function statOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file);
  } catch (thrown) {
    if (systemCodeOf(thrown) === undefined) throw thrown;
    return undefined;
  }
}

/** Finds out how one file is to be read; throws `badRequest` when it is no text. */
export async function inputOf(file: string): Promise<LogInput> {
  const { files: [found], skipped: [refused] } = await expandPaths([file]);
  if (!found) throw new EngineError('badRequest', `${file} is not read: ${refused?.reason ?? 'it is no log'}.`);
  return { path: found.path, name: file, sizeBytes: found.sizeBytes, compression: found.compression };
}

/** Refuses the first bytes of what is no text; `name` is how the user called it. */
export function requireText(head: Uint8Array, name: string): void {
  const kind = binaryKind(head.subarray(0, headBytes));
  if (kind !== undefined) throw new EngineError('badRequest', `${name} is not read: it is not text${kind === 'binary' ? '' : ` but ${kind}`}. Give the text itself.`);
}

/** As much as a file's kind is told by when it is found in a folder. */
const headBytes = 4096;
/** Read in pieces of a mebibyte: larger ones gain nothing in our benchmark, smaller ones cost calls. */
const pieceBytes = 1 << 20;

/** Yields the bytes in order; each piece is valid until the next one is asked for. Throws `EngineError` naming the path. */
export async function* bytesOf(input: LogInput, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (input.path === '-') {
    yield* textOf(stream, 'Standard input');
    return;
  }
  try {
    // To open a pipe blocks until somebody writes, so that is not done in this thread.
    if (input.sizeBytes === undefined) yield* textOf(fs.createReadStream(input.path, { highWaterMark: pieceBytes }), input.name);
    else if (input.compression === undefined) yield* plainBytes(input.path);
    else yield* decompressed(input);
  } catch (thrown) {
    throw worldError(`read ${input.path}`, thrown);
  }
}

async function* textOf(stream: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const piece of stream) {
    if (isFirst && piece.length > 0) {
      requireText(piece, name);
      isFirst = false;
    }
    yield piece;
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
