import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fixedClock } from '../../../src/base/clock.ts';
import { deleteFile } from '../../../src/engine/maintain/deleteFile.ts';
import { identityOf } from '../../../src/engine/maintain/fileGroup.ts';
import { planCleanup, runCleanup, type CleanupOptions } from '../../../src/engine/maintain/maintain.ts';
import type { CleanupPlan } from '../../../src/model/maintenance.ts';
import { clock, dayMs, hourMs, nowMs, StateFixture } from './fixture.ts';

function names(plan: CleanupPlan): string[] {
  return plan.candidates.map((candidate) => path.basename(candidate.path)).sort();
}

test('dashboards go after 168 hours and metrics after 7 days, by the date in their name', () => {
  using state = new StateFixture();
  state.write('.logbrief/history/dashboard_20260601_000000.json', 'old by name, touched yesterday', nowMs - dayMs);
  state.write('.logbrief/history/dashboard_20260614_000000.json', 'new by name, old by time', nowMs - 90 * dayMs);
  state.write('.logbrief/metrics/metrics_20260601.json', 'old', nowMs - dayMs);
  state.write('.logbrief/metrics/metrics_node.json', 'old by time', nowMs - 8 * dayMs);
  state.write('.logbrief/metrics/metrics_other.json', 'new by time', nowMs - 6 * dayMs);
  assert.deepEqual(names(planCleanup({ stateFolder: state.stateFolder, clock })), ['dashboard_20260601_000000.json', 'metrics_20260601.json', 'metrics_node.json']);
});

test('other files of any age stay, whatever folder they are in', () => {
  using state = new StateFixture();
  for (const name of ['history/notes.json', 'history/dashboard_latest.json', 'metrics/other.json', 'old.json', 'store/logbrief.db', 'store/dashboard_20200101_000000.json']) {
    state.write(`.logbrief/${name}`, 'x', nowMs - 400 * dayMs);
  }
  assert.deepEqual(names(planCleanup({ stateFolder: state.stateFolder, clock })), []);
});

test('what a dry run shows is what is deleted, with an audit line for each file', () => {
  using state = new StateFixture();
  for (let day = 1; day <= 9; day++) state.write(`.logbrief/history/dashboard_2026050${day}_120000.json`, 'x'.repeat(day), nowMs - 30 * dayMs);
  const options = { stateFolder: state.stateFolder, clock };
  const plan = planCleanup(options);
  const report = runCleanup(plan, options);
  assert.deepEqual(report.deleted, plan.candidates.map((candidate) => candidate.path));
  assert.equal(report.freedBytes, plan.totalBytes);
  assert.deepEqual(report.problems, []);
  const audit = fs.readFileSync(path.join(state.stateFolder, 'audit.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { path: string; result: string; bytes: number });
  assert.deepEqual(audit.map((line) => [line.path, line.bytes, line.result]), plan.candidates.map((candidate) => [candidate.path, candidate.sizeBytes, 'done']));
  assert.deepEqual(fs.readdirSync(path.join(state.stateFolder, 'history')), []);
});

test('a clock behind the newest file deletes nothing and says so', () => {
  using state = new StateFixture();
  state.write('.logbrief/history/dashboard_20260101_000000.json', 'x', nowMs - 100 * dayMs);
  const plan = planCleanup({ stateFolder: state.stateFolder, clock: fixedClock(nowMs - 2 * hourMs) });
  assert.deepEqual(plan.candidates, []);
  assert.match(plan.notices?.join() ?? '', /newer than the clock/);
});

test('a clock that jumped ahead deletes nothing and says so', () => {
  using state = new StateFixture();
  state.write('.logbrief/history/dashboard_20260615_000000.json', 'x', nowMs - hourMs);
  const plan = planCleanup({ stateFolder: state.stateFolder, clock: fixedClock(nowMs + 3650 * dayMs) });
  assert.deepEqual(plan.candidates, []);
  assert.match(plan.notices?.join() ?? '', /Should the clock be right/);
});

test('one file from the future keeps everything beside it', () => {
  using state = new StateFixture();
  state.write('.logbrief/history/dashboard_20260101_000000.json', 'x', nowMs - 100 * dayMs);
  state.write('.logbrief/history/dashboard_20380101_000000.json', 'x', nowMs - 100 * dayMs);
  assert.deepEqual(planCleanup({ stateFolder: state.stateFolder, clock }).candidates, []);
});

test('links are neither followed nor deleted', () => {
  using state = new StateFixture();
  const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-outside-'));
  try {
    fs.writeFileSync(path.join(outside, 'dashboard_20260101_000000.json'), 'x');
    state.write('.logbrief/history/keep.txt', 'x');
    fs.symlinkSync(path.join(outside, 'dashboard_20260101_000000.json'), path.join(state.stateFolder, 'history', 'dashboard_20260102_000000.json'));
    fs.symlinkSync(outside, path.join(state.stateFolder, 'metrics'));
    state.settle();
    assert.deepEqual(planCleanup({ stateFolder: state.stateFolder, clock }).candidates, []);
  } finally {
    fs.rmSync(outside, { recursive: true });
  }
});

test('a link swapped in for the folder after the plan redirects nothing', { skip: process.platform === 'win32' }, () => {
  using state = new StateFixture();
  const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-outside-'));
  try {
    const name = 'dashboard_20260101_000000.json';
    const planned = state.write(`.logbrief/history/${name}`, 'x', nowMs - 100 * dayMs);
    const stat = fs.lstatSync(planned);
    fs.renameSync(planned, path.join(outside, name));
    fs.rmdirSync(path.dirname(planned));
    fs.symlinkSync(outside, path.dirname(planned));
    const file = { path: planned, parts: ['history', name], sizeBytes: stat.size, modifiedMs: stat.mtimeMs, identity: identityOf(stat), dateMs: 0, isNamedByDate: true };
    assert.throws(() => deleteFile(state.stateFolder, file), { code: process.platform === 'linux' ? 'ENOTDIR' : undefined });
    assert.equal(fs.existsSync(path.join(outside, name)), true);
  } finally {
    fs.rmSync(outside, { recursive: true });
  }
});

test('a file that another one replaced, or that was written to after the plan, stays', () => {
  using state = new StateFixture();
  const options = { stateFolder: state.stateFolder, clock };
  const replaced = state.write('.logbrief/history/dashboard_20260101_000000.json', 'same', nowMs - 100 * dayMs);
  const grown = state.write('.logbrief/history/dashboard_20260102_000000.json', 'x', nowMs - 100 * dayMs);
  const plan = planCleanup(options);
  fs.renameSync(state.write('.logbrief/history/other', 'same', nowMs - 100 * dayMs), replaced);
  fs.appendFileSync(grown, 'more');
  fs.utimesSync(grown, new Date(nowMs - 100 * dayMs), new Date(nowMs - 100 * dayMs));
  state.settle();
  const report = runCleanup(plan, options);
  assert.deepEqual(report.deleted, []);
  assert.equal(report.problems.length, 2);
  assert.equal(fs.existsSync(replaced) && fs.existsSync(grown), true);
});

test('a plan that names a file outside of what is cleaned up deletes nothing', () => {
  using state = new StateFixture();
  const precious = state.write('src/precious.ts', 'x', nowMs - 100 * dayMs);
  const stat = fs.lstatSync(precious);
  const report = runCleanup({ roots: ['/'], candidates: [{ path: precious, sizeBytes: stat.size, modifiedMs: stat.mtimeMs, reason: 'because' }], totalBytes: 1 }, { stateFolder: state.stateFolder, clock });
  assert.deepEqual(report.deleted, []);
  assert.equal(fs.existsSync(precious), true);
});

test('an open file stays', { skip: process.platform !== 'linux' }, () => {
  using state = new StateFixture();
  const file = state.write('.logbrief/history/dashboard_20260101_000000.json', 'x', nowMs - 100 * dayMs);
  const descriptor = fs.openSync(file, 'r');
  try {
    assert.deepEqual(planCleanup({ stateFolder: state.stateFolder, clock }).candidates, []);
  } finally {
    fs.closeSync(descriptor);
  }
});

test('a file written to within the hour stays, whatever its name says', () => {
  using state = new StateFixture();
  state.write('.logbrief/history/dashboard_20260101_000000.json', 'x', nowMs - hourMs / 2);
  assert.deepEqual(planCleanup({ stateFolder: state.stateFolder, clock }).candidates, []);
});

test('logs of other programs are only touched in folders that the user named, and only rotated parts', () => {
  using state = new StateFixture();
  const old = nowMs - 60 * dayMs;
  const parts = ['app.log.1', 'app.log.2.gz', 'app.log-20260401', 'app.log-20260401.gz', 'app-2026-04-01.log', 'app.log.2026-04-01', 'app.2026-04-01.0.log.gz', 'deep/er/app.log.7', 'old.log.gz'];
  const others = ['app.log', 'app.json', 'data.20260401', 'app.log.pid', 'app.log.1.lock', '.git/app.log.1', 'catalog.1', 'node_modules/x/a.log.1'];
  for (const name of [...parts, ...others]) state.write(`logs/${name}`, 'x', old);
  state.write('logs/app.log.3', 'young', nowMs - 5 * dayMs);
  assert.deepEqual(planCleanup({ stateFolder: state.stateFolder, clock }).candidates, []);
  const options: CleanupOptions = { stateFolder: state.stateFolder, roots: [path.join(state.workspace, 'logs')], clock };
  assert.deepEqual(names(planCleanup(options)), parts.map((name) => path.basename(name)).sort());
  assert.deepEqual(runCleanup(planCleanup(options), { stateFolder: state.stateFolder, clock }).deleted, []);
  state.settle();
  assert.equal(runCleanup(planCleanup(options), options).deleted.length, parts.length);
  assert.equal(fs.existsSync(path.join(state.workspace, 'logs', 'app.log')), true);
});

test('a size limit for rotated logs takes the oldest ones first and keeps the minimum', () => {
  using state = new StateFixture();
  for (let part = 1; part <= 5; part++) state.write(`logs/app.log.${part}`, 'x'.repeat(100), nowMs - part * dayMs);
  const plan = (limits: CleanupOptions['limits']): string[] => names(planCleanup({ stateFolder: state.stateFolder, roots: [path.join(state.workspace, 'logs')], clock, limits: limits ?? {} }));
  assert.deepEqual(plan({ logMaxBytes: 250 }), ['app.log.3', 'app.log.4', 'app.log.5']);
  assert.deepEqual(plan({ logMaxBytes: 0, logKeepAtLeast: 4 }), ['app.log.5']);
});

test('a root, a home folder or a missing folder is refused with a reason', () => {
  using state = new StateFixture();
  const plan = planCleanup({ stateFolder: state.stateFolder, roots: ['/', os.homedir(), '/var', path.join(state.workspace, 'missing')], clock });
  assert.deepEqual(plan.candidates, []);
  assert.equal(plan.notices?.length, 4);
});

test('what an interrupted write left behind goes after an hour', () => {
  using state = new StateFixture();
  state.write('.logbrief/.briefing.md.12.partial', 'x', nowMs - 2 * hourMs);
  state.write('.logbrief/.dashboard.json.12.partial', 'x', nowMs - hourMs / 2);
  state.write('.logbrief/backups/.staging/store.partial', 'x', nowMs - 2 * hourMs);
  assert.deepEqual(names(planCleanup({ stateFolder: state.stateFolder, clock })), ['.briefing.md.12.partial', 'store.partial']);
});

test('a missing state folder plans nothing', () => {
  assert.deepEqual(planCleanup({ stateFolder: '/nowhere/.logbrief', clock }), { roots: [], candidates: [], totalBytes: 0, notices: [] });
});
