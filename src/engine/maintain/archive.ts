/** Writes and reads archives: tar in gzip, the manifest first, nothing in it that the manifest does not name. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { extract as unpackTar, pack as packTar, type Extract, type Header, type Pack } from 'tar-stream';
import { EngineError, messageOf, systemCodeOf, worldError } from '../../base/errors.ts';
import { privateFile } from './files.ts';
import { invalid, manifestName, manifestText, maxManifestBytes, parseManifest, unpackedBytes, type Manifest, type ManifestFile } from './manifest.ts';

/** A file that goes into an archive: its content lies ready and will not change any more. */
export interface StagedFile extends ManifestFile {
  readonly path: string;
}

type Entry = Extract extends AsyncIterable<infer Source> ? Source : never;

/** What a reader of an archive is told, in the order of the archive. */
export interface ArchiveVisitor {
  manifest?(manifest: Manifest): void;
  /** Takes a file's bytes; whether they are right is known only when `readArchive` has ended. */
  file?(file: ManifestFile, content: AsyncIterable<Uint8Array>): Promise<void>;
}

/** The store's blocks are compressed already; level 1 costs a third of the default's time for the rest (ours). */
const gzipLevel = 1;

/** Writes a new archive (mode 0600) and flushes it to the disk. The caller removes what a failure leaves. */
export async function writeArchive(archive: string, created: string, files: readonly StagedFile[], signal?: AbortSignal): Promise<void> {
  const pack = packTar();
  const sink = fs.createWriteStream(archive, { flags: 'wx', mode: privateFile, flush: true });
  const writing = pipeline(pack, zlib.createGzip({ level: gzipLevel }), sink, { signal: signal ?? new AbortController().signal });
  const feeding = feed(pack, created, files);
  feeding.catch((thrown: unknown) => pack.destroy(thrown instanceof Error ? thrown : new Error(messageOf(thrown))));
  await Promise.all([writing, feeding]);
}

async function feed(pack: Pack, created: string, files: readonly StagedFile[]): Promise<void> {
  const mtime = new Date(created);
  const manifest = Buffer.from(manifestText({ created, files }));
  await pipeline(Readable.from([manifest]), pack.entry({ name: manifestName, size: manifest.length, mode: privateFile, mtime }));
  for (const { name, path, sizeBytes } of files) {
    const entry = pack.entry({ name, size: sizeBytes, mode: privateFile, mtime });
    await pipeline(fs.createReadStream(path), entry);
  }
  pack.finalize();
}

/**
 * Reads a whole archive and throws `archiveInvalid` unless everything in it is a regular file that the manifest names, once, with its size and hash, and nothing is missing.
 * Memory stays flat whatever the archive claims, and no more is unpacked than the manifest announces.
 */
export async function readArchive(archive: string, visitor: ArchiveVisitor, signal?: AbortSignal): Promise<Manifest> {
  const reading = new Reading(archive, visitor);
  const extract = unpackTar();
  let failure: unknown;
  const feeding = pipeline(
    fs.createReadStream(archive), zlib.createGunzip(), (chunks: AsyncIterable<Uint8Array>) => reading.counted(chunks), extract, { signal: signal ?? new AbortController().signal },
  ).catch((thrown: unknown) => {
    failure = thrown;
  });
  try {
    for await (const entry of extract) await reading.take(entry);
    await feeding;
    if (failure !== undefined) throw failure as Error;
    return reading.whole();
  } catch (thrown) {
    extract.destroy();
    await feeding;
    throw readFailure(archive, thrown, failure);
  }
}

function readFailure(archive: string, thrown: unknown, feedFailure: unknown): EngineError {
  for (const candidate of [thrown, feedFailure]) {
    if (candidate instanceof EngineError) return candidate;
    const code = systemCodeOf(candidate);
    if (code === 'ABORT_ERR' || (code !== undefined && /^E[A-Z]+$/.test(code))) return worldError(`unpack ${archive}`, candidate);
  }
  return invalid(archive, `it is damaged or cut short (${messageOf(thrown)})`, thrown);
}

/** Reads to the end and keeps nothing. */
export async function drain(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

/** One pass over an archive. */
class Reading {
  readonly #archive: string;
  readonly #visitor: ArchiveVisitor;
  readonly #missing = new Map<string, ManifestFile>();
  #manifest: Manifest | undefined;
  #unpacked = 0;
  /** Until the manifest says how much is to come. */
  #limit = maxManifestBytes + (1 << 20);

  constructor(archive: string, visitor: ArchiveVisitor) {
    this.#archive = archive;
    this.#visitor = visitor;
  }

  /** Passes unpacked bytes on, as many as there may be. */
  async *counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.#unpacked += chunk.length;
      if (this.#unpacked > this.#limit) throw invalid(this.#archive, 'it unpacks to more than its manifest says');
      yield chunk;
    }
  }

  async take(entry: Entry): Promise<void> {
    const { name, type, size } = entry.header;
    const label = JSON.stringify(name).slice(0, 120);
    if (type !== 'file' || hasExtensions(entry.header)) throw invalid(this.#archive, `${label} in it is not a plain file`);
    if (this.#manifest === undefined) {
      await this.#takeManifest(entry, label);
      return;
    }
    const file = this.#missing.get(name);
    if (!file) throw invalid(this.#archive, `${label} in it is not in its manifest, or is there twice`);
    if (file.sizeBytes !== size) throw invalid(this.#archive, `${name} in it has not the size that its manifest gives`);
    this.#missing.delete(name);
    const hash = createHash('sha256');
    const content = hashed(entry as AsyncIterable<Uint8Array>, hash);
    if (this.#visitor.file) await this.#visitor.file(file, content);
    else await drain(content);
    if (hash.digest('hex') !== file.sha256) throw invalid(this.#archive, `${name} in it was changed after the backup was made`);
  }

  whole(): Manifest {
    if (!this.#manifest) throw invalid(this.#archive, 'it has no manifest');
    const [lost] = this.#missing.keys();
    if (lost !== undefined) throw invalid(this.#archive, `${lost} is missing in it`);
    if (this.#unpacked !== this.#limit) throw invalid(this.#archive, 'it is cut short');
    return this.#manifest;
  }

  async #takeManifest(entry: Entry, label: string): Promise<void> {
    const { name, size } = entry.header;
    if (name !== manifestName || size > maxManifestBytes) throw invalid(this.#archive, `it begins with ${label} and not with a manifest`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) chunks.push(chunk as Uint8Array);
    const manifest = parseManifest(this.#archive, Buffer.concat(chunks).toString('utf8'));
    for (const file of manifest.files) this.#missing.set(file.name, file);
    this.#limit = unpackedBytes(manifest, size);
    if (this.#unpacked > this.#limit) throw invalid(this.#archive, 'it unpacks to more than its manifest says');
    this.#manifest = manifest;
    this.#visitor.manifest?.(manifest);
  }
}

/** Extended headers can rename an entry or change its size; we never write them. */
function hasExtensions(header: Header): boolean {
  const linkName = header.linkname as string | null;
  return (header.pax !== null && header.pax !== undefined) || (linkName !== null && linkName !== '');
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
