import { test } from 'node:test';
import assert from 'node:assert/strict';
import { rankIssues } from '../../../src/engine/score/score.ts';
import { assessed, repeated, type ScenarioRecord } from '../../support/scenario.ts';

const changed = repeated({ from: 0, to: 215, every: 0.5 }, 'changed: [web-#]');
const fatal = [68, 74].map((atSeconds): ScenarioRecord => ({ atSeconds, text: 'fatal: [web-7]: FAILED! Failed to unpack: invalid compressed data' }));

test('what made a job fail is its state, though the job went on for minutes', () => {
  const seen = assessed({ 'ansible.log': [...changed, ...fatal, { atSeconds: 215, text: 'web-7 : ok=5 changed=5 unreachable=0 failed=1 skipped=0' }] });
  const [first, second] = rankIssues(seen.issues);
  assert.match(first?.title ?? '', /Failed to unpack/);
  assert.equal(first?.state, 'open');
  assert.equal(second?.causedBy, first.id);
});

test('a service that got over an error and says something else last has recovered', () => {
  const seen = assessed({ 'service.log': [...changed, ...fatal, { atSeconds: 215, text: 'could not read the avatar of kim' }] });
  assert.equal(seen.issues.find(({ title }) => title.includes('unpack'))?.state, 'resolved');
});

test('a job whose verdict is good leaves what it got over as it is', () => {
  const seen = assessed({ 'ansible.log': [...changed, ...fatal, { atSeconds: 215, text: 'web-7 : ok=5 changed=5 unreachable=0 failed=0 skipped=0' }] });
  assert.equal(seen.issues.find(({ title }) => title.includes('unpack'))?.state, 'resolved');
});
