import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Redactor } from '../../src/engine/protect/protect.ts';
import { madeBatch, madeSource } from '../support/batches.ts';
import { madeSecret } from '../unit/protect/samples.ts';
import { seed } from '../support/seed.ts';

const redactor = new Redactor({ key: new Uint8Array(32) });
const begin = `-----BEGIN ${['RSA', 'PRIVATE', 'KEY'].join(' ')}-----`;

/** Pieces of logs with and without secrets, whole and cut. */
const piece = fc.oneof(
  fc.constantFrom('password=', 'token: ', '"secret":"', '"', '\\"', ' ', '\n', '\r\n', '\x1b[31m', '\x1b[0m', 'Bearer ', '://', 'user:', '@', '%3D', '&', ';', '{', '}', 'Cookie: a=', 'mysql -p', '[REDACTED:', ':abcdef]', begin, 'card ', '비밀번호=', '--password ', 'eyJ'),
  fc.constantFrom('ghp_{b62:36}', 'AKIA{up36:16}', '{b62:24}', '{hex:32}', '{b64:70}', 'eyJ{b64u:20}.eyJ{b64u:40}.{b64u:43}', '4{dig:15}').chain((form) => fc.nat(50).map((seed) => madeSecret(form, seed))),
  fc.string({ maxLength: 12 }),
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

test('what has been redacted is left alone', () => {
  fc.assert(fc.property(text, (original) => {
    const once = redactor.redactText(original);
    assert.equal(redactor.redactText(once), once);
  }), { seed, numRuns: 3000 });
});

test('one line in is one line out', () => {
  fc.assert(fc.property(text, (original) => {
    assert.equal(redactor.redactText(original).split('\n').length, original.split('\n').length);
  }), { seed, numRuns: 1000 });
});

test('a stream cut anywhere gives what the whole gives', () => {
  fc.assert(fc.property(text, fc.array(fc.nat(40), { maxLength: 12 }), (original, cuts) => {
    const bytes = Buffer.from(original);
    const lines = redactor.lines();
    const parts: Uint8Array[] = [];
    let at = 0;
    for (const cut of cuts) parts.push(Uint8Array.from(lines.push(bytes.subarray(at, (at += cut)))));
    parts.push(Uint8Array.from(lines.push(bytes.subarray(at))), Uint8Array.from(lines.end()));
    assert.equal(Buffer.concat(parts).toString(), redactor.redactText(original));
  }), { seed, numRuns: 1000 });
});

test('records keep their order, their lines and the text that the whole would have', () => {
  let sources = 0;
  fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
    // Each is a source of its own: a key may stay open in one.
    const batch = madeBatch(madeSource('a.log', ++sources), texts.map((line) => ({ text: line })));
    const safe = redactor.redact(batch);
    const from = safe.start[0] ?? 0;
    for (let row = 0; row < safe.count; row++) {
      assert.equal(safe.start[row], row === 0 ? from : safe.end[row - 1]);
      assert.ok((safe.bodyStart[row] ?? 0) >= (safe.start[row] ?? 0) && (safe.bodyEnd[row] ?? 0) >= (safe.bodyStart[row] ?? 0) && (safe.bodyEnd[row] ?? 0) <= (safe.end[row] ?? 0));
    }
    const whole = Buffer.from(safe.bytes.subarray(from, safe.end[safe.count - 1])).toString();
    assert.equal(whole, redactor.redactText(texts.map((line) => `${line}\n`).join('')));
  }), { seed, numRuns: 1000 });
});

test('JSON stays JSON', () => {
  const value = fc.oneof(fc.string(), text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(4_111_111_111_111_111), fc.boolean());
  const name = fc.oneof(fc.constantFrom('password', 'token', 'apiKey', 'card', 'Authorization', 'Set-Cookie', 'url'), fc.string({ maxLength: 8 }));
  fc.assert(fc.property(fc.dictionary(name, fc.oneof(value, fc.array(value, { maxLength: 3 }), fc.dictionary(name, value, { maxKeys: 2 })), { maxKeys: 5 }), (record) => {
    const line = JSON.stringify(record);
    assert.doesNotThrow(() => void JSON.parse(redactor.redactText(line)), redactor.redactText(line));
    const nested = JSON.stringify({ raw: line });
    assert.doesNotThrow(() => void JSON.parse(redactor.redactText(nested)), redactor.redactText(nested));
  }), { seed, numRuns: 3000 });
});

test('any bytes are survived', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
    const lines = redactor.lines();
    const result = Buffer.concat([lines.push(bytes), lines.end()]);
    assert.equal(result.filter((code) => code === 10).length, bytes.filter((code) => code === 10).length);
  }), { seed, numRuns: 2000 });
});
