import { test } from 'node:test';
import assert from 'node:assert/strict';
import { callerForms, callerOf } from '../../../src/engine/detect/caller.ts';
import { Detector } from '../../../src/engine/detect/detect.ts';
import type { CodePlace } from '../../../src/model/issue.ts';
import type { RecordBatch } from '../../../src/model/record.ts';
import { madeBatch, madeSource } from '../../support/batches.ts';
import { someMs } from '../../support/issues.ts';

/** One record whose body is its last character, as all samples have it. */
function recordOf(text: string): RecordBatch {
  const batch = madeBatch(madeSource('app.log'), [{ text, severity: 17, timestampMs: someMs }]);
  return { ...batch, bodyStart: Int32Array.of(text.startsWith('{') ? 0 : text.length - 1) };
}

const shown = (place: CodePlace | undefined): string => (place ? `${place.path}:${place.line}` : 'none');

for (const { logger, sample, place } of callerForms) {
  test(`the place of the call is read as ${logger} writes it`, () => {
    assert.equal(shown(callerOf(recordOf(sample), 0)), place);
  });
}

for (const text of ['2026-01-02 03:04:05 ERROR x', '10.0.0.1:8080 - x', '{"file":"report.pdf","msg":"x"}', '12:31:07 ERROR pay.py failed at 12:31:07 x', 'host.example.com:443 x']) {
  test(`no place is read from ${text}`, () => {
    assert.equal(callerOf(recordOf(text), 0), undefined);
  });
}

test('what a message says is not where it was written', () => {
  const text = 'ERROR cannot compile src/pay.go:31';
  assert.equal(callerOf({ ...recordOf(text), bodyStart: Int32Array.of(6) }, 0), undefined);
});

test('an issue keeps where its logger was called, and its id does not depend on the line', () => {
  const [first, second] = [31, 32].map((line) => {
    const seen = new Detector({ templateText: () => 'cannot reach <*>', componentText: () => '', issues: [], saved: undefined });
    seen.observe(recordOf(`{"level":"error","caller":"cart/cart.go:${line}","msg":"x"}`), someMs);
    return seen.assess().issues[0];
  });
  assert.deepEqual([first?.caller, second?.caller], [{ path: 'cart/cart.go', line: 31 }, { path: 'cart/cart.go', line: 32 }]);
  assert.equal(first?.id, second?.id);
});
