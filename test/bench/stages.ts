/**
 * The write side stage by stage, beside references in the same run: each round runs everything once, in turn, and what is printed is the median
 * by CPU time. Ratios count, since machines differ: 1 x a reference is as fast as it.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { makeJson, makeLog, makeWords } from './generate.ts';
import { measure, median, type Measured } from './measure.ts';
import { stageNames, totalMs, type StageTimes } from './stageTimes.ts';

const rounds = 5;
const here = import.meta.dirname;
const temporary = (name: string): string => path.join(os.tmpdir(), `logbrief-bench-${name}`);

/** A program beside which the write side stands, and how many lines it was given. */
interface Reference {
  readonly name: string;
  readonly command: readonly string[];
  readonly lines: number;
  /** What of its own CPU time counts, in milliseconds; all of it when missing. */
  readonly msOf?: (run: Measured) => number;
}

/** Prints the tables. */
export async function benchStages(say: (line: string) => void): Promise<void> {
  const script = await bundled('stagesOnce');
  const service = temporary('service.log');
  makeLog(service, 100_000_000);
  const short = temporary('service-short.log');
  makeLog(short, 6_000_000);
  const json = temporary('json.log');
  makeJson(json, 300_000);
  const words = temporary('words.log');
  makeWords(words, 60_000);
  const lines = linesOf(service);
  const references: Reference[] = [
    { name: "grep -cE 'error|timeout|refused'", command: ['grep', '-cE', 'error|timeout|refused', service], lines },
    ...(hasProgram('lnav') ? [{ name: "lnav's index", command: ['lnav', '-n', '-c', ':quit', service], lines }] : []),
    { name: "Drain3-like mining alone (reference of ours)", command: [process.execPath, path.join(here, 'drainReference.ts'), short], lines: linesOf(short), msOf: ownMs },
    { name: 'readline, expression, row (reference of ours)', command: [process.execPath, path.join(here, 'rowReference.ts'), short], lines: linesOf(short), msOf: ownMs },
  ];
  if (!hasProgram('lnav')) say('lnav cannot be had here: left out');
  const passes = new Map<string, StageTimes[]>([['service', []], ['json', []], ['words', []]]);
  const files: Readonly<Record<string, string>> = { service, json, words };
  const others = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [kind, times] of passes) times.push(JSON.parse((await measured([process.execPath, script, files[kind] ?? ''])).stdout) as StageTimes);
    for (const { name, command, msOf } of references) {
      const run = await measured(command);
      others.set(name, [...(others.get(name) ?? []), msOf ? msOf(run) : run.cpuMs]);
    }
  }
  for (const [kind, times] of passes) sayStages(say, kind, times);
  const whole = middle(passes.get('service') ?? []);
  const mining = whole.ms.mine / whole.lines;
  for (const { name, lines: given } of references) {
    const perLine = (others.get(name) ?? []).sort((a, b) => a - b)[rounds >> 1] ?? NaN;
    const ns = (perLine / given) * 1e6;
    const alone = name.startsWith('Drain3') ? `, mining alone ${(ns / 1e6 / mining).toFixed(0)} x` : '';
    say(`  ${name.padEnd(46)} ${ns.toFixed(0).padStart(6)} ns a line; the whole write side is ${(perLine / given / (totalMs(whole) / whole.lines)).toFixed(3)} x as fast${alone}`);
  }
}

function sayStages(say: (line: string) => void, kind: string, times: readonly StageTimes[]): void {
  const one = middle(times);
  const total = totalMs(one);
  say(`${kind}: ${one.lines} lines of ${(one.bytes / one.lines).toFixed(0)} bytes, ${one.templates} templates, stored in ${((100 * one.storedBytes) / one.bytes).toFixed(1)} %`);
  for (const name of stageNames) {
    const values = times.map(({ ms }) => ms[name]).sort((a, b) => a - b);
    const ms = values[values.length >> 1] ?? NaN;
    say(`  ${(name === 'split' ? '(split)' : name).padEnd(8)} ${((ms / one.lines) * 1e6).toFixed(0).padStart(6)} ns a line ${(one.bytes / 1000 / ms).toFixed(0).padStart(7)} MB/s`);
  }
  say(`  whole    ${((total / one.lines) * 1e6).toFixed(0).padStart(6)} ns a line ${(one.bytes / 1000 / total).toFixed(0).padStart(7)} MB/s ${(one.lines / total).toFixed(0).padStart(6)} k lines/s of CPU`);
}

function middle(times: readonly StageTimes[]): StageTimes {
  const sorted = [...times].sort((a, b) => totalMs(a) - totalMs(b));
  const found = sorted[sorted.length >> 1];
  if (!found) throw new Error('nothing was measured');
  return found;
}

function ownMs(run: Measured): number {
  return (JSON.parse(run.stdout) as { ms: number }).ms;
}

async function measured([command = '', ...args]: readonly string[]): Promise<Measured> {
  const run = median([await measure(command, args)]);
  if (run.code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${run.code}`);
  return run;
}

/** Bundles a script of this folder as the product is bundled; a source run as it is takes up to a fifth longer. */
export async function bundled(name: string): Promise<string> {
  const outfile = temporary(`${name}.cjs`);
  await build({ entryPoints: [path.join(here, `${name}.ts`)], outfile, bundle: true, minify: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' });
  return outfile;
}

/** How many lines a file has. */
export function linesOf(file: string): number {
  return Number(execFileSync('grep', ['-c', '', file], { encoding: 'utf8' }));
}

/** Whether a program is installed. */
export function hasProgram(name: string): boolean {
  const found = (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => fs.existsSync(path.join(folder, name)));
  return found;
}

if (import.meta.main) await benchStages((line) => void process.stdout.write(`${line}\n`));
