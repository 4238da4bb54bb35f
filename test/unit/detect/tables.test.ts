import { test } from 'node:test';
import assert from 'node:assert/strict';
import { frameForms, frameOf, framesOf, nearestOwnFrame } from '../../../src/engine/detect/frames.ts';
import { knownFailureOf } from '../../../src/engine/detect/known.ts';
import { readsAsFailure } from '../../../src/engine/detect/words.ts';
import { readException } from '../../../src/engine/detect/exception.ts';

for (const form of frameForms) {
  test(`a ${form.language} frame is read: ${form.sample.trim()}`, () => {
    const groups = form.expression.exec(form.sample)?.groups;
    assert.ok(groups?.['path'] !== undefined && Number(groups['line']) > 0);
    assert.equal(frameOf(form.sample)?.path, groups['path']);
  });
}

test('no expression over log text takes more than linear time on a hostile line', () => {
  const hostile = ['at '.repeat(20_000), `File "${'a/'.repeat(20_000)}`, `${'Aa.'.repeat(20_000)}Error`, 'a'.repeat(60_000), `at ${'('.repeat(30_000)}`, ' '.repeat(60_000), `  at ${'x:'.repeat(20_000)}`, 'error '.repeat(10_000)];
  for (const line of hostile) {
    const startedMs = performance.now();
    frameOf(line);
    readException([line]);
    knownFailureOf(line);
    readsAsFailure(line);
    assert.ok(performance.now() - startedMs < 2000, `too slow on ${line.slice(0, 20)}…`);
  }
});

for (const text of ['payment failed for order <*>', 'Error: cannot open file', 'connection refused by peer', '결제 처리 실패', 'panicked at main.rs']) {
  test(`reads as failure: ${text}`, () => assert.equal(readsAsFailure(text), true));
}

for (const text of ['0 errors', 'error_count=0', 'memory leak test passed', 'did not fail', 'no errors found', 'failover ready', 'Loaded error handler', 'tests finished, 0 failed', 'error: null']) {
  test(`reads as harmless: ${text}`, () => assert.equal(readsAsFailure(text), false));
}

test('the nearest own frame of a Python trace is the last one outside of packages', () => {
  const frames = framesOf(['  File "/app/main.py", line 3, in run', '  File "/app/rates.py", line 9, in price', '  File "/usr/lib/python3.11/site-packages/requests/api.py", line 59, in get']);
  assert.deepEqual(nearestOwnFrame(frames)?.path, '/app/rates.py');
});

test('the nearest own frame of a Node trace is the first one outside of node_modules', () => {
  const frames = framesOf(['    at Socket.connect (node:net:1:2)', '    at query (/app/node_modules/pg/client.js:1:2)', '    at load (/app/src/orders.js:18:11)', '    at main (/app/src/main.js:2:1)']);
  assert.equal(nearestOwnFrame(frames)?.path, '/app/src/orders.js');
});

test('the innermost cause of a Java trace is what tells', () => {
  const reading = readException(['java.lang.RuntimeException: wrapped', '\tat com.shop.Web.call(Web.java:5)', 'Caused by: java.net.ConnectException: Connection refused', '\tat java.net.Socket.connect(Socket.java:1)', '\tat com.shop.Db.open(Db.java:31)']);
  assert.equal(reading.type, 'java.net.ConnectException');
  assert.equal(reading.tellingLine, 2);
  assert.deepEqual([reading.frame?.path, reading.frame?.line], ['Db.java', 31]);
});

test('the last exception of a chained Python trace is what tells', () => {
  const reading = readException(['cannot price', 'Traceback (most recent call last):', '  File "/app/a.py", line 1, in f', 'ConnectionRefusedError: [Errno 111] Connection refused', '', 'During handling of the above exception, another exception occurred:', '', 'Traceback (most recent call last):', '  File "/app/b.py", line 2, in g', "KeyError: 'EUR'"]);
  assert.equal(reading.telling, "KeyError: 'EUR'");
  assert.equal(reading.type, 'KeyError');
  assert.equal(reading.frame?.path, '/app/b.py');
});
