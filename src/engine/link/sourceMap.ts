/** From generated JavaScript to what it was made from: the map named in its last lines or lying beside it. */
import path from 'node:path';
import { FlattenMap, GREATEST_LOWER_BOUND, LEAST_UPPER_BOUND, originalPositionFor, type TraceMap } from '@jridgewell/trace-mapping';
import type { InsideRoot } from './insideFile.ts';
import { loggedPath } from './loggedPath.ts';
import type { LoggedPlace, Searched } from './resolvePath.ts';

/** A bundle or a map above this is not read (ours: decoding takes some 100 ms for so much). */
const mostBytes = 16 << 20;
/** Maps kept decoded: an application has few bundles, and a decoded map takes several times its size. */
const mostMaps = 3;
const generated = /\.(?:[cm]?js|jsx)$/;
const mapComment = /\/\/[#@] ?sourceMappingURL=(\S+)\s*$/m;
const inlineMap = /^data:application\/json[^,]*;base64,/;

/** What a generated place was made from. */
export interface OriginalPlace {
  readonly path: string;
  readonly line: number;
  /** The log gave no column, so that the whole generated line was looked up. */
  readonly isLikely: boolean;
}

/** Follows maps of one workspace; keeps the last few decoded as long as their files do not change. */
export class SourceMaps {
  readonly #maps = new Map<string, { readonly stamp: string; readonly map: TraceMap | undefined }>();

  /** Returns the original place, if it lies in the workspace; undefined when there is no map, or it knows nothing of the place. */
  async original(inner: string, place: LoggedPlace, searched: Searched): Promise<OriginalPlace | undefined> {
    if (!generated.test(inner)) return undefined;
    const map = await this.#mapOf(inner, searched.root);
    if (!map) return undefined;
    // Without a column the line is meant: whatever it begins with.
    const { line, column } = place;
    const found = originalPositionFor(map, { line, column: Math.max(0, (column ?? 1) - 1), bias: column === undefined ? LEAST_UPPER_BOUND : GREATEST_LOWER_BOUND });
    if (found.source === null) return undefined;
    const original = await sourceFile(found.source, inner, searched);
    return original === undefined ? undefined : { path: original, line: found.line, isLikely: column === undefined };
  }

  async #mapOf(inner: string, root: InsideRoot): Promise<TraceMap | undefined> {
    const beside = await root.look(`${inner}.map`);
    const file = await root.look(inner);
    const stamp = `${file?.modifiedMs ?? 0}:${beside?.modifiedMs ?? 0}`;
    const kept = this.#maps.get(inner);
    if (kept?.stamp === stamp) return kept.map;
    const text = await mapText(inner, root);
    const map = text === undefined ? undefined : decoded(text);
    if (this.#maps.size >= mostMaps) this.#maps.delete([...this.#maps.keys()][0] ?? '');
    this.#maps.set(inner, { stamp, map });
    return map;
  }
}

async function mapText(inner: string, root: InsideRoot): Promise<string | undefined> {
  const code = await root.read(inner, mostBytes);
  const url = code === undefined ? undefined : mapComment.exec(code.slice(-2_000_000))?.[1];
  if (url !== undefined && inlineMap.test(url)) return Buffer.from(url.replace(inlineMap, ''), 'base64').toString('utf8');
  const named = url === undefined ? undefined : path.posix.join(path.posix.dirname(inner), url.replace(/[?#].*$/, ''));
  return (named === undefined ? undefined : await root.read(named, mostBytes)) ?? root.read(`${inner}.map`, mostBytes);
}

function decoded(text: string): TraceMap | undefined {
  try {
    // Some servers put `)]}'` before JSON, and the map's standard allows it.
    return new FlattenMap(text.replace(/^\)\]\}'?[^\n]*\n/, ''));
  } catch {
    return undefined; // Whatever lies there is no map: the generated place is the answer.
  }
}

/** The source as it lies in the workspace: relative to the bundle, else by the longest common end, as bundlers write many schemes. */
async function sourceFile(source: string, inner: string, { root, index }: Searched): Promise<string | undefined> {
  const logged = loggedPath(source);
  if (!logged || logged.isForeign) return undefined;
  const isRelative = !/^[A-Za-z][\w+.-]*:\/\/|^\//.test(source);
  const beside = path.posix.join(path.posix.dirname(inner), source);
  if (isRelative && (await root.look(beside))) return beside;
  for (let from = 0; from < logged.parts.length; from++) {
    const end = logged.parts.slice(from).join('/');
    if (await root.look(end)) return end;
    const same = index.named(logged.parts.at(-1) ?? '').filter((file) => file === end || file.endsWith(`/${end}`));
    if (same.length > 0) return same.length === 1 ? same[0] : undefined;
  }
  return undefined;
}
