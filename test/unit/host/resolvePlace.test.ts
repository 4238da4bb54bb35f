import path from 'node:path';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { resolvePlace } from '../../../src/host/resolvePlace.ts';

const places = { workspace: '/home/me/app', sources: ['logs/app.log', '/var/log/app.log'] };
const windowsPlaces = { workspace: 'C:\\me\\app', sources: ['D:\\logs\\app.log'] };

const cases: readonly (readonly [string, string | undefined])[] = [
  ['src/a.ts', '/home/me/app/src/a.ts'],
  ['./src/../src/a.ts', '/home/me/app/src/a.ts'],
  ['/home/me/app/src/a.ts', '/home/me/app/src/a.ts'],
  ['..a/b.ts', '/home/me/app/..a/b.ts'],
  ['/var/log/app.log', '/var/log/app.log'],
  ['/var/log/other.log', undefined],
  ['/etc/passwd', undefined],
  ['../other/a.ts', undefined],
  ['src/../../secret', undefined],
  ['/home/me/app-secret/a.ts', undefined],
  ['', undefined],
  ['.', undefined],
  ['a\0b', undefined],
];

for (const [shown, expected] of cases) {
  test(`${JSON.stringify(shown)} leads to ${expected ?? 'nothing'}`, () => {
    const resolved = resolvePlace(shown, places, path.posix);
    assert.equal(resolved.ok ? resolved.value : undefined, expected);
  });
}

const windowsCases: readonly (readonly [string, string | undefined])[] = [
  ['src/a.ts', 'C:\\me\\app\\src\\a.ts'],
  ['D:\\logs\\app.log', 'D:\\logs\\app.log'],
  ['D:\\logs\\other.log', undefined],
  ['\\\\attacker\\share\\a.ts', undefined],
];

for (const [shown, expected] of windowsCases) {
  test(`on Windows ${shown} leads to ${expected ?? 'nothing'}`, () => {
    const resolved = resolvePlace(shown, windowsPlaces, path.win32);
    assert.equal(resolved.ok ? resolved.value : undefined, expected);
  });
}
