import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { EngineView } from '../../../src/rpc/contract.ts';
import { briefingView } from '../../../src/webview/briefingView.ts';
import { elementsOf, textOf } from '../../../src/webview/tree.ts';
import { inventBriefing, inventSnapshot } from '../../support/fakeEngine.ts';
import { keyStrings } from './keyStrings.ts';

const running: Omit<EngineView, 'snapshot'> = { state: 'running', detail: '', isAllowed: true, role: { kind: 'writer' } };

function view(markdown: string, engine = running) {
  return briefingView({ kind: 'briefing', markdown, engine }, { strings: keyStrings, formats: { locale: 'en', nowMs: 0, timeZone: 'UTC' } });
}

function commands(markdown: string, engine = running): readonly string[] {
  return view(markdown, engine).flatMap(elementsOf).flatMap((element) => element.attributes['data-command'] ?? []);
}

test('every evidence and every frame is a button', () => {
  const buttons = view(inventBriefing(inventSnapshot('/w', 0, 0))).flatMap(elementsOf).flatMap((element) => element.attributes['data-path'] ?? []);
  assert.deepEqual(buttons, ['logs/app.log', 'src/app/orders.ts', 'logs/app.log', 'src/app/orders.ts', 'logs/app.log', 'src/app/orders.ts']);
});

test('a running writer offers to write, to show the dashboard and to copy', () => {
  assert.deepEqual(commands('# x'), ['writeBriefing', 'showDashboard', 'copyBriefing']);
});

test('without a briefing there is nothing to copy, and a sentence says so', () => {
  assert.deepEqual([commands(''), view('').map(textOf).join('').includes('noBriefing')], [['writeBriefing', 'showDashboard'], true]);
});

test('a stopped engine offers to be started, and the last briefing stays', () => {
  assert.deepEqual(commands('# x', { state: 'stopped', detail: 'y', isAllowed: true, role: undefined }), ['showDashboard', 'copyBriefing', 'startEngine']);
});

test('an engine that may not run here does not offer to be started', () => {
  assert.deepEqual(commands('# x', { state: 'stopped', detail: 'y', isAllowed: false, role: undefined }), ['showDashboard', 'copyBriefing']);
});
