import { test } from 'node:test';
import assert from 'node:assert/strict';
import { titleOf } from '../../../src/engine/detect/exception.ts';
import { linesOfRecord } from '../../../src/engine/detect/recordText.ts';
import { madeBatch, madeSource } from '../../support/batches.ts';

test('the title of a long line with a payload is what the payload says', () => {
  const line = `fatal: [web-7]: FAILED! => {"changed": false, "cmd": ["/usr/bin/gtar", "--extract", "-C", "/srv/app/releases/7.3.1", "-z", "-f", "/tmp/app-7.3.1.tgz"], "msg": "Failed to unpack: crc error\\ntar: Child returned status 1", "rc": 2}`;
  assert.equal(titleOf(line), 'fatal: [web-7]: FAILED! Failed to unpack: crc error tar: Child returned status 1');
  assert.equal(titleOf('short {"msg": "nothing is hidden here"}'), 'short {"msg": "nothing is hidden here"}');
});

test('a trace in a list of a payload is read line by line', () => {
  const text = 'Invoke Error {"errorType":"LimitExceeded","stack":["LimitExceeded: quota exceeded.","    at send (/var/task/src/mailer.mjs:38:3)"]}';
  assert.deepEqual(linesOfRecord(madeBatch(madeSource('a.log'), [{ text }]), 0, 4096).slice(1), ['LimitExceeded: quota exceeded.', '    at send (/var/task/src/mailer.mjs:38:3)']);
});
