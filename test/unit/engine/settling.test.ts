/** Settling of held records: in pieces, only at the end of what is there, and always told to its end. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import type { Reading } from '../../../src/engine/reading.ts';
import { Settling } from '../../../src/engine/settling.ts';
import type { Source } from '../../../src/model/source.ts';
import { madeSource } from '../../support/batches.ts';

/** Holds one record of each source it was given until that is settled; each takes longer than a piece may. */
class SlowReading implements Reading {
  readonly threads = 1;
  readonly waitingRecords = 0;
  readonly settled: string[] = [];
  heldMs = 0;
  readonly #held = new Set<Source>();

  hold(source: Source): void {
    this.#held.add(source);
  }

  push(): undefined {
    return undefined;
  }

  settle(source: Source): void {
    const endMs = performance.now() + 45;
    while (performance.now() < endMs);
    this.#held.delete(source);
    this.settled.push(source.name);
  }

  end(): void {
    throw new Error('not asked for');
  }

  drained(): undefined {
    return undefined;
  }

  heldBytes(source: Source): number {
    return this.#held.has(source) ? 1 : 0;
  }

  heldSinceMs(): number {
    return this.heldMs;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

function desk(context: TestContext): { readonly reading: SlowReading; readonly settling: Settling; readonly told: boolean[]; readonly hold: (name: string) => Source } {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const reading = new SlowReading();
  const told: boolean[] = [];
  const settling: Settling = new Settling({
    reading, clock: { nowMs: () => 1000 }, onBroken: (thrown) => assert.fail(String(thrown)),
    onSettled: (isAll) => {
      told.push(isAll);
      for (const source of sources) settling.note(source);
    },
  });
  const sources: Source[] = [];
  const hold = (name: string): Source => {
    const source = madeSource(name, sources.length + 1);
    sources.push(source);
    reading.hold(source);
    settling.note(source);
    return source;
  };
  return { reading, settling, told, hold };
}

test('one record whose settling took long is told as the last one', (context) => {
  const { reading, settling, told, hold } = desk(context);
  hold('a.log');
  settling.later();
  context.mock.timers.tick(40);
  assert.deepEqual([reading.settled, told, settling.isEmpty], [['a.log'], [true], true]);
});

test('many held records are settled in pieces, and the last piece is told', (context) => {
  const { reading, settling, told, hold } = desk(context);
  for (const name of ['a.log', 'b.log', 'c.log']) hold(name);
  settling.later();
  context.mock.timers.tick(40);
  assert.deepEqual([reading.settled, told], [['a.log', 'b.log', 'c.log'], [false, false, true]]);
});

test('what is held of a log of which more is there waits for the rest', (context) => {
  const { reading, settling, hold } = desk(context);
  settling.reads(hold('a.log'), false);
  settling.later();
  context.mock.timers.tick(40);
  assert.deepEqual(reading.settled, []);
  settling.readAll();
  context.mock.timers.tick(40);
  assert.deepEqual(reading.settled, ['a.log']);
});

test('a look right before a record is due waits for it and tells both as one', (context) => {
  const { reading, settling, told, hold } = desk(context);
  reading.heldMs = 961;
  hold('a.log');
  settling.later();
  context.mock.timers.tick(40);
  assert.deepEqual([reading.settled, told], [[], []]);
  reading.heldMs = 960;
  context.mock.timers.tick(1);
  assert.deepEqual([reading.settled, told], [['a.log'], [true]]);
});

test('where something is always about to be due, every other look is told all the same', (context) => {
  const { reading, settling, told, hold } = desk(context);
  reading.heldMs = 980;
  hold('a.log');
  settling.later();
  context.mock.timers.tick(40);
  assert.deepEqual(told, []);
  context.mock.timers.tick(20);
  assert.deepEqual(told, [true]);
});
