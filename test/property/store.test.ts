import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { Store, StoreReader } from '../../src/engine/store/store.ts';
import type { LogRecord } from '../../src/model/record.ts';
import { recordFlag } from '../../src/model/record.ts';
import { batchOf, commitOf, savedOf, sourceOf } from '../unit/store/batches.ts';
import type { TestRecord } from '../unit/store/batches.ts';
import { seed } from '../support/seed.ts';

const { signal } = new AbortController();
const bytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 30 }),
  fc.array(fc.constantFrom('error', ' ', 'a', '\n', '\r\n', '\u00e9', '\u0000', '\r'), { minLength: 1, maxLength: 12 }).map((parts) => Uint8Array.from(Buffer.from(parts.join('')))),
);
const record = fc.record({
  text: bytes,
  timestampMs: fc.oneof(fc.integer({ min: 0, max: 300_000 }), fc.constant(NaN), fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
  severity: fc.nat(24), template: fc.nat(5), component: fc.nat(3), flags: fc.constantFrom(0, recordFlag.truncated, recordFlag.late), extraBytes: fc.nat(3),
});
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('append' as const), source: fc.integer({ min: 1, max: 3 }), records: fc.array(record, { minLength: 1, maxLength: 8 }), observedMs: fc.nat(300_000) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('commit' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('discard' as const), source: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('maintain' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

interface Known {
  readonly source: number;
  readonly position: number;
  readonly ms: number;
  readonly severity: number;
  readonly text: string;
}

/** What the store has to hold: records in the order they came, committed or waiting, and the position behind each source. */
class Model {
  committed: Known[] = [];
  waiting: Known[] = [];
  readonly ends = new Map<number, number>();
  readonly committedEnds = new Map<number, number>();

  append(source: number, records: readonly TestRecord[], observedMs: number): void {
    let position = this.ends.get(source) ?? 0;
    for (const { text, timestampMs = NaN, severity = 0, sourceBytes = 0 } of records) {
      const joined = Buffer.from(text).toString().replaceAll('\r\n', '\n').replace(/\n$/, '');
      this.waiting.push({ source, position, ms: Number.isNaN(timestampMs) ? observedMs : timestampMs, severity, text: joined });
      position += sourceBytes;
    }
    this.ends.set(source, position);
  }

  commit(): void {
    this.committed.push(...this.waiting);
    this.waiting = [];
    for (const [source, end] of this.ends) this.committedEnds.set(source, end);
  }

  /** Forgets what waits, of one source or of all. */
  forget(source?: number): void {
    this.waiting = this.waiting.filter((known) => source !== undefined && known.source !== source);
    for (const id of source === undefined ? [...this.ends.keys()] : [source]) this.ends.set(id, this.committedEnds.get(id) ?? 0);
  }
}

async function play(folder: string, actions: readonly Action[], model: Model): Promise<void> {
  let store = await Store.open(folder);
  try {
    for (const step of actions) {
      if (step.kind === 'append') {
        const records = step.records.map(({ extraBytes, ...rest }) => ({ ...rest, sourceBytes: rest.text.length + extraBytes }));
        store.append(batchOf(sourceOf(step.source), records, model.ends.get(step.source) ?? 0), step.observedMs);
        model.append(step.source, records, step.observedMs);
      } else if (step.kind === 'commit') {
        store.commit(commitOf({ sources: [...model.ends].map(([id, end]) => savedOf(sourceOf(id), end)) }));
        model.commit();
      } else if (step.kind === 'discard') {
        store.discardPending(step.source);
        model.forget(step.source);
      } else if (step.kind === 'maintain') {
        await store.maintain(0, signal);
      } else {
        await store[Symbol.asyncDispose]();
        store = await Store.open(folder);
        model.forget();
      }
    }
  } finally {
    await store[Symbol.asyncDispose]();
  }
}

function pages(reader: StoreReader, filter: { readonly text?: string; readonly minSeverity?: number }, limit: number): LogRecord[] {
  const records: LogRecord[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = reader.records({ filter, limit, ...(cursor === undefined ? {} : { cursor }) });
    records.push(...page.records);
    cursor = page.cursor;
  }
  return records;
}

function check(folder: string, { committed, committedEnds }: Model, limit: number): void {
  using reader = StoreReader.open(folder);
  const identity = (record: LogRecord): Known => ({ source: record.sourceId, position: record.positionBytes, ms: record.timestampMs ?? record.observedTimestampMs, severity: record.severityNumber, text: record.text });
  const inOrder = committed.toSorted((a, b) => a.source - b.source || a.position - b.position);
  assert.deepEqual([...reader.exportRecords({})].map(identity), inOrder);
  const newestFirst = committed.toSorted((a, b) => b.ms - a.ms || b.source - a.source || b.position - a.position);
  assert.deepEqual(pages(reader, {}, limit).map(identity), newestFirst);
  const isWanted = ({ text, severity }: Known): boolean => text.includes('a\n') && severity >= 9;
  assert.deepEqual(pages(reader, { text: 'a\n', minSeverity: 9 }, limit).map(identity), newestFirst.filter(isWanted));
  assert.deepEqual(reader.sources().map(({ id, checkpoint }) => [id, checkpoint.positionBytes]), [...committedEnds].toSorted((a, b) => a[0] - b[0]));
  assert.deepEqual(reader.perMinute(-Infinity).reduce((sum, { counts }) => sum + counts.reduce((a, b) => a + b, 0), 0), committed.length);
  assert.deepEqual(reader.verify().problems, []);
}

test('whatever is appended, committed, discarded, merged and reopened, the committed records are there once, in every order', async () => {
  const property = fc.asyncProperty(fc.array(action, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), async (actions, limit) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-store-'));
    try {
      const model = new Model();
      await play(folder, actions, model);
      check(folder, model, limit);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
  await fc.assert(property, { seed, numRuns: 60 });
});

test('a file cut anywhere into records and commits comes out line by line as it was', async () => {
  const property = fc.asyncProperty(fc.array(bytes, { maxLength: 40 }), fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }), async (pieces, commits) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-store-'));
    try {
      await using store = await Store.open(folder);
      let positionBytes = 0;
      let feeds = 0;
      store.commit(commitOf({}));
      for (const [i, text] of pieces.entries()) {
        store.append(batchOf(sourceOf(1), [{ text, flags: recordFlag.late }], positionBytes, 1 + feeds), 0);
        positionBytes += text.length;
        feeds += text.filter((byte) => byte === 10).length;
        if (commits[i % commits.length] === true) store.commit(commitOf({ sources: [savedOf(sourceOf(1), positionBytes)] }));
      }
      store.commit(commitOf({ sources: [savedOf(sourceOf(1), positionBytes)] }));
      await store.maintain(0, signal);
      using reader = StoreReader.open(folder);
      const lines = Buffer.concat(pieces).toString('latin1').split('\n');
      if (lines.at(-1) === '') lines.pop();
      else lines.push(`${lines.pop() ?? ''}(open)`);
      const got = [...reader.exportRawLines({})].map(({ line, bytes: text }, i) => ({ line, text: Buffer.from(text).toString('latin1') + (i + 1 === lines.length && lines.at(-1)?.endsWith('(open)') === true ? '(open)' : '') }));
      assert.deepEqual(got, lines.map((text, i) => ({ line: i + 1, text: text.endsWith('(open)') ? text : text.replace(/\r$/, '') })));
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
  await fc.assert(property, { seed, numRuns: 60 });
});
