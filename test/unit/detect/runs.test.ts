import { test } from 'node:test';
import assert from 'node:assert/strict';
import { runViews } from '../../../src/engine/detect/compareRuns.ts';
import { Detector } from '../../../src/engine/detect/detect.ts';
import type { MadeRecord } from '../../support/batches.ts';
import { madeBatch, madeSource } from '../../support/batches.ts';
import { madeIssue, someMs } from '../../support/issues.ts';
import type { Run } from '../../../src/model/run.ts';
import type { Source } from '../../../src/model/source.ts';

const templates = ['', 'order <*> placed', 'Server listening on port <*>', 'cannot reach <*>', 'Shutting down', 'reading configuration <*>', 'opening store <*>', 'Booting worker with pid: <*>', 'Starting the application'];
const [order, listening, cannot, stopping, reading, opening, booting, starting] = [1, 2, 3, 4, 5, 6, 7, 8];

/** Feeds records one second apart unless they say otherwise. */
class Feed {
  readonly detector: Detector;
  #ms = someMs;
  #line = 1;

  constructor(runs: readonly Run[] = []) {
    this.detector = new Detector({ templateText: (id) => templates[id] ?? '', componentText: () => '', issues: [], saved: undefined, runs });
  }

  write(records: readonly (number | (MadeRecord & { readonly afterMs?: number }))[], source: Source = madeSource('app.log')): void {
    const made = records.map((record) => {
      const { afterMs = 1000, ...rest } = typeof record === 'number' ? { text: templates[record] ?? '', template: record, ...(record === cannot ? { severity: 17 } : {}) } : record;
      this.#ms += afterMs;
      return { timestampMs: this.#ms, ...rest };
    });
    this.detector.observe(madeBatch(source, made, this.#line), someMs + 86_400_000);
    this.#line += records.length;
  }

  get runs(): string[] {
    return this.detector.history.runs().map(({ log, number, startedBy, records }) => `${log} ${number} ${startedBy} ${records}`);
  }
}

const many = (template: number, count: number): number[] => Array.from({ length: count }, () => template);

test('a start line begins a run, its banner does not begin another', () => {
  const feed = new Feed();
  feed.write([starting, reading, listening, ...many(order, 40)]);
  assert.deepEqual(feed.runs, ['app.log 1 announcement 43']);
  feed.write([starting, reading, listening, ...many(order, 3)]);
  assert.deepEqual(feed.runs, ['app.log 1 announcement 43', 'app.log 2 announcement 6']);
});

test('a crash loop of a few lines is a run each', () => {
  const feed = new Feed();
  for (let i = 0; i < 5; i++) feed.write([starting, reading, cannot]);
  assert.equal(feed.runs.length, 5);
});

test('workers that announce themselves together belong to one run', () => {
  const feed = new Feed();
  feed.write([starting, ...many(booting, 4).map((template) => ({ text: '', template, afterMs: 20 })), ...many(order, 60), booting, ...many(order, 10)]);
  assert.deepEqual(feed.runs, ['app.log 1 announcement 76']);
});

test('a worker that stops and is started again by its master is no new run', () => {
  const feed = new Feed();
  feed.write([starting, booting, ...many(order, 40), stopping, booting, ...many(order, 5)]);
  assert.deepEqual(feed.runs, ['app.log 1 announcement 49']);
  assert.equal(feed.detector.history.runs()[0]?.endedMs, undefined);
});

test('a stop ends the run, and what starts after it is the next; a stop of a part alone is none', () => {
  const feed = new Feed();
  feed.write([reading, ...many(order, 30), stopping, listening, ...many(order, 5)]);
  assert.deepEqual(feed.detector.history.runs().map(({ endedMs }) => endedMs), [someMs + 32_000, undefined]);
  const other = new Feed();
  other.write([reading, ...many(order, 30), stopping, ...many(order, 30)]);
  assert.deepEqual(other.detector.history.runs().map(({ endedMs }) => endedMs), [undefined]);
});

test('a log that begins anew as it once began, in a new file or after a gap, is a new run; a rotated one is not', () => {
  const feed = new Feed();
  feed.write([reading, opening, ...many(order, 30)]);
  feed.write([...many(order, 30)], madeSource('app.log', 2));
  assert.equal(feed.runs.length, 1);
  feed.write([reading, opening, order], madeSource('app.log', 3));
  assert.deepEqual(feed.runs.slice(1), ['app.log 2 new file 3']);
  feed.write([order, { text: '', template: reading, afterMs: 120_000 }, opening, order], madeSource('app.log', 3));
  assert.deepEqual(feed.runs.slice(2), ['app.log 3 gap 3']);
  feed.write([{ text: '', template: order, afterMs: 3_600_000 }, order], madeSource('app.log', 3));
  assert.equal(feed.runs.length, 3);
});

test('a steady process id that gives way to another is a new run, from the record on where it changes', () => {
  const feed = new Feed();
  const records = (pid: number, count: number): MadeRecord[] => Array.from({ length: count }, () => ({ text: `{"pid":${pid},"msg":"order"}`, template: order }));
  feed.write(records(4711, 300));
  feed.write([...records(4711, 10), ...records(4712, 15)]);
  assert.deepEqual(feed.detector.history.runs().map(({ pid, records: count, startedBy }) => [pid, count, startedBy]), [[4711, 325, 'first record'], [4712, 15, 'process id']]);
});

test('process ids that alternate are no runs', () => {
  const feed = new Feed();
  for (let round = 0; round < 10; round++) feed.write(Array.from({ length: 40 }, (_, i) => ({ text: `{"pid":${4711 + ((i + round) % 3)},"msg":"order"}`, template: order })));
  assert.equal(feed.runs.length, 1);
  assert.equal(feed.detector.history.runs()[0]?.pid, undefined);
});

test('each captured command is a run of its program, and ends with it', () => {
  const feed = new Feed();
  const capture = (stamp: string, id: number): Source => madeSource(`.logbrief/captures/node_20260102_0304${stamp}_${id}.log`, id);
  feed.write([order], capture('05', 11));
  feed.detector.history.ended(capture('05', 11));
  feed.write([order, order], capture('09', 12));
  assert.deepEqual(feed.runs, ['node 1 command 1', 'node 2 command 2']);
  assert.deepEqual(feed.detector.history.runs().map(({ endedMs }) => endedMs !== undefined), [true, false]);
});

test('a run that was open when the engine stopped ends with its own last record', () => {
  const feed = new Feed();
  const capture = (stamp: string, id: number): Source => madeSource(`.logbrief/captures/node_20260102_0304${stamp}_${id}.log`, id);
  feed.write([order], capture('05', 11));
  const after = new Feed(feed.detector.history.take().runs);
  after.write([order], capture('09', 12));
  assert.deepEqual(after.detector.history.runs().map(({ endedMs }) => endedMs), [someMs + 1000, undefined]);
});

test('of many logs the runs of those that began last are given', () => {
  const feed = new Feed();
  for (const [name, ms] of [['b.log', 2], ['d.log', 4], ['a.log', 1], ['c.log', 3]] as const) {
    feed.detector.observe(madeBatch(madeSource(name, ms), [{ text: 'order 1 was placed', timestampMs: someMs + ms }]), someMs);
  }
  assert.deepEqual(feed.detector.history.runs(2).map(({ log }) => log), ['d.log', 'c.log']);
  assert.equal(feed.detector.history.runs().length, 4);
});

test('issues are counted in the run they were seen in, within one batch too', () => {
  const feed = new Feed();
  feed.write([starting, reading, cannot, cannot, ...many(order, 40), starting, reading, cannot]);
  const [first, second] = feed.detector.history.runs().map(({ issues }) => Object.values(issues));
  assert.deepEqual([first, second], [[2], [1]]);
});

test('runs go on after a restart, and only changed ones are given for saving', () => {
  const feed = new Feed();
  feed.write([starting, ...many(order, 40), starting, order]);
  const { runs } = feed.detector.history.take();
  assert.equal(runs.length, 2);
  assert.equal(feed.detector.history.take().runs.length, 0);
  const after = new Feed(runs);
  after.write([...many(order, 8), starting, order]);
  assert.deepEqual(after.detector.history.runs().map(({ number }) => number), [1, 2, 3]);
});

test('sightings are given by the second of late and by the minute for a day', () => {
  const feed = new Feed();
  feed.write([cannot, { text: '', template: cannot, severity: 17, afterMs: 0 }, cannot]);
  const { sightings } = feed.detector.history.take();
  assert.deepEqual(sightings.map(({ startMs, widthMs, count }) => [startMs, widthMs, count]), [[Math.floor(someMs / 60_000) * 60_000, 60_000, 3]]);
  const live = new Detector({ templateText: (id) => templates[id] ?? '', componentText: () => '', issues: [], saved: undefined });
  live.observe(madeBatch(madeSource('app.log'), [someMs, someMs + 10, someMs + 1000, someMs + 9e9].map((timestampMs) => ({ text: 'x', template: cannot, severity: 17, timestampMs }))), someMs + 2000);
  assert.deepEqual(live.history.take().sightings.map(({ startMs, count }) => [startMs - someMs, count]), [[0, 2], [1000, 1], [2000, 1]]);
});

const run = (number: number, records: number, issues: Record<string, number>): Run => ({
  log: 'app.log', number, startedMs: someMs + number * 1000, startedBy: 'announcement', sourceId: 1, positionBytes: 0, endedMs: undefined, pid: undefined, lastMs: someMs, records, starts: [], issues,
});

test('a run is compared with the last good one: new, gone, unchanged', () => {
  const issues = [madeIssue({ id: 'LB-a', severity: 'HIGH' }), madeIssue({ id: 'LB-b', severity: 'MEDIUM' }), madeIssue({ id: 'LB-c', severity: 'MEDIUM' })];
  const [view] = runViews([run(1, 100, { 'LB-b': 1, 'LB-c': 2 }), run(2, 100, { 'LB-a': 4 }), run(3, 80, { 'LB-a': 1, 'LB-b': 1 })], issues);
  assert.deepEqual(view?.against, { run: 1, isGood: true, newIssues: ['LB-a'], unchangedIssues: ['LB-b'], goneIssues: ['LB-c'], openIssues: [] });
});

test('what a short run has not shown is not gone, and without a good run the one before is taken', () => {
  const [view] = runViews([run(1, 100, { 'LB-a': 4 }), run(2, 10, {})], [madeIssue({ id: 'LB-a', severity: 'HIGH' })]);
  assert.deepEqual(view?.against, { run: 1, isGood: false, newIssues: [], unchangedIssues: [], goneIssues: [], openIssues: ['LB-a'] });
});

test('what starts and stops inside of a build server\'s job is no run of its own', () => {
  const feed = new Feed();
  const steps = ['##[group]Run npm ci', '##[endgroup]', '##[group]Run npm test', '##[endgroup]'].map((text) => ({ text, template: order }));
  feed.write([...steps, ...[starting, stopping, starting, stopping, starting].flatMap((template) => [{ text: templates[template] ?? '', template }, ...many(order, 30)])], madeSource('job.log'));
  assert.deepEqual(feed.runs, ['job.log 1 first record 159']);
});
