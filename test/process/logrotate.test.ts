/** Real logrotate in its five shapes, with the engine killed at random moments: no line lost, doubled or foreign. */
import { before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { randomOf } from '../bench/generate.ts';
import { poll } from '../host/poll.ts';
import { logbrief, Serving } from '../support/commandLine.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** Kills per shape; LOGBRIEF_ROTATE_ROUNDS=40 makes the 200 of a long run. */
const rounds = Number(process.env['LOGBRIEF_ROTATE_ROUNDS'] ?? 3);
const shapes: Readonly<Record<string, string>> = {
  'rename and create': 'create 644',
  'copytruncate': 'copytruncate',
  'compress': 'create 644\n compress',
  'delaycompress': 'create 644\n compress\n delaycompress',
  'dateext': 'create 644\n dateext\n dateformat -%Y%m%d-%s',
};
let missing: string | undefined;

before(() => {
  if (isThere('logrotate')) return;
  if (process.getuid?.() === 0 && isThere('apt-get')) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', 'logrotate'], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  if (!isThere('logrotate')) missing = 'logrotate is not installed and cannot be installed here';
});

for (const [shape, directives] of Object.entries(shapes)) {
  test(`logrotate's ${shape} with kill -9 loses, doubles and invents nothing`, async (context) => {
    if (missing !== undefined) {
      context.skip(missing);
      return;
    }
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    context.diagnostic(`SEED=${seed}`);
    const desk = new Desk(temporaryFolder(context), directives, randomOf(seed));
    for (let round = 0; round < rounds; round++) {
      const engine = new Serving(['--workspace', desk.workspace]);
      context.after(() => engine.end('SIGKILL'));
      await engine.ready();
      await desk.work(200 + desk.random() * 600);
      await engine.end('SIGKILL');
      if (desk.random() < 0.6) await desk.work(desk.random() * 100);
    }
    const engine = new Serving(['--workspace', desk.workspace]);
    context.after(() => engine.end('SIGKILL'));
    await engine.ready();
    await desk.work(300);
    await desk.settled();
    assert.equal(await engine.end(), 0);
    assert.deepEqual(desk.compare(), { lost: [], doubled: [], foreign: [] });
    assert.equal(logbrief(['verify', '--workspace', desk.workspace]).code, 0);
  });
}

/** An application that writes numbered lines while its log is rotated. */
class Desk {
  readonly workspace: string;
  readonly random: () => number;
  readonly #log: string;
  readonly #rules: string;
  #written = 0;
  #rotatedMs = 0;

  constructor(workspace: string, directives: string, random: () => number) {
    this.workspace = workspace;
    this.random = random;
    this.#log = path.join(workspace, 'logs', 'app.log');
    this.#rules = path.join(workspace, 'rules.conf');
    fs.mkdirSync(path.dirname(this.#log));
    fs.chmodSync(path.dirname(this.#log), 0o755);
    // rotate is high enough that no part is ever deleted: a line that is on disk is one that can be read.
    fs.writeFileSync(this.#rules, `"${this.#log}" {\n su root root\n missingok\n rotate 10000\n ${directives}\n}\n`, { mode: 0o644 });
  }

  /** Writes lines for so long, and has the log rotated now and then. */
  async work(forMs: number): Promise<void> {
    for (const untilMs = performance.now() + forMs; performance.now() < untilMs; ) {
      const lines = Array.from({ length: 1 + Math.floor(this.random() * 200) }, () => `2026-01-02 03:04:05,000 - shop.rotate - INFO - line ${this.#written++}`);
      fs.appendFileSync(this.#log, `${lines.join('\n')}\n`);
      if (this.random() < 0.15) await this.#rotate();
      else await wait(5);
    }
  }

  /** Waits until as many lines are stored as were written, or until nothing more comes. */
  async settled(): Promise<void> {
    await poll(() => {
      const stored = JSON.parse(fs.readFileSync(path.join(this.workspace, '.logbrief', 'dashboard.json'), 'utf8')) as { coverage: { lines: number } };
      return stored.coverage.lines >= this.#written;
    }, `${this.#written} stored lines`, 45_000).catch(() => undefined);
  }

  /** What is in the store, against what was written. */
  compare(): { lost: number[]; doubled: number[]; foreign: string[] } {
    const raw = logbrief(['export', '--raw', '--workspace', this.workspace]).stdout.trimEnd().split('\n').map((line) => Buffer.from((JSON.parse(line) as { raw_b64: string }).raw_b64, 'base64').toString());
    const numbers = raw.map((line) => Number(/ - line (\d+)$/.exec(line)?.[1] ?? NaN));
    const seen = new Set(numbers);
    return {
      lost: Array.from({ length: this.#written }, (_, i) => i).filter((i) => !seen.has(i)).slice(0, 10),
      doubled: repeated(numbers).slice(0, 10),
      foreign: raw.filter((_, i) => Number.isNaN(numbers[i])).slice(0, 10),
    };
  }

  async #rotate(): Promise<void> {
    // dateformat counts seconds, by a clock that may be some milliseconds behind; two rotations within one would be refused.
    if (Date.now() - this.#rotatedMs < 1100) return;
    const state = path.join(this.workspace, 'rotate.state');
    const done = spawnSync('logrotate', ['-f', '-s', state, this.#rules], { encoding: 'utf8' });
    this.#rotatedMs = Date.now();
    assert.equal(done.status, 0, done.stderr);
    await wait(1);
  }
}

function isThere(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function repeated(numbers: readonly number[]): number[] {
  const seen = new Set<number>();
  return numbers.filter((number) => !Number.isNaN(number) && (seen.has(number) || !seen.add(number)));
}
