/** Builds archives that no backup would, from plain descriptions. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import zlib from 'node:zlib';
import { pack as packTar, type Header } from 'tar-stream';

/** One entry as it will stand in the tar. */
export interface Entry {
  readonly header: Partial<Header> & { readonly name: string };
  readonly text?: string;
}

/** Returns an entry for a plain file. */
export function fileEntry(name: string, text: string): Entry {
  return { header: { name, size: Buffer.byteLength(text) }, text };
}

/** Returns a manifest entry that describes `files`, with what is given changed in it. */
export function manifestEntry(files: readonly Entry[], changes: Readonly<Record<string, unknown>> = {}): Entry {
  const described = files.map(({ header, text = '' }) => ({ name: header.name, size: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') }));
  return fileEntry('manifest.json', JSON.stringify({ format: 'logbrief-backup', version: 1, created: '2026-06-15T12:00:00.000Z', files: described, ...changes }));
}

/** Returns the bytes of a tar with these entries. */
export async function tarOf(entries: readonly Entry[]): Promise<Buffer> {
  const pack = packTar();
  for (const { header, text } of entries) {
    if (text === undefined) pack.entry(header, '');
    else pack.entry(header, text);
  }
  pack.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of pack as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Writes an archive with these entries. */
export async function writeHostile(file: string, entries: readonly Entry[]): Promise<void> {
  fs.writeFileSync(file, zlib.gzipSync(await tarOf(entries)));
}
