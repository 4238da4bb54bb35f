import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { EngineView } from '../../../src/rpc/contract.ts';
import { dashboardView } from '../../../src/webview/dashboardView.ts';
import { elementsOf, textOf, type TreeElement } from '../../../src/webview/tree.ts';
import { inventSnapshot } from '../../support/fakeEngine.ts';
import { keyStrings } from './keyStrings.ts';

const nowMs = Date.UTC(2025, 0, 2, 3, 4, 5);
const look = { strings: keyStrings, formats: { locale: 'en', nowMs, timeZone: 'Asia/Seoul' } };

function elements(change: Partial<Snapshot> = {}, view: Partial<EngineView> = {}): readonly TreeElement[] {
  const snapshot = { ...inventSnapshot('/w', nowMs, 0), ...change };
  return dashboardView({ state: 'running', detail: '', isAllowed: true, role: { kind: 'writer' }, snapshot, ...view }, look).flatMap(elementsOf);
}

function section(all: readonly TreeElement[], key: string): string {
  const found = all.find((element) => element.attributes['data-key'] === key);
  return found ? textOf(found) : '';
}

function rows(all: readonly TreeElement[], id: string): readonly (readonly string[])[] {
  const table = all.find((element) => element.tag === 'table' && element.attributes['aria-labelledby'] === id);
  const body = table?.children.flatMap(elementsOf).find((element) => element.tag === 'tbody');
  return body?.children.flatMap(elementsOf).filter((element) => element.tag === 'tr').map((row) => row.children.map(textOf)) ?? [];
}

test('each issue is a row in the engine\'s order, its evidence a button', () => {
  const all = elements();
  assert.deepEqual(rows(all, 'issues')[0], [
    'CRITICAL', 'OperationalError: could not connect to server: Connection refused', 'shop.orders', '41', '11:14:05 AM', '12:04:03 PM', 'logs/app.log:12src/app/orders.ts:42',
  ]);
});

test('log text on the page is text', () => {
  assert.equal(rows(elements(), 'issues')[2]?.[1], '[click me](command:workbench.action.quit) <img src=x onerror=alert(1)> **bold** https://example.org');
});

test('each lost point stands beside its reason', () => {
  assert.equal(section(elements(), 'health').includes('−20 CRITICAL DB issue, 41 times, open'), true);
});

test('without a score nothing is claimed', () => {
  const health = section(elements({ health: { score: undefined, word: 'UNKNOWN', reasons: [] } }), 'health');
  assert.deepEqual([health.includes('unknown'), health.includes('ofHundred'), health.includes('noData')], [true, false, true]);
});

test('a time on another day has its date, in the user\'s zone', () => {
  const snapshot = inventSnapshot('/w', nowMs, 0);
  const [issue] = snapshot.issues;
  const all = elements({ issues: issue ? [{ ...issue, firstSeenMs: Date.UTC(2025, 0, 1, 14, 0, 0) }] : [] });
  assert.equal(rows(all, 'issues')[0]?.[4], '1/1/25, 11:00:00 PM');
});

test('the chart has a text alternative with the same figures', () => {
  const all = elements({ perMinute: [{ minuteMs: nowMs - 5000, counts: [0, 0, 0, 9, 0, 1, 0] }] });
  const chart = all.find((element) => element.attributes.id === 'chart');
  const details = all.find((element) => element.tag === 'details');
  assert.deepEqual([chart?.attributes.role, details ? textOf(details) : ''], ['img', 'showAsTableperBucketfromERRORINFOtotal12:04:00 PM1910']);
});

test('every table has a name and column heads', () => {
  const tables = elements().filter((element) => element.tag === 'table');
  const named = tables.filter((table) => table.attributes['aria-labelledby'] !== undefined || table.children.flatMap(elementsOf).some((element) => element.tag === 'caption'));
  const headed = tables.filter((table) => table.children.flatMap(elementsOf).some((element) => element.tag === 'th' && element.attributes.scope === 'col'));
  assert.deepEqual([tables.length, named.length, headed.length], [4, 4, 4]);
});

test('more rows than fit are counted', () => {
  const [source] = inventSnapshot('/w', nowMs, 0).sources;
  const all = elements({ sources: source ? Array.from({ length: 250 }, (_, id) => ({ ...source, id })) : [] });
  assert.deepEqual([rows(all, 'sources').length, section(all, 'rest')], [200, 'more']);
});

test('an engine that crashed offers the restart and no writing', () => {
  const commands = elements({}, { state: 'crashed', detail: 'x' }).map((element) => element.attributes['data-command']).filter(Boolean);
  assert.deepEqual(commands, ['showBriefing', 'restartEngine', 'showLog']);
});

test('a window that only reads does not offer to write', () => {
  const commands = elements({}, { role: { kind: 'reader', reason: 'y' } }).map((element) => element.attributes['data-command']).filter(Boolean);
  assert.deepEqual(commands, ['showBriefing']);
});

test('old figures are called stale', () => {
  assert.equal(section(elements({}, { detail: 'from yesterday' }), 'banner'), 'stale from yesterday');
});

test('before the first snapshot there is a sentence instead of tables', () => {
  const all = dashboardView({ state: 'starting', detail: '', isAllowed: true, role: undefined, snapshot: undefined }, look).flatMap(elementsOf);
  assert.deepEqual([section(all, 'banner'), section(all, 'empty')], ['starting', 'noData']);
});
