import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TemplateMiner } from '../../../src/engine/mine/mine.ts';
import { batchOf } from '../../support/recordBatches.ts';
import { seed } from '../../support/seed.ts';

/** The template text of each body after all have been seen. */
function textsOf(bodies: readonly string[], miner = new TemplateMiner({ templates: [] })): string[] {
  const batch = batchOf(bodies);
  miner.assign(batch);
  return Array.from(batch.template, (id) => miner.textOf(id));
}

function textOf(body: string): string {
  return textsOf([body])[0] ?? '';
}

const names = ['anna', 'boris', 'chen', 'dora', 'emil', 'fatima', 'george', 'hana', 'ivan', 'jorge'];

test('what looks like a value is a variable at first sight', () => {
  const samples: readonly (readonly [string, string])[] = [
    ['took 12 ms, -3.5 %, 1024', 'took <*> ms, <*> %, <*>'],
    ['from 10.0.0.7:8080 and fe80::1ff:fe23:4567:890a', 'from <*> and <*>'],
    ['id 9f1c2f4e-8a6b-4d1c-9b1e-0a2b3c4d5e6f at 0xffee', 'id <*> at <*>'],
    ['read /var/log/app/x.log then C:\\Temp\\y.txt', 'read <*> then <*>'],
    ['GET https://a.example/x?y=1&z=2 done', 'GET <*> done'],
    ['at 2024-03-01 10:11:12,345 for bob@example.org', 'at <*> for <*>'],
    ['block blk_-1608999687919862906 of job_17_3', 'block <*> of <*>'],
    ['uid=0 ok=true owner=null', 'uid=<*> ok=<*> owner=<*>'],
    ['node-129 and core.2275 and PRO/1000', 'node-<*> and core.<*> and PRO/<*>'],
    ['Handler@7317849d in main.c:1831', 'Handler@<*> in main.c:<*>'],
    ['since Fri Dec 10 19:02:14 EST 2004', 'since <*>'],
    ['"GET /a/b HTTP/1.1" 200', '"GET <*>" <*>'],
    ['sent 9,481,002 bytes, enabled.....0', 'sent <*> bytes, enabled.....<*>'],
    ['steps=151##69##54', 'steps=<*>##<*>##<*>'],
    ['lifetime <1 sec', 'lifetime <*>'],
    ['plain words stay as they are.', 'plain words stay as they are.'],
  ];
  assert.deepEqual(samples.map(([body]) => textOf(body)), samples.map(([, text]) => text));
});

test('a body without text has one template, whatever its blanks', () => {
  const miner = new TemplateMiner({ templates: [] });
  const batch = batchOf(['', '   ', '\t']);
  miner.assign(batch);
  assert.deepEqual(Array.from(batch.template), [1, 1, 1]);
  assert.equal(miner.textOf(1), '');
});

test('ids are given in order of birth and count their records', () => {
  const miner = new TemplateMiner({ templates: [] });
  const batch = batchOf(['server started', 'listening on port 80', 'server started', 'listening on port 81']);
  miner.assign(batch);
  assert.deepEqual(Array.from(batch.template), [1, 2, 1, 2]);
  assert.deepEqual([miner.size, miner.countOf(1), miner.countOf(2)], [2, 2, 2]);
});

test('a word becomes a variable when it has many values, and the oldest id stays', () => {
  const miner = new TemplateMiner({ templates: [] });
  const batch = batchOf(names.map((name) => `access denied for ${name} on the server`));
  miner.assign(batch);
  assert.equal(miner.size, 1);
  assert.equal(miner.textOf(1), 'access denied for <*> on the server');
  for (const id of batch.template) {
    assert.equal(miner.resolve(id), 1);
    assert.equal(miner.textOf(id), miner.textOf(1));
  }
  assert.equal(miner.countOf(1), names.length);
});

test('two words that change together become variables', () => {
  const bodies = names.map((name, i) => `the ticket of ${name} was handed over to ${names[(i + 3) % names.length] ?? ''}`);
  assert.deepEqual(new Set(textsOf(bodies)), new Set(['the ticket of <*> was handed over to <*>']));
});

test('few words in one place are different events', () => {
  assert.equal(new Set(textsOf(['session opened for user 1', 'session closed for user 1'])).size, 2);
  assert.equal(new Set(textsOf(['job 1 went from NEW to RUNNING', 'job 1 went from RUNNING to DONE'])).size, 2);
  assert.equal(new Set(textsOf(['running', 'waiting', 'stopped', 'normal', 'warning', 'critical', 'active', 'blocked'])).size, 8);
  assert.equal(new Set(textsOf(['10.0.0.1 "GET /a" 200', '10.0.0.1 "POST /a" 200'])).size, 2);
});

test('a value behind a name varies with its second value', () => {
  assert.deepEqual(new Set(textsOf(['user=anna state=up', 'user=boris state=down'])), new Set(['user=<*> state=<*>']));
  assert.deepEqual(new Set(textsOf(['{"level":"info","user":"anna"}', '{"level":"info","user":"boris"}'])), new Set(['{"level":"info","user":"<*>"}']));
  assert.equal(new Set(textsOf(['{"opened":1,"x":2}', '{"closed":1,"x":2}'])).size, 2);
});

test('units of size fold into their number once they vary', () => {
  assert.deepEqual(new Set(textsOf(['stored 5.2 KB of 9 MB', 'stored 870 B of 9 MB'])), new Set(['stored <*> of <*>']));
});

test('lists of different lengths share a template', () => {
  assert.deepEqual(new Set(textsOf(['deleted blk_1 blk_2', 'deleted blk_3', 'deleted blk_4 blk_5 blk_6'])), new Set(['deleted <*>']));
});

test('colours are not part of the text', () => {
  assert.equal(textOf('\u001b[31merror\u001b[0m: disk full'), 'error: disk full');
});

test('languages without blanks keep their words and lose their numbers', () => {
  assert.equal(textOf('订单12345已创建，用户7'), '订单<*>已创建，用户<*>');
  assert.equal(textOf('주문 312건을 완료했습니다'), '주문 <*>건을 완료했습니다');
});

test('a restored miner goes on with the same ids', () => {
  const bodies = [
    ...names.map((name) => `session opened for user ${name} by 7`), 'stored 5.2 KB', 'stored 870 B', 'server started', 'deleted blk_1', 'deleted blk_3 blk_4',
    'fans ( 1 2 3 4 )', 'a=1, b=[2], c="x"', '"GET /a HTTP/1.1" 200', 'core.12 of node-3',
  ];
  const first = new TemplateMiner({ templates: [] });
  const before = batchOf(bodies);
  first.assign(before);
  const saved = first.takeChanged();
  const second = new TemplateMiner({ templates: saved });
  const after = batchOf(bodies);
  second.assign(after);
  assert.deepEqual(Array.from(after.template, (id) => second.resolve(id)), Array.from(before.template, (id) => first.resolve(id)));
  for (const { id, text } of saved) assert.equal(second.textOf(id), text);
  assert.equal(second.countOf(1), first.countOf(1) * 2);
  const born = batchOf(['something entirely different happened']);
  second.assign(born);
  assert.ok(saved.every(({ id }) => id < (born.template[0] ?? 0)));
});

test('changes are told once', () => {
  const miner = new TemplateMiner({ templates: [] });
  miner.assign(batchOf(['server started', 'server stopped']));
  assert.deepEqual(miner.takeChanged(), [{ id: 1, text: 'server started', count: 1 }, { id: 2, text: 'server stopped', count: 1 }]);
  assert.deepEqual(miner.takeChanged(), []);
  miner.assign(batchOf(['server stopped']));
  assert.deepEqual(miner.takeChanged(), [{ id: 2, text: 'server stopped', count: 2 }]);
});

test('templates do not multiply with volume', () => {
  const bodies = (count: number): string[] => Array.from({ length: count }, (_, i) => `worker ${i % 7} of ${names[i % 10] ?? ''} took ${i} ms for /jobs/${i}/run state=${i % 2 ? 'ok' : 'failed'}`);
  const small = new TemplateMiner({ templates: [] });
  small.assign(batchOf(bodies(200)));
  const large = new TemplateMiner({ templates: [] });
  large.assign(batchOf(bodies(20_000)));
  assert.equal(large.size, small.size);
});

test('random words stay within the limit of templates, and what comes often keeps a template of its own', () => {
  let seed = 11;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const word = (): string => Array.from({ length: 3 + random(6) }, () => String.fromCharCode(97 + random(26))).join('');
  const miner = new TemplateMiner({ templates: [], maxTemplates: 300 });
  for (let round = 0; round < 20; round++) {
    const noise = Array.from({ length: 200 }, () => Array.from({ length: 1 + random(9) }, () => `${word()}${['', ',', '=', ':', ')'][random(5)] ?? ''}`).join(' '));
    miner.assign(batchOf([...noise, ...Array.from({ length: 20 }, () => 'connection to the database lost')]));
    assert.ok(miner.size <= 301, `${miner.size} templates`);
  }
  const batch = batchOf(['connection to the database lost']);
  miner.assign(batch);
  assert.equal(miner.textOf(batch.template[0] ?? 0), 'connection to the database lost');
});

test('a very long body is looked at in its first part only', () => {
  const body = `begin ${'word '.repeat(100_000)}end`;
  assert.ok(textOf(body).length < 5000);
});

test('any text gets an id, and equal texts the same one', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', ' ')), { minLength: 1, maxLength: 40 }), (bodies) => {
    const miner = new TemplateMiner({ templates: [] });
    const batch = batchOf([...bodies, ...bodies]);
    miner.assign(batch);
    for (let i = 0; i < bodies.length; i++) {
      const id = miner.resolve(batch.template[i] ?? 0);
      assert.ok(id > 0);
      assert.equal(miner.resolve(batch.template[i + bodies.length] ?? 0), id);
    }
  }), { seed, numRuns: 300 });
});
