import { test } from 'node:test';
import assert from 'node:assert/strict';
import { newParser, source } from '../parse/readText.ts';
import { readException } from '../../../src/engine/detect/exception.ts';
import { linesOfRecord } from '../../../src/engine/detect/recordText.ts';
import { madeBatch, madeSource } from '../../support/batches.ts';

test('the title of a long line with a payload is what the payload says', () => {
  const line = `fatal: [web-7]: FAILED! => {"changed": false, "cmd": ["/usr/bin/gtar", "--extract", "-C", "/srv/app/releases/7.3.1", "-z", "-f", "/tmp/app-7.3.1.tgz"], "msg": "Failed to unpack: crc error\\ntar: Child returned status 1", "rc": 2}`;
  assert.equal(readException([line]).title, 'fatal: [web-7]: FAILED! Failed to unpack: crc error tar: Child returned status 1');
  assert.equal(readException(['short {"msg": "nothing is hidden here"}']).title, 'short {"msg": "nothing is hidden here"}');
});

test('a trace in a list of a payload is read line by line', () => {
  const text = 'Invoke Error {"errorType":"LimitExceeded","stack":["LimitExceeded: quota exceeded.","    at send (/var/task/src/mailer.mjs:38:3)"]}';
  assert.deepEqual(linesOfRecord(madeBatch(madeSource('a.log'), [{ text }]), 0, 4096).slice(1), ['LimitExceeded: quota exceeded.', '    at send (/var/task/src/mailer.mjs:38:3)']);
});

test('the title of a panic says what happened, which stands below the place', () => {
  const reading = readException(["thread 'main' panicked at src/orders.rs:88:31:", 'called `Option::unwrap()` on a `None` value', 'note: run with `RUST_BACKTRACE=1`']);
  assert.equal(reading.title, "thread 'main' panicked at src/orders.rs:88:31: called `Option::unwrap()` on a `None` value");
  assert.equal(reading.telling, "thread 'main' panicked at src/orders.rs:88:31:");
});

test('an exception without a message is named with what the logger said', () => {
  const reading = readException(['Redis Client Error: (code=ECONNREFUSED)', 'AggregateError [ECONNREFUSED]: ', '    at internalConnectMultiple (node:net:1118:18)']);
  assert.equal(reading.title, 'Redis Client Error: AggregateError [ECONNREFUSED]');
});

test('what Monolog repeats behind a message is no part of the title', () => {
  const reading = readException(['SQLSTATE[HY000] [2002] Connection refused {"exception":"[object] (PDOException(code: 2002): SQLSTATE[HY000] [2002] Connection refused at /srv/a.php:66)']);
  assert.equal(reading.title, 'SQLSTATE[HY000] [2002] Connection refused');
});

test('what Django raised is read, though its class lies in a class', () => {
  const reading = readException(['Traceback (most recent call last):', '  File "/srv/shop/views.py", line 79, in add', '    order = Order.objects.get(id=order_id)', 'shop.models.Order.DoesNotExist: Order matching query does not exist.']);
  assert.equal(reading.type, 'shop.models.Order.DoesNotExist');
  assert.equal(reading.tellingLine, 3);
});

test('what a container, a collector or syslog puts in front of each line is no part of a trace', () => {
  for (const prefix of ['2024-01-05T10:00:00.123456789Z stderr F ', 'web-1  | ', 'Jan  5 10:00:00 box web[812]: ', '01-05 10:00:00.123  1300  1300 E AndroidRuntime: ']) {
    const written = ['Exception in thread "main" java.lang.IllegalStateException: no ledger', '\tat com.acme.Ledger.open(Ledger.java:41)', '\tat com.acme.Main.main(Main.java:9)'];
    const text = [...written, 'done', 'done again'].map((line) => `${prefix}${line}\n`).join('');
    const { parser } = newParser();
    parser.push(source, new TextEncoder().encode(text), 0);
    const parsed = parser.end(source);
    const lines = linesOfRecord({ ...parsed, template: new Int32Array(parsed.count) }, 0, 4096);
    assert.deepEqual(lines, written);
    assert.equal(readException(lines).frame?.line, 41);
  }
});
