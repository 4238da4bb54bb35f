/** When reports are written: a change at once, the next one within a second, and what only leads to code in between. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { defaultSettings } from '../../../src/model/defaultSettings.ts';
import { Reporting } from '../../../src/engine/reporting.ts';
import { madeSnapshot } from '../../support/issues.ts';
import { temporaryFolder } from '../../support/temporary.ts';

interface Desk {
  readonly reporting: Reporting;
  /** When each report began. */
  readonly writtenMs: readonly number[];
  readonly pass: (ms: number) => void;
  readonly setClock: (ms: number) => void;
}

function desk(context: TestContext): Desk {
  context.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const writtenMs: number[] = [];
  let nowMs = 0;
  let clockMs = 1_000_000;
  const reporting = new Reporting({
    stateFolder: temporaryFolder(context), settings: defaultSettings, clock: { nowMs: () => clockMs }, knownIssues: [], guard: (write) => write(), onSnapshot: () => undefined,
    makeSnapshot: () => {
      writtenMs.push(nowMs);
      return madeSnapshot([]);
    },
  });
  context.after(() => reporting[Symbol.dispose]());
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed++) {
      nowMs++;
      clockMs++;
      context.mock.timers.tick(1);
    }
  };
  return { reporting, writtenMs, pass, setClock: (ms) => (clockMs = ms) };
}

function change(reporting: Reporting): void {
  reporting.changed();
  reporting.soon();
}

function link(reporting: Reporting): void {
  reporting.linked();
  reporting.soon();
}

test('a change right behind a report is told within a second of it', (context) => {
  const { reporting, writtenMs, pass } = desk(context);
  change(reporting);
  pass(1);
  assert.equal(reporting.isReady, false);
  change(reporting);
  pass(2000);
  assert.equal(writtenMs.length, 2);
  assert.ok((writtenMs[1] ?? NaN) < 980, `told after ${String(writtenMs[1])} ms`);
});

test('changes without a pause are told about once a second', (context) => {
  const { reporting, writtenMs, pass } = desk(context);
  for (let i = 0; i < 100; i++) {
    change(reporting);
    pass(100);
  }
  assert.ok(writtenMs.length >= 10 && writtenMs.length <= 11, `${writtenMs.length} reports in ten seconds`);
});

test('a report that only leads to code makes no change wait', (context) => {
  const { reporting, writtenMs, pass } = desk(context);
  change(reporting);
  pass(200);
  link(reporting);
  pass(1000);
  assert.equal(writtenMs.length, 2, 'the links are told');
  assert.equal(reporting.isReady, true);
  change(reporting);
  assert.equal(writtenMs.at(-1), 1200);
});

test('links that wait are told with the change that comes first', (context) => {
  const { reporting, writtenMs, pass } = desk(context);
  change(reporting);
  pass(1000);
  link(reporting);
  pass(10);
  link(reporting);
  pass(40);
  change(reporting);
  assert.deepEqual(writtenMs, [0, 1000, 1050]);
  pass(3000);
  assert.equal(writtenMs.length, 3);
});

test('nothing new is told twice', (context) => {
  const { reporting, writtenMs, pass } = desk(context);
  change(reporting);
  reporting.soon();
  pass(3000);
  assert.deepEqual(writtenMs, [0]);
});

test('a clock that is set back makes a change wait no longer than usual', (context) => {
  const { reporting, writtenMs, pass, setClock } = desk(context);
  change(reporting);
  setClock(5);
  for (let i = 0; i < 10; i++) {
    change(reporting);
    pass(100);
  }
  assert.equal(writtenMs.length, 2);
});
