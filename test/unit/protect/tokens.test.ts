import { test } from 'node:test';
import assert from 'node:assert/strict';
import { platformTokens } from '../../../src/engine/protect/platformTokens.ts';
import { Redactor } from '../../../src/engine/protect/protect.ts';
import { serviceTokens } from '../../../src/engine/protect/serviceTokens.ts';
import { madeSecret } from './samples.ts';

const redactor = new Redactor({ key: new Uint8Array(32) });
const rows = [...platformTokens, ...serviceTokens];
const seeds = [1, 2, 3, 4, 5];

/** Ways a token stands in a log; each hides it whole. */
const places: readonly (readonly [string, (secret: string) => string])[] = [
  ['alone in a sentence', (secret) => `2026-01-01 10:00:00 ERROR refused ${secret} by upstream`],
  ['in JSON', (secret) => JSON.stringify({ level: 'error', detail: secret })],
  ['in JSON inside JSON', (secret) => JSON.stringify({ raw: JSON.stringify({ detail: secret }) })],
  ['coloured in the middle', (secret) => `\x1b[33m${secret.slice(0, 6)}\x1b[0m${secret.slice(6)} done`],
  ['behind an escaped line end', (secret) => JSON.stringify({ text: `first\n${secret}\nlast` })],
];

for (const [name, place] of places) {
  test(`every kind of token is hidden ${name}`, () => {
    const leaks = rows.flatMap(({ kind, form }) => seeds
      .map((seed) => madeSecret(form, seed))
      .filter((secret) => redactor.redactText(place(secret)).includes(secret.slice(-12)))
      .map((secret) => `${kind} ${form}: ${redactor.redactText(place(secret))}`));
    assert.deepEqual(leaks, []);
  });
}

test('a token is named by its kind wherever it stands', () => {
  const secret = madeSecret('ghp_{b62:36}');
  const bare = redactor.redactText(secret);
  assert.match(bare, /^\[REDACTED:github-token:[0-9a-f]{6}\]$/);
  assert.equal(redactor.redactText(`token=${secret}`), `token=${bare}`);
  assert.equal(redactor.redactText(`{"authorization": "Bearer ${secret}"}`), `{"authorization": "Bearer ${bare}"}`);
});

test('what begins like a token and is a name stays', () => {
  const lines = ['amp_preconnect_polyfill_404_or_other_error_expected', 'task-sk-17 on disk-live', 'npm_config_registry and npm_package_json_path', 'sk_test_run_of_all', 'AKIAXXXXXXXXXXXXXXXX'];
  assert.deepEqual(lines.map((line) => redactor.redactText(line)), lines);
});

test('base64 with a secret inside is hidden, other base64 stays', () => {
  const packed = (text: string): string => Buffer.from(text).toString('base64');
  for (const secret of ['ghp_{b62:36}', 'postgres://app:{b62:16}@db/x', '{"password":"{b62:10}"}', '{"k": "{b64:40}"}']) {
    const text = packed(madeSecret(secret));
    assert.match(redactor.redactText(`payload ${text} end`), /^payload \[REDACTED:base64:[0-9a-f]{6}\] end$/);
    assert.doesNotMatch(redactor.redactText(`payload ${packed(text)} end`), new RegExp(packed(text).slice(4, 24)));
  }
  const harmless = packed('{"id":123456,"sort":"created_at","page":7,"day":"2026-01-02T10:00:00Z"}');
  assert.equal(redactor.redactText(`cursor ${harmless}`), `cursor ${harmless}`);
});
