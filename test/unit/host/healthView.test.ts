import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { SystemHealth } from '../../../src/model/snapshot.ts';
import type { EngineView } from '../../../src/rpc/contract.ts';
import { healthItem, tooltipCommands, type HealthInput, type HealthItem } from '../../../src/host/healthView.ts';
import type { Words } from '../../../src/host/words.ts';
import { inventSnapshot } from '../../support/fakeEngine.ts';

const nowMs = Date.UTC(2025, 0, 2, 3, 4, 5);
const words: Words = { t: (message, ...args) => message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)])), locale: 'en' };

function viewOf(change: Partial<EngineView> = {}): EngineView {
  return { state: 'running', detail: '', isAllowed: true, role: { kind: 'writer' }, snapshot: inventSnapshot('/w', nowMs, 0), ...change };
}

function withHealth(score: number | undefined, word: SystemHealth): EngineView {
  return viewOf({ snapshot: { ...inventSnapshot('/w', nowMs, 0), health: { score, word, reasons: [] } } });
}

function itemOf(view: EngineView, isStale = false, more: Partial<HealthInput> = {}): HealthItem {
  return healthItem({ view, isStale, nowMs, hindrance: undefined, folderOfSeveral: undefined, ...more }, words);
}

const looks: readonly (readonly [number | undefined, SystemHealth, string, string])[] = [
  [undefined, 'UNKNOWN', '$(pulse) –', 'none'],
  [100, 'HEALTHY', '$(pulse) 100', 'none'],
  [85, 'ATTENTION', '$(pulse) 85', 'none'],
  [64, 'WARNING', '$(pulse) 64', 'warning'],
  [12, 'CRITICAL', '$(pulse) 12', 'error'],
];

for (const [score, word, text, tone] of looks) {
  test(`${word} is shown as "${text}" with ${tone} background`, () => {
    const item = itemOf(withHealth(score, word));
    assert.deepEqual([item.text, item.tone], [text, tone]);
  });
}

test('a stale score is called stale and has no colour', () => {
  const item = itemOf(withHealth(12, 'CRITICAL'), true);
  assert.deepEqual([item.text, item.tone], ['$(history) 12 stale', 'none']);
});

test('a crash is seen at a glance', () => {
  const item = itemOf(viewOf({ state: 'crashed', detail: 'The engine crashed: x.' }), true);
  assert.deepEqual([item.text, item.tone, item.tooltip.includes('The engine crashed\\: x\\.')], ['$(debug-disconnect) 72 crashed', 'error', true]);
});

test('a workspace that is not trusted says why nothing is shown', () => {
  const view: EngineView = { state: 'stopped', detail: 'This workspace is not trusted.', isAllowed: false, role: undefined, snapshot: undefined };
  const { text, tooltip } = itemOf(view, true, { hindrance: 'untrusted' });
  assert.deepEqual([text, tooltip.includes('This workspace is not trusted'), tooltip.includes('workbench.trust.manage'), tooltip.includes('startEngine')], ['$(circle-slash) –', true, true, false]);
});

test('log text in the tooltip is neither link nor HTML', () => {
  const { tooltip } = itemOf(viewOf());
  assert.equal(tooltip.includes('\\[click me\\]\\(command\\:workbench\\.action\\.quit\\) \\<img'), true);
});

test('every command link of the tooltip is on its list', () => {
  const states = ['running', 'stopped', 'crashed', 'starting'] as const;
  const hindrances = [undefined, 'untrusted', 'switchedOff'] as const;
  const tooltips = states.flatMap((state) => hindrances.map((hindrance) => itemOf(viewOf({ state }), false, { hindrance }).tooltip));
  const linked = tooltips.flatMap((tooltip) => [...tooltip.matchAll(/\]\(command:([\w.]+)/g)].map(([, id]) => id));
  const allowed = new Set(tooltipCommands);
  assert.deepEqual(linked.filter((id) => id === undefined || !allowed.has(id)), []);
});

test('the tooltip says which of several folders is watched', () => {
  assert.equal(itemOf(viewOf(), false, { folderOfSeveral: 'api' }).tooltip.includes('Watching folder: api'), true);
});

test('the tooltip says how much was read', () => {
  assert.equal(itemOf(viewOf()).tooltip.includes('60\\,210 lines\\, 58\\,003 records\\, 4\\.8 MB\\, 2 sources'), true);
});
