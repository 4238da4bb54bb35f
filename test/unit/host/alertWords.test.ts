import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { alertWords } from '../../../src/host/alertWords.ts';
import { alertKinds } from '../../../src/model/alert.ts';

const korean = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '..', '..', '..', 'media', 'l10n', 'bundle.l10n.ko.json'), 'utf8')) as Record<string, string>;

function fill(text: string, args: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]));
}

test('every kind of alert says figure and limit, in English and in Korean', () => {
  for (const kind of alertKinds) {
    const alert = { kind, isFiring: true, sinceMs: 0, value: 0.95, limit: 0.9, isAcknowledged: false };
    const english = alertWords(alert, { t: (text, ...args) => fill(text, args), locale: 'en' });
    const translated = alertWords(alert, { t: (text, ...args) => fill(korean[text] ?? assert.fail(text), args), locale: 'ko' });
    for (const text of [english, translated]) assert.ok(kind === 'queue' ? text.includes('95%') && text.includes('90%') : text.includes('0.95') && text.includes('0.9'), text);
    assert.match(translated, /[가-힣]/);
  }
});
