import { test } from 'node:test';
import assert from 'node:assert/strict';
import { announcementOf } from '../../../src/engine/detect/announce.ts';
import { announceForms } from '../../../src/engine/detect/announceForms.ts';

for (const { kind, id, samples, counters } of announceForms) {
  for (const sample of samples) test(`announces ${kind} (${id}): ${sample}`, () => assert.equal(announcementOf(sample)?.kind, kind));
  for (const counter of counters ?? []) test(`does not announce (${id}): ${counter}`, () => assert.notEqual(announcementOf(counter)?.id, id));
  test(`a sample of ${id} is known by that row`, () => assert.ok(samples.some((sample) => announcementOf(sample)?.id === id)));
}

for (const line of ['', 'GET /start HTTP/1.1 200', 'user 4 logged in', 'order 7 paid', 'failed to start server: port in use', 'could not reload configuration', 'deployment failed: image missing', 'took 4 ms', 'query finished']) {
  test(`an ordinary line announces nothing: ${line}`, () => assert.equal(announcementOf(line), undefined));
}
