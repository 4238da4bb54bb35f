import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Redactor } from '../../../src/engine/protect/protect.ts';

function redactor(...patterns: string[]): Redactor {
  return new Redactor({ patterns });
}

test('what an expression of the user matches is redacted, equal texts alike, beside the secrets that are known', () => {
  const redacted = redactor('EMP-\\d{6}').redactText('EMP-123456 asked for EMP-654321, EMP-123456 got password=hunter2hunter2\n');
  assert.match(redacted, /^\[REDACTED:own:(\w{6})\] asked for \[REDACTED:own:(?!\1)\w{6}\], \[REDACTED:own:\1\] got password=\[REDACTED:[\w-]+:\w{6}\]\n$/);
  assert.equal(redactor().redactText('EMP-123456'), 'EMP-123456');
});

test('an expression reads text as it is, whatever its script, and stays within its line', () => {
  assert.match(redactor('고객 \\p{Hangul}+').redactText('주문: 고객 김철수 접수\n'), /^주문: \[REDACTED:own:\w{6}\] 접수\n$/);
  assert.match(redactor('^id .*$').redactText('id one\nname two\nid three\n'), /^\[REDACTED:own:\w{6}\]\nname two\n\[REDACTED:own:\w{6}\]\n$/);
});

test('what it matches inside of a secret that is known is one placeholder', () => {
  const redacted = redactor('hunter\\d').redactText('password=hunter2hunter2\n');
  assert.match(redacted, /^password=\[REDACTED:[\w-]+:\w{6}\]\n$/);
});

test('a placeholder that is seen again stays as it is', () => {
  const once = redactor('EMP-\\d{6}').redactText('EMP-123456\n');
  assert.equal(redactor('EMP-\\d{6}', '\\w{6}', 'own').redactText(once), once);
});

test('bytes that are no UTF-8 are passed over, and what follows is still found at its place', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe, 0x80, 0x20]), Buffer.from('EMP-123456 ok')]);
  const filter = redactor('EMP-\\d{6}').lines();
  const out = Buffer.concat([filter.push(Buffer.concat([bytes, Buffer.from('\n')])), filter.end()]);
  assert.deepEqual([...out.subarray(0, 4)], [0xff, 0xfe, 0x80, 0x20]);
  assert.match(out.subarray(4).toString(), /^\[REDACTED:own:\w{6}\] ok\n$/);
});
