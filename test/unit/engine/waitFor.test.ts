import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { Query } from '../../../src/engine/query.ts';
import { Store } from '../../../src/engine/store/store.ts';
import { Waiting, type Watched } from '../../../src/engine/waitFor.ts';
import type { Issue } from '../../../src/model/issue.ts';
import { madeIssue } from '../../support/issues.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { commitOf, commitRecords, savedOf, sourceOf, type TestRecord } from '../store/batches.ts';

/** A store somebody writes, and what somebody waits for there. */
class Desk {
  readonly #store: Store;
  readonly query: Query;
  readonly #ends = new Map<number, { positionBytes: number; firstLine: number }>();

  private constructor(store: Store, folder: string) {
    this.#store = store;
    this.query = Query.open(folder, folder);
  }

  static async open(context: TestContext): Promise<Desk> {
    const folder = temporaryFolder(context);
    const store = await Store.open(folder);
    const desk = new Desk(store, folder);
    context.after(async () => {
      desk.query[Symbol.dispose]();
      await store[Symbol.asyncDispose]();
    });
    return desk;
  }

  write(records: readonly TestRecord[], id = 1): void {
    const { positionBytes, firstLine } = this.#ends.get(id) ?? { positionBytes: 0, firstLine: 1 };
    const end = commitRecords(this.#store, sourceOf(id), records, { positionBytes, firstLine, observedMs: 1000 });
    this.#ends.set(id, { positionBytes: end, firstLine: firstLine + records.length });
  }

  see(...issues: readonly Issue[]): void {
    this.#store.commit(commitOf({ sources: [savedOf(sourceOf(9), 0)], issues }));
  }
}

const parcel = (n: number): TestRecord => ({ text: `parcel ${n}\n`, timestampMs: n });

test('a text is found among any number of newer records, whatever times they carry, and never in what was there before', async (context) => {
  const desk = await Desk.open(context);
  desk.write([parcel(1), parcel(2)]);
  const waiting = new Waiting(desk.query, { kind: 'pattern', text: 'parcel' }, 0);
  desk.write([{ text: 'nothing\n', timestampMs: 3 }]);
  assert.equal(waiting.look(1), undefined);
  desk.write([{ text: 'other\n' }, parcel(-5), ...Array.from({ length: 5000 }, (_, i) => parcel(10 + i))]);
  desk.write([{ text: 'parcel -9\n', timestampMs: -4 }], 2);
  const outcome = waiting.look(2);
  assert.deepEqual(outcome?.kind === 'record' && [outcome.record.text, outcome.record.path, outcome.record.line], ['parcel -5', 'app1.log', 5]);
});

test('an issue ends the waiting when it is seen again, also when it turns out later to be more than noise', async (context) => {
  const desk = await Desk.open(context);
  const [known, noise] = [madeIssue({ id: 'LB-1', count: 3 }), madeIssue({ id: 'LB-2', count: 1, severity: 'LOW' })];
  desk.see(known);
  const waiting = new Waiting(desk.query, { kind: 'anyIssue' }, 0);
  desk.see(known, noise);
  assert.equal(waiting.look(1), undefined);
  desk.see({ ...noise, severity: 'HIGH' });
  assert.deepEqual(waiting.look(2), { kind: 'issue', issue: { ...noise, severity: 'HIGH' }, sightings: 1 });
  desk.see({ ...known, count: 5 });
  assert.deepEqual(new Waiting(desk.query, { kind: 'issue', id: known.id }, 0).look(3), undefined);
});

test('quiet begins anew with each sighting', async (context) => {
  const desk = await Desk.open(context);
  const waiting = new Waiting(desk.query, { kind: 'quiet', forMs: 100 }, 0);
  desk.see(madeIssue());
  assert.equal(waiting.look(50), undefined);
  assert.equal(waiting.look(149), undefined);
  assert.deepEqual(waiting.look(150), { kind: 'quiet', forMs: 100 });
});

test('nothing is read while nothing is committed', () => {
  let reads = 0;
  const watched: Watched & { dataVersion: number } = {
    dataVersion: 1,
    arrivals: () => assert.fail('no text is waited for'),
    issue: () => assert.fail('no issue has grown'),
    issueCounts: () => (reads++, new Map()),
  };
  const waiting = new Waiting(watched, { kind: 'anyIssue' }, 0);
  for (let i = 0; i < 100; i++) waiting.look(i);
  assert.equal(reads, 1);
  watched.dataVersion++;
  waiting.look(100);
  assert.equal(reads, 2);
});
