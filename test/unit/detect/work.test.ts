import { test } from 'node:test';
import assert from 'node:assert/strict';
import { rankIssues, scoreHealth } from '../../../src/engine/score/score.ts';
import type { Assessment } from '../../../src/engine/detect/detect.ts';
import { withAttributes } from '../../../src/engine/detect/attributes.ts';
import { someMs } from '../../support/issues.ts';
import { assessed, repeated } from '../../support/scenario.ts';

const error = { severity: 17 };
const warning = { severity: 13 };
const scoreOf = ({ issues, outage }: Assessment): number => scoreHealth({ issues, outage, records: 1, nowMs: someMs + 360_000 }).score ?? NaN;
const accepted = repeated({ from: 0, to: 360, every: 0.25 }, 'order # accepted lines=4', { component: 'intake' });

test('what comes in and is not worked off any more is lost work', () => {
  const done = (to: number): Assessment => assessed({ 'shop.log': [...accepted, ...repeated({ from: 0, to, every: 0.25 }, 'order # allocated left=4', { component: 'worker' })] });
  assert.equal(done(360).outage, undefined);
  assert.match(done(180).outage?.reason ?? '', /tells of \d since/);
  assert.ok(scoreOf(done(180)) < 50);
});

test('who fell silent without a word lost its work when it wrote last, not when something else began', () => {
  const seen = assessed({
    'worker.log': repeated({ from: 0, to: 220, every: 0.25 }, 'task # succeeded'),
    'exporter.log': [...repeated({ from: 0, to: 360, every: 4 }, 'queue depth #'), ...[150, 185, 214, 250, 290, 345].map((atSeconds) => ({ atSeconds, text: 'scrape slow', ...warning }))],
  });
  assert.match(rankIssues(seen.issues)[0]?.title ?? '', /worker.log is silent/);
});

test('one kind of record that stopped in a log with requests does not mean that no requests come', () => {
  const seen = assessed({ 'app.log': [...repeated({ from: 0, to: 360, every: 0.25 }, '"GET /items/# HTTP/1.1" 200 9', { severity: 0 }), ...repeated({ from: 0, to: 200, every: 0.5 }, 'notice # sent')] });
  assert.ok(seen.issues.some(({ type }) => type === 'silence'));
  assert.equal(seen.outage, undefined);
});

test('a missing part that is named explains what fails right behind it in its log', () => {
  const seen = assessed({
    'home.log': [
      ...repeated({ from: 0, to: 360, every: 0.5 }, 'state # written'),
      ...repeated({ from: 200, to: 360, every: 30 }, "coordinator: could not open port: No such file or directory: '/dev/ttyUSB0'", error),
      ...repeated({ from: 212, to: 360, every: 4 }, 'light # did not respond', error),
    ],
  });
  const [first, second] = rankIssues(seen.issues);
  assert.match(first?.title ?? '', /ttyUSB0/);
  assert.equal(second?.causedBy, first?.id);
});

test('a reload of workers by a signal is no fault', () => {
  const seen = assessed({ 'api.log': [...repeated({ from: 0, to: 360, every: 1 }, 'charge # booked'), ...[180, 180.1, 180.2].map((atSeconds) => ({ atSeconds, text: 'Worker with pid 14863 was terminated due to signal 15', ...error }))] });
  assert.ok(scoreOf(seen) >= 80);
});

test('what was answered is told with a message that does not say why', () => {
  const line = JSON.stringify({ batch: 704, body: '{"error":"partial write: field type conflict: pressure is type string"}', level: 'error', message: 'batch not fully written', status: 400 });
  assert.match(withAttributes('batch not fully written', line, true), /field type conflict/);
});

test('who is refused when another program breaks off follows from it, though nothing gives the crash a level', () => {
  const seen = assessed({
    'feed-error.log': repeated({ from: 200, to: 360, every: 2 }, 'SyntaxError: Expected double-quoted property name in JSON\n    at JSON.parse (<anonymous>)\n    at load (/srv/feed.js:3:16)', { severity: 0 }),
    'shop.log': [...repeated({ from: 0, to: 200, every: 0.5 }, 'prices refreshed'), ...repeated({ from: 200.5, to: 360, every: 0.5 }, 'prices not refreshed: connect ECONNREFUSED 127.0.0.1:26071', error)],
  });
  const [first] = rankIssues(seen.issues);
  assert.match(first?.title ?? '', /^SyntaxError/);
  assert.ok(seen.issues.some(({ title, causedBy }) => title.includes('ECONNREFUSED') && causedBy === first?.id));
});

test('of exceptions nested in one long line the innermost is in the title', () => {
  const nested = `login of s341978 failed: simple bind failed: ldap.uni.test:636; ${'x'.repeat(120)}; nested exception is javax.naming.CommunicationException [Root exception is javax.net.ssl.SSLHandshakeException: PKIX path validation failed`;
  const seen = assessed({ 'sso.log': [{ atSeconds: 1, text: nested, ...error }] });
  assert.match(seen.issues[0]?.title ?? '', /^login of s341978 failed.* … javax\.net\.ssl\.SSLHandshakeException: PKIX path validation failed$/);
});

test('a log that ends with the words with which a program dies tells of an outage, one that goes on behind them does not', () => {
  const steps = repeated({ from: 0, to: 360, every: 1 }, 'step # loss 1.2');
  const killed = { text: 'slurmstepd: error: Detected 1 oom-kill event(s) in StepId=7.batch. Some of your processes may have been killed by the cgroup out-of-memory handler.', severity: 0 };
  const panic = { text: 'panic: runtime error: index out of range [3] with length 2\n\ngoroutine 1 [running]:\nmain.main()\n\t/srv/app/main.go:41 +0x12', severity: 0 };
  for (const last of [killed, panic]) {
    assert.match(assessed({ 'job.out': [...steps, { ...last, atSeconds: 361 }] }).outage?.reason ?? '', /^job.out ends with: /);
    assert.equal(assessed({ 'job.out': [...steps, { ...last, atSeconds: 180.5 }] }).outage, undefined);
  }
});
