/** Spans of logs: by the names they have now and those they began under, made for those that are asked for. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { LogNames, Spans } from '../../../src/engine/detect/spans.ts';
import { SourceActivity } from '../../../src/engine/detect/streams.ts';
import { madeSource } from '../../support/batches.ts';

function activity(name: string, firstMs: number, lastMs: number): SourceActivity {
  const made = new SourceActivity({ ...madeSource(name) });
  made.firstMs = firstMs;
  made.lastMs = lastMs;
  made.buckets.add(0);
  return made;
}

test('a log that was renamed is found by both of its names, and a log that comes later by its own', () => {
  const names = new LogNames();
  const log = activity('app.log', 0, 10);
  assert.equal(names.of([log]).get('app.log'), log);
  log.source.name = 'app.log.1';
  assert.equal(names.of([log]).get('app.log.1'), log);
  assert.equal(names.of([log]).get('app.log'), log);
  const later = activity('db.log', 5, 20);
  assert.equal(names.of([log, later]).get('db.log'), later);
});

test('the span of several logs reaches from the first record to the last, and no name is no span', () => {
  const logs = [activity('a.log', 0, 100_000), activity('b.log', 5000, 160_000)];
  const spans = new Spans({ logs, byName: new LogNames().of(logs), startMs: 0, endMs: 160_000 });
  assert.equal(spans.of(['a.log']), spans.of(['a.log']));
  const { startMs, endMs } = spans.of(['b.log', 'a.log']);
  assert.deepEqual([startMs, endMs], [0, 160_000]);
  assert.equal(spans.of(['c.log']).startMs, Infinity);
});

test('a log that begins long after the others is taken to reach back to their first record', () => {
  const logs = [activity('a.log', 0, 1_000_000), activity('late.log', 500_000, 1_000_000)];
  const spans = new Spans({ logs, byName: new LogNames().of(logs), startMs: 0, endMs: 1_000_000 });
  assert.equal(spans.of(['late.log']).startMs, 0);
});
