/** What an archive holds: which names are allowed at all, and the list of names, sizes and hashes that comes first in it. */
import { EngineError } from '../../base/errors.ts';

/** One file of an archive. */
export interface ManifestFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** The first entry of an archive. */
export interface Manifest {
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly files: readonly ManifestFile[];
}

/** The name of the first entry. */
export const manifestName = 'manifest.json';
/** 100,000 files of history make 15 MB of manifest; beyond this it is an attack (ours). */
export const maxManifestBytes = 64 << 20;

/**
 * Single files of the state folder that are part of it. `redaction.key` is: without it equal secrets get other placeholders after a restore;
 * an archive is for the owner's eyes alone (0600), as the key is. `config.good.json` is: where `config.yaml` is faulty its settings were in force.
 * The audit file is not: it goes on through a restore; nor is `alerts.json`, which the engine finds out anew.
 */
export const stateFiles = ['config.yaml', 'config.good.json', 'rules.yaml', 'marks.ndjson', 'alert-marks.json', 'watched.json', 'redaction.key', 'briefing.md', 'dashboard.json', 'events.ndjson'] as const;

const version = 1;
/** Whatever a manifest says, nothing else is ever written: no name from an archive becomes a path of its own making. */
const allowedNames = [
  /^state\/store\/logbrief\.db$/,
  new RegExp(`^state/(?:${stateFiles.map((name) => name.replace('.', '\\.')).join('|')})$`),
  /^state\/history\/dashboard_\d{8}_\d{6}\.json$/,
  /^state\/metrics\/metrics_[\w-]{1,64}\.json$/,
  /^workspace\/config\/enhanced_logging(?:\.[\w-]{1,64})?\.yaml$/,
];

/** Tells whether an archive may hold a file of this name. */
export function isAllowedName(name: string): boolean {
  return allowedNames.some((pattern) => pattern.test(name));
}

/** Writes a manifest. */
export function manifestText(manifest: Manifest): string {
  const files = manifest.files.map(({ name, sizeBytes, sha256 }) => ({ name, size: sizeBytes, sha256 }));
  return `${JSON.stringify({ format: 'logbrief-backup', version, created: manifest.created, files }, undefined, 1)}\n`;
}

/** Reads a manifest; throws `archiveInvalid` for anything that this version did not write. */
export function parseManifest(archive: string, text: string): Manifest {
  const parsed = parseJson(archive, text);
  if (!isRecord(parsed) || parsed['format'] !== 'logbrief-backup') throw invalid(archive, 'its manifest is not one of Logbrief');
  if (parsed['version'] !== version) throw invalid(archive, `its manifest has version ${String(parsed['version']).slice(0, 20)} and this Logbrief knows ${version}; use the Logbrief that made it`);
  const { created, files } = parsed;
  if (typeof created !== 'string' || Number.isNaN(Date.parse(created)) || !Array.isArray(files)) throw invalid(archive, 'its manifest is incomplete');
  const names = new Set<string>();
  const checked = (files as readonly unknown[]).map((file) => parseFile(archive, file, names));
  return { created, files: checked };
}

/** Returns how many bytes the unpacked archive has, to the byte: a header and whole blocks per file, two empty blocks at the end. */
export function unpackedBytes(manifest: Manifest, manifestBytes: number): number {
  const entry = (sizeBytes: number): number => 512 + Math.ceil(sizeBytes / 512) * 512;
  return manifest.files.reduce((sum, { sizeBytes }) => sum + entry(sizeBytes), entry(manifestBytes) + 1024);
}

/** Makes the error for an archive that is not to be trusted. `why` continues "is not usable:". */
export function invalid(archive: string, why: string, cause?: unknown): EngineError {
  return new EngineError('archiveInvalid', `${archive} is not usable: ${why}. Choose another backup; nothing was changed.`, cause === undefined ? undefined : { cause });
}

function parseFile(archive: string, file: unknown, names: Set<string>): ManifestFile {
  if (!isRecord(file)) throw invalid(archive, 'its manifest is incomplete');
  const { name, size, sha256 } = file;
  if (typeof name !== 'string' || !isAllowedName(name)) throw invalid(archive, `it names a file that does not belong into a backup (${JSON.stringify(name ?? null).slice(0, 120)})`);
  if (names.has(name)) throw invalid(archive, `it names ${name} twice`);
  names.add(name);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw invalid(archive, `it gives no size for ${name}`);
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) throw invalid(archive, `it gives no hash for ${name}`);
  return { name, sizeBytes: size, sha256 };
}

function parseJson(archive: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (thrown) {
    throw invalid(archive, 'its manifest is not JSON', thrown);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
