/** Preflight: is this machine what section 1 of the operations guide asks for, put in terms of what Logbrief runs on. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bytesText, compareVersions, type Finding } from './finding.ts';

/** What was measured; undefined where it could not be. */
export interface MachineFacts {
  readonly nodeVersion: string;
  readonly sqliteVersion: string | undefined;
  readonly zstdVersion: string | undefined;
  readonly editorVersion: string | undefined;
  readonly cores: number;
  readonly memoryBytes: number;
  /** What programs can still have. */
  readonly availableBytes: number;
  readonly freeBytes: number | undefined;
  /** Type of the file system as statfs(2) gives it. */
  readonly fileSystem: number | undefined;
}

const gigabyte = 1e9;
/** Section 1 of the guide: 2 GB and two cores, better 8 GB and four; 1 GB of disk, better 5. Node in place of Python: what the store needs, and what is tested most. */
const needs = {
  node: { minimum: '22.15.0', recommended: '24.0.0' },
  /** As in `engines.vscode` of the package. */
  editor: '1.125.0',
  cores: { minimum: 2, recommended: 4 },
  memoryBytes: { minimum: 2 * gigabyte, recommended: 8 * gigabyte },
  /** The engine's own limit, and as much again for the editor (ours). */
  availableBytes: { minimum: 0.4 * gigabyte, recommended: 0.8 * gigabyte },
  freeBytes: { minimum: gigabyte, recommended: 5 * gigabyte },
} as const;
/** The first version without the WAL-reset bug (sqlite.org/wal.html). */
const soundSqlite = '3.51.3';
/** Types of statfs(2) on which SQLite's locks and shared memory do not hold. */
const networkFileSystems: ReadonlyMap<number, string> = new Map([[0x6969, 'NFS'], [0xff534d42, 'CIFS'], [0xfe534d42, 'SMB'], [0x01021997, '9P'], [0x517b, 'SMB'], [0x564c, 'NCP']]);

/** Measures this machine; `folder` or the nearest one above it that exists tells the disk. */
export function measureMachine(folder: string, environment: Readonly<Record<string, string | undefined>>): MachineFacts {
  const disk = diskOf(folder);
  return {
    nodeVersion: process.versions.node,
    sqliteVersion: process.versions['sqlite'],
    zstdVersion: process.versions['zstd'],
    editorVersion: environment['TERM_PROGRAM'] === 'vscode' ? environment['TERM_PROGRAM_VERSION'] : editorOnPath(),
    cores: os.availableParallelism(),
    // 0 and absurd figures mean that there is no limit.
    memoryBytes: Math.min(os.totalmem(), process.constrainedMemory() > 0 ? process.constrainedMemory() : Infinity),
    availableBytes: process.availableMemory(),
    freeBytes: disk && disk.bavail * disk.bsize,
    fileSystem: disk?.type,
  };
}

/** Judges what was measured. */
export function judgeMachine(facts: MachineFacts): readonly Finding[] {
  const { cores, memoryBytes, availableBytes, freeBytes } = facts;
  return [
    judgeEditor(facts.editorVersion), judgeNode(facts.nodeVersion), judgeSqlite(facts.sqliteVersion), judgeZstd(facts.zstdVersion),
    judgeAmount('cores', { value: cores, text: String(cores) }, { ...needs.cores, text: [String(needs.cores.minimum), String(needs.cores.recommended)] }, 'With one core reading logs and answering share it. Give the machine or container more, or set `performance.worker_count: 1`.'),
    judgeBytes('memory-installed', memoryBytes, needs.memoryBytes, 'Give the machine or container more, or lower `performance.memory_threshold_mb`.'),
    judgeBytes('memory-available', availableBytes, needs.availableBytes, 'End what takes the memory, or lower `performance.memory_threshold_mb`, `performance.l1_cache_size` and `performance.l2_cache_size`.'),
    freeBytes === undefined
      ? { id: 'disk-free', status: 'unknown', measured: 'not known', limit: `at least ${bytesText(needs.freeBytes.minimum)}` }
      : judgeBytes('disk-free', freeBytes, needs.freeBytes, 'Free space, or see what may go: logbrief cleanup. With `backup.keep_days` and `cleanup.*` less is kept.'),
    judgeFileSystem(facts.fileSystem),
  ];
}

interface Need {
  readonly minimum: number;
  readonly recommended: number;
}

function judgeBytes(id: string, bytes: number, need: Need, advice: string): Finding {
  return judgeAmount(id, { value: bytes, text: bytesText(bytes) }, { ...need, text: [bytesText(need.minimum), bytesText(need.recommended)] }, advice);
}

function judgeAmount(id: string, { value, text }: { readonly value: number; readonly text: string }, need: Need & { readonly text: readonly [string, string] }, advice: string): Finding {
  const measured = { id, measured: text, limit: `at least ${need.text[0]}, better ${need.text[1]}` };
  if (value >= need.recommended) return { ...measured, status: 'ok' };
  return value >= need.minimum ? { ...measured, status: 'note', cause: 'enough for a quiet workspace' } : { ...measured, status: 'wrong', cause: 'below the minimum', advice };
}

function judgeEditor(version: string | undefined): Finding {
  const limit = `VS Code ${needs.editor} or newer`;
  if (version === undefined) return { id: 'editor', status: 'unknown', measured: 'no editor found', limit, cause: 'not started from its terminal, and there is no `code` command' };
  if (compareVersions(version, needs.editor) >= 0) return { id: 'editor', status: 'ok', measured: version, limit };
  return { id: 'editor', status: 'wrong', measured: version, limit, cause: 'the extension cannot be installed in it', advice: 'Update the editor; the command line works without it.' };
}

function judgeNode(version: string): Finding {
  const { minimum, recommended } = needs.node;
  const limit = `at least ${minimum}, better ${recommended}`;
  if (compareVersions(version, minimum) < 0) return { id: 'node', status: 'wrong', measured: version, limit, cause: 'it has no usable SQLite, so nothing can be stored', advice: 'Run logbrief with a newer Node.' };
  return compareVersions(version, recommended) < 0 ? { id: 'node', status: 'note', measured: version, limit, cause: 'enough' } : { id: 'node', status: 'ok', measured: version, limit };
}

function judgeSqlite(version: string | undefined): Finding {
  const limit = `${soundSqlite} or newer`;
  if (version === undefined) return { id: 'sqlite', status: 'wrong', measured: 'none', limit, cause: 'this Node has none', advice: `Run logbrief with Node ${needs.node.minimum} or newer.` };
  if (compareVersions(version, soundSqlite) >= 0) return { id: 'sqlite', status: 'ok', measured: version, limit };
  return {
    id: 'sqlite', status: 'note', measured: version, limit, cause: 'its WAL-reset bug can damage a store that two connections write; Logbrief has one writer, so its own store is safe',
    advice: 'Let no other program write .logbrief/store/logbrief.db. A newer Node or editor brings a newer SQLite.',
  };
}

function judgeZstd(version: string | undefined): Finding {
  const limit = 'in Node';
  if (version !== undefined) return { id: 'zstd', status: 'ok', measured: version, limit };
  return { id: 'zstd', status: 'note', measured: 'none', limit, cause: 'blocks are packed with brotli, which is slower', advice: 'A newer Node or editor has it.' };
}

function judgeFileSystem(type: number | undefined): Finding {
  const limit = 'a local one';
  const network = type === undefined ? undefined : networkFileSystems.get(type >>> 0);
  if (network !== undefined) return { id: 'file-system', status: 'wrong', measured: network, limit, cause: 'locks do not hold over the network, so two engines could write at once', advice: 'Choose a folder on a local disk with --state.' };
  return type === undefined ? { id: 'file-system', status: 'unknown', measured: 'not known', limit } : { id: 'file-system', status: 'ok', measured: `type 0x${(type >>> 0).toString(16)}`, limit };
}

function diskOf(folder: string): fs.StatsFs | undefined {
  try {
    return fs.statfsSync(folder);
  } catch {
    // Not made yet: the folder above it is on the same disk.
    const above = path.dirname(folder);
    return above === folder ? undefined : diskOf(above);
  }
}

/** Asks the `code` command where there is one. */
function editorOnPath(): string | undefined {
  try {
    const [first = ''] = execFileSync('code', ['--version'], { encoding: 'utf8', timeout: 10_000, stdio: ['ignore', 'pipe', 'ignore'] }).split('\n');
    return /^\d+\.\d+\.\d+/.exec(first)?.[0];
  } catch {
    // There is none, or it does not answer: the check says that it is not known.
    return undefined;
  }
}
