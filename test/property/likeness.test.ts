import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TemplateMiner } from '../../src/engine/mine/mine.ts';
import { Redactor } from '../../src/engine/protect/protect.ts';
import { passwordCommands } from '../../src/engine/protect/commandRule.ts';
import { secretContexts } from '../../src/engine/protect/contextRule.ts';
import { keyWords } from '../../src/engine/protect/keyTable.ts';
import { LikenessColumns } from '../../src/engine/protect/likeness.ts';
import { platformTokens } from '../../src/engine/protect/platformTokens.ts';
import { serviceTokens } from '../../src/engine/protect/serviceTokens.ts';
import { madeBatch, madeSource } from '../support/batches.ts';
import type { RecordBatch } from '../../src/model/record.ts';
import { madeSecret } from '../unit/protect/samples.ts';
import { seed } from '../support/seed.ts';

const redactor = new Redactor({ key: new Uint8Array(32) });
const forms = [...platformTokens, ...serviceTokens].map(({ form }) => form);
const secret = fc.oneof(
  fc.constantFrom(...secretContexts.map(({ sample }) => sample)),
  fc.constantFrom(...forms).chain((form) => fc.nat(200).map((n) => madeSecret(form, n))),
  fc.constantFrom(...keyWords.map(({ word }) => word)).chain((word) => fc.constantFrom('=', ': ', '%3D', '%3a', '\\u003d', '":"', ' ', ' is ').chain((joint) => fc.constantFrom('hunter2', '81920', 'Qw8r7Yt2pl4K', 'blue7Horse').map((value) => `${word}${joint}${value}`))),
  fc.constantFrom(...passwordCommands.map(({ program }) => `${program} -pblue7Horse -u a -w x7Kq9 --password=y8 user:z9@h1`)),
  fc.constantFrom('4111111111111111', '4111-1111-1111-1111', 'card 5500 0000 0000 0004', 'https://u1:p2@h3/', 'https%3A%2F%2Fu1%3Ap2%40h3', 'a:b2@tcp(h:1)', 'Authorization: Basic dTE6cDI=', 'Cookie: sid=a1b2c3d4e5f6a7b8', Buffer.from('{"password":"hunter2"}').toString('base64'), Buffer.from('user17:hunter2 token=Qw8r7Yt2pl4K').toString('base64')),
);
const word = fc.oneof(fc.constantFrom('order', 'took', 'ms', 'p99', 'utf8', 'user12', '(', ')', '[', ']', ':', '=', ',', '/', '"', '\\', '%', '#1#', 'blk_-16', 'http2'), fc.nat(99_999).map(String), fc.string({ maxLength: 8 }).map((text) => text.replace(/[\r\n]/g, ' ')));
const line = fc.array(fc.oneof({ weight: 1, arbitrary: secret }, { weight: 3, arbitrary: word }), { minLength: 1, maxLength: 8 }).chain((parts) => fc.constantFrom(' ', '').map((between) => parts.join(between).replace(/[\r\n]/g, ' ')));

function textsOf({ bytes, start, end, count }: RecordBatch): string[] {
  return Array.from({ length: count }, (_, row) => Buffer.from(bytes.subarray(start[row], end[row])).toString());
}

/** Other digits in the same places. */
function alike(text: string, shift: number): string {
  let at = 0;
  return text.replace(/[0-9]/g, (digit) => String((Number(digit) + shift * ++at * 7 + shift) % 10));
}

test('what is redacted does not depend on what was plain before, however alike it is', () => {
  fc.assert(fc.property(line, fc.integer({ min: 1, max: 9 }), (text, shift) => {
    const of = (...lines: string[]): string[] => textsOf(redactor.redact(madeBatch(madeSource('a.log'), lines.map((one) => ({ text: one })))));
    const variants = [alike(text, shift), alike(text, shift + 3), alike(text, shift + 5)];
    of(...variants);
    of(...variants);
    assert.deepEqual(of('before', text, 'behind'), ['before', redactor.redactText(text), 'behind'].map((one) => `${one}\n`));
  }), { seed, numRuns: 6000 });
});

const miner = new TemplateMiner({ templates: [] });
const reader = new TemplateMiner({ templates: [] });
const columns = new LikenessColumns();

test('a template does not depend on whether the record was known by its likeness', () => {
  fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), (texts, shifts) => {
    for (const shift of shifts) {
      const bare = madeBatch(madeSource('a.log'), texts.map((text) => ({ text: alike(text, shift) })));
      const batch = { ...bare, template: new Int32Array(bare.count), likeness: columns.of(bare) };
      miner.assign(batch);
      reader.assign(bare);
      assert.deepEqual(batch.template, bare.template);
    }
  }), { seed, numRuns: 3000 });
});
