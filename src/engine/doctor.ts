/** `doctor`: what could be wrong with an installation, measured; and what can be put right without harm. */
import net from 'node:net';
import path from 'node:path';
import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import type { Check, Diagnosis } from '../model/diagnosis.ts';
import type { Settings } from '../model/settings.ts';
import { loadConfig, type LoadedConfig } from './config/config.ts';
import { bytesText, checkEngine, checkFolder, judgeMachine, measureMachine, type Finding } from './maintain/maintain.ts';
import { hasStore, isWriting, storeState, StoreReader, structureProblems } from './store/store.ts';

/** Where to look, and how closely. */
export interface DoctorOptions {
  readonly workspace: string;
  readonly stateFolder: string;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Only whether this machine is what it takes. */
  readonly preflight?: boolean;
}

/** Runs all checks; with `fix` puts right what can be put right without harm, and checks again. */
export async function diagnose(options: DoctorOptions, fix: boolean): Promise<Diagnosis> {
  const first = await examine(options);
  const outcomes = new Map<string, Check['fixed']>();
  if (fix) for (const finding of first) if (finding.repair) outcomes.set(finding.id, repair(finding.repair));
  const last = outcomes.size === 0 ? first : await examine(options);
  const checks = last.map((finding): Check => {
    const fixed = outcomes.get(finding.id);
    // Whatever a deed claims, only a new check that finds nothing counts.
    return fixed === undefined ? checkOf(finding) : { ...checkOf(finding), fixed: finding.status === 'wrong' ? 'failed' : fixed };
  });
  return { checks, wrong: checks.filter(({ status }) => status === 'wrong').length };
}

/** Without the deed, which cannot leave the process. */
function checkOf({ id, status, measured, limit, cause, advice, fix }: Finding): Check {
  return { id, status, measured, limit, ...(cause === undefined ? {} : { cause }), ...(advice === undefined ? {} : { advice }), ...(fix === undefined ? {} : { fix }) };
}

/** A deed that fails is told by the check after it, which is still wrong. */
function repair(deed: () => void): 'fixed' | 'failed' {
  try {
    deed();
    return 'fixed';
  } catch {
    return 'failed';
  }
}

async function examine(options: DoctorOptions): Promise<readonly Finding[]> {
  const { workspace, stateFolder, clock, environment } = options;
  const machine = judgeMachine(measureMachine(stateFolder, environment));
  if (options.preflight === true) return machine;
  const config = loadConfig({ workspace, stateFolder, overrides: {}, environment, useLastGood: true });
  const { settings } = config;
  const [writing] = guarded('writer-lock', () => [checkWriter(stateFolder)]);
  const isRunning = writing?.measured === running;
  const engine = { nowMs: clock.nowMs(), isRunning, briefingPath: path.join(stateFolder, 'briefing.md'), dashboardPath: path.join(stateFolder, 'dashboard.json'), settings };
  return [
    ...machine, checkConfiguration(config), ...checkFolder({ workspace, stateFolder, clock, settings }), ...(writing ? [writing] : []),
    ...guarded('store', () => [checkStore(stateFolder)]), ...(isRunning ? [] : await checkPort(settings)), ...guarded('engine', () => checkEngine(engine)),
  ];
}

const running = 'an engine is running';

function checkConfiguration({ problems, refusedFiles, files }: LoadedConfig): Finding {
  const limit = 'no fault';
  const [first] = problems;
  if (!first) return { id: 'configuration', status: 'ok', measured: 'sound', limit };
  const place = first.line > 0 ? `${first.file}:${first.line}:${first.column}` : first.file;
  const measured = `${problems.length} ${problems.length === 1 ? 'fault' : 'faults'}, the first at ${place}: ${first.message}`;
  if (refusedFiles.length === 0) return { id: 'configuration', status: 'note', measured, limit, cause: 'what is faulty is not used, the rest is', advice: 'logbrief config check names all of them.' };
  return { id: 'configuration', status: 'wrong', measured, limit, cause: `nothing of ${refusedFiles.join(', ')} is used`, advice: `Correct it; logbrief config check names every fault. Read are: ${files.join(', ')}` };
}

/** Why an engine would not start: somebody else has the lock, or it cannot be taken. */
function checkWriter(stateFolder: string): Finding {
  return { id: 'writer-lock', status: 'ok', measured: isWriting(stateFolder) ? running : 'free', limit: 'one engine at most' };
}

/** Blocks of a store up to this size are read too, which takes about a second for a GB of text (ours). */
const mostVerifiedBytes = 256 * 1024 * 1024;

/** Its version, whether SQLite finds it sound, and whether its blocks are as they were written; of a large store `logbrief verify` says that. */
function checkStore(stateFolder: string): Finding {
  const limit = 'sound, of a version that is known';
  if (!hasStore(stateFolder)) return { id: 'store', status: 'ok', measured: 'none yet', limit };
  const { version, newestVersion, sizeBytes } = storeState(stateFolder);
  const structure = structureProblems(stateFolder);
  const problems = structure.length > 0 || version < newestVersion || sizeBytes > mostVerifiedBytes ? structure : damagedBlocks(stateFolder);
  const measured = `${bytesText(sizeBytes)}, version ${version} of ${newestVersion}${problems.length === 0 ? '' : `, ${problems.length} problems, the first: ${problems[0] ?? ''}`}`;
  if (problems.length > 0) return { id: 'store', status: 'wrong', measured, limit, cause: 'a bad disk, or something else wrote to it', advice: 'Stop the engine, look with logbrief verify, then: logbrief restore latest' };
  if (version < newestVersion) return { id: 'store', status: 'note', measured, limit, advice: 'logbrief upgrade --dry-run shows what would be done; the next start does it too.' };
  return { id: 'store', status: 'ok', measured, limit };
}

function damagedBlocks(stateFolder: string): readonly string[] {
  using reader = StoreReader.open(stateFolder);
  return reader.verify().problems;
}

/** A port that another program has keeps the endpoint for Prometheus from starting. */
async function checkPort({ metrics }: Settings): Promise<readonly Finding[]> {
  if (!metrics.enabled) return [];
  const limit = `free for metrics (metrics.port)`;
  const measured = `${metrics.host}:${metrics.port}`;
  const trouble = await tryPort(metrics.host, metrics.port);
  if (trouble === undefined) return [{ id: 'metrics-port', status: 'ok', measured: `${measured} is free`, limit }];
  return [{ id: 'metrics-port', status: 'wrong', measured: `${measured}: ${trouble}`, limit, cause: 'another program listens there, or the address is not of this machine', advice: 'Choose another one with metrics.port.' }];
}

async function tryPort(host: string, port: number): Promise<string | undefined> {
  const server = net.createServer();
  return new Promise((resolve) => {
    server.once('error', (thrown) => resolve(messageOf(thrown)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** A check that cannot be made is wrong itself: a start would meet the same. */
function guarded(id: string, check: () => readonly Finding[]): readonly Finding[] {
  try {
    return check();
  } catch (thrown) {
    return [{ id, status: 'wrong', measured: messageOf(thrown), limit: 'usable', cause: 'an engine cannot start like this', advice: 'Do what it says, then look again.' }];
  }
}
