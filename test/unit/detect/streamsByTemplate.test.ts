/** The streams of a log by template: few or many, the same answers, and no room for templates that the log does not have. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Stream } from '../../../src/engine/detect/streams.ts';
import { StreamsByTemplate } from '../../../src/engine/detect/streamsByTemplate.ts';
import { madeSource } from '../../support/batches.ts';

test('each template has its own stream, the newest it was given, and all come in the order of the templates', () => {
  for (const count of [1, 8, 9, 300]) {
    const streams = new StreamsByTemplate();
    const model = new Map<number, Stream>();
    for (let i = 0; i < count; i++) {
      const id = (i * 7919) % 10_007;
      for (let again = 0; again < 2; again++) {
        const stream = new Stream(madeSource('a.log'), id, 0);
        streams.set(id, stream);
        model.set(id, stream);
      }
    }
    for (const [id, stream] of model) assert.equal(streams.get(id), stream);
    assert.equal(streams.get(10_008), undefined);
    assert.deepEqual(streams.all().map(({ templateId }) => templateId), [...model.keys()].sort((a, b) => a - b));
  }
});
