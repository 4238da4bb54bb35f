import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RecordBatch } from '../../../src/model/record.ts';
import { Redactor } from '../../../src/engine/protect/protect.ts';
import { madeBatch, madeSource } from '../../support/batches.ts';
import { madeSecret } from './samples.ts';

const key = new Uint8Array(32);

/** The text of each record. */
function textsOf(batch: RecordBatch): string[] {
  return Array.from({ length: batch.count }, (_, row) => Buffer.from(batch.bytes.subarray(batch.start[row], batch.end[row])).toString());
}

function privateKey(): string[] {
  const words = ['OPENSSH', 'PRIVATE', 'KEY'].join(' ');
  return [`-----BEGIN ${words}-----`, madeSecret('{b64:70}', 1), madeSecret('{b64:70}', 2), madeSecret('{b64:19}', 3), `-----END ${words}-----`];
}

test('a batch without secrets comes back over the same text', () => {
  const batch = madeBatch(madeSource('a.log'), [{ text: 'all is well' }, { text: 'token count 7' }]);
  const safe = new Redactor({ key }).redact(batch);
  assert.deepEqual([safe.bytes, safe.start, safe.hostile], [batch.bytes, batch.start, []]);
});

test('columns move with the text, positions and lines stay those of the source', () => {
  const batch = madeBatch(madeSource('a.log'), [{ text: 'first password=hunter2 end\n  at more' }, { text: 'second' }, { text: `third ${madeSecret('ghp_{b62:36}')}` }], 41);
  const safe = new Redactor({ key }).redact(batch);
  assert.match(textsOf(safe).join(''), /^first password=\[REDACTED:password:\w{6}\] end\n {2}at more\nsecond\nthird \[REDACTED:github-token:\w{6}\]\n$/);
  assert.equal(Buffer.from(safe.bytes.subarray(safe.bodyStart[0], safe.bodyEnd[0])).toString().endsWith('] end'), true);
  assert.equal(Buffer.from(safe.bytes.subarray(safe.bodyStart[1], safe.bodyEnd[1])).toString(), 'second');
  assert.equal(safe.end[2], safe.bytes.length);
  assert.deepEqual([safe.positionBytes, safe.lines, safe.firstLine, safe.endPositionBytes], [batch.positionBytes, batch.lines, 41, batch.endPositionBytes]);
});

test('every line of a private key goes, over records and batches, each source for itself', () => {
  const redactor = new Redactor({ key });
  const [begin = '', first = '', second = '', last = '', end = ''] = privateKey();
  const source = madeSource('a.log');
  const one = textsOf(redactor.redact(madeBatch(source, [{ text: begin }, { text: first }])));
  const other = textsOf(redactor.redact(madeBatch(madeSource('b.log', 2), [{ text: first }])));
  const two = textsOf(redactor.redact(madeBatch(source, [{ text: second }, { text: 'GET /health 200' }, { text: last }, { text: end }, { text: first }])));
  assert.deepEqual([...one, ...two].map((text) => text.replace(/:\w{6}\]/, ']')), [
    `${begin}\n`, '[REDACTED:private-key]\n', '[REDACTED:private-key]\n', 'GET /health 200\n', '[REDACTED:private-key]\n', `${end}\n`, `${first}\n`,
  ]);
  assert.deepEqual(other, [`${first}\n`]);
});

test('a private key behind log headers, indented or escaped goes too', () => {
  const lines = privateKey();
  const body = lines.slice(1, -1);
  for (const text of [lines.map((line) => `2026-01-01 10:00:00 INFO ${line}`).join('\n'), `key: |\n${lines.map((line) => `    ${line}`).join('\n')}`, JSON.stringify({ key: lines.join('\n') }), lines.join(' ')]) {
    const safe = new Redactor({ key }).redactText(text);
    assert.deepEqual(body.filter((line) => safe.includes(line)), [], safe);
    assert.equal(safe.split('\n').length, text.split('\n').length);
  }
});

test('a public key and a certificate stay', () => {
  const text = privateKey().join('\n').replaceAll('OPENSSH PRIVATE KEY', 'CERTIFICATE');
  assert.equal(new Redactor({ key }).redactText(text), text);
});

test('equal secrets have equal placeholders under one key, others under another', () => {
  const text = (redactor: Redactor): string => redactor.redactText('password=hunter2 password=hunter3 url=a://u:hunter2@h {"password":"hunter2"}');
  const hashes = [...text(new Redactor({ key })).matchAll(/:(\w{6})\]/g)].map(([, hash]) => hash);
  assert.equal(hashes[0], hashes[2]);
  assert.equal(hashes[0], hashes[3]);
  assert.notEqual(hashes[0], hashes[1]);
  assert.notEqual(text(new Redactor({ key })), text(new Redactor({ key: new Uint8Array(32).fill(1) })));
});

test('without a key one pass over the same text gives the same placeholders', () => {
  const text = 'password=hunter2 password=hunter3 password=hunter2';
  assert.equal(Redactor.forOnePass().redactText(text), Redactor.forOnePass().redactText(text));
});

test('redactions are counted by kind', () => {
  const redactor = new Redactor({ key });
  redactor.redactText(`password=hunter2 passwd=x1 ${madeSecret('ghp_{b62:36}')}`);
  assert.deepEqual([...redactor.counts()], [['password', 2], ['github-token', 1]]);
});

test('the key of a state folder is made once, for the user alone, and made anew when damaged', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'protect-'));
  try {
    const first = Redactor.open(folder).redactText('password=hunter2');
    const file = path.join(folder, 'redaction.key');
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    assert.equal(Redactor.open(folder).redactText('password=hunter2'), first);
    fs.writeFileSync(file, 'short');
    assert.notEqual(Redactor.open(folder).redactText('password=hunter2'), first);
    assert.deepEqual(fs.readdirSync(folder), ['redaction.key']);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('a key of another length is refused', () => {
  assert.throws(() => new Redactor({ key: new Uint8Array(8) }), RangeError);
});

test('what stands in JSON stays JSON: numbers in a text get no quotes, names may end in a backslash, no value reaches out of its string', () => {
  const redactor = new Redactor({ key });
  const hidden = (line: string): string => redactor.redactText(line).replace(/:\w{6}\]/g, ']');
  for (const [line, expected] of [
    ['{"msg":"card: 4111111111111111 declined"}', '{"msg":"card: [REDACTED:card-number] declined"}'],
    ['{"cards":[4111111111111111,4111111111111111]}', '{"cards":["[REDACTED:card-number]","[REDACTED:card-number]"]}'],
    [JSON.stringify({ raw: '{"card":4111111111111111}' }), JSON.stringify({ raw: '{"card":"[REDACTED:card-number]"}' })],
    ['{"otp\\\\":123456}', '{"otp\\\\":"[REDACTED:secret]"}'],
    [`{"a":"password='blue7Horse","b":"it's"}`, `{"a":"password='[REDACTED:password]","b":"it's"}`],
    ['\u001b[32m4111111111111111\u001b[0mok', '\u001b[32m[REDACTED:card-number]\u001b[0mok'],
  ] as const) assert.equal(hidden(line), expected);
});

test('a name of a program at the very end of coloured text does no harm', () => {
  assert.equal(new Redactor({ key }).redactText('\u001b[0mcurl0'), '\u001b[0mcurl0');
});
