import { test } from 'node:test';
import assert from 'node:assert/strict';
import { scoreHealth } from '../../../src/engine/score/score.ts';
import { rankIssues } from '../../../src/engine/score/rank.ts';
import type { Assessment } from '../../../src/engine/detect/detect.ts';
import type { Issue } from '../../../src/model/issue.ts';
import { madeIssue, someMs } from '../../support/issues.ts';
import { assessed, repeated } from '../../support/scenario.ts';

const error = { severity: 17 };
const warning = { severity: 13 };
const work = repeated({ from: 0, to: 360, every: 1 }, 'order # placed');

function scoreOf({ issues, outage }: Assessment): number {
  return scoreHealth({ issues, outage, records: 100, nowMs: someMs + 360_000 }).score ?? -1;
}

function lead(seen: Assessment): string | undefined {
  return rankIssues(seen.issues)[0]?.title;
}

test('an error that was there from the first second at a steady rate is noise and leaves the system healthy', () => {
  const seen = assessed({ 'app.log': [...work, ...repeated({ from: 1, to: 360, every: 3 }, 'cannot flush metrics to 127.0.0.1:9', error)] });
  assert.equal(seen.issues[0]?.isNoise, true);
  assert.equal(seen.issues[0].severity, 'LOW');
  assert.ok(scoreOf(seen) >= 80);
});

test('a single warning never seen before leads before thousands of lines of noise', () => {
  const noise = repeated({ from: 0, to: 360, every: 0.2 }, 'cannot flush metrics to 127.0.0.1:9', error);
  const seen = assessed({ 'ledger.log': [...work, ...noise, { atSeconds: 300, text: 'segment 7.seg digest changed expected=1 actual=2', ...warning }] });
  assert.match(lead(seen) ?? '', /digest changed/);
  assert.ok(scoreOf(seen) >= 50 && scoreOf(seen) < 80);
});

test('noise that becomes many times as frequent is a surge, dated from then on', () => {
  const seen = assessed({ 'app.log': [...work, ...repeated({ from: 1, to: 240, every: 10 }, 'cannot reach cache 1', error), ...repeated({ from: 240, to: 360, every: 0.5 }, 'cannot reach cache 1', error)] });
  const [issue] = seen.issues;
  assert.equal(issue?.isNoise, false);
  assert.ok(Math.abs((issue.onsetMs ?? 0) - (someMs + 240_000)) < 15_000, String(issue.onsetMs));
  assert.match(issue.why ?? '', /per minute since then/);
});

test('when failures take the place of the work the score is below 50, and says so with figures', () => {
  const seen = assessed({ 'settle.log': [...repeated({ from: 0, to: 200, every: 1 }, 'settlement # done'), ...repeated({ from: 200, to: 360, every: 1 }, 'settlement # failed', error)] });
  assert.ok(scoreOf(seen) < 50);
  assert.match(seen.outage?.reason ?? '', /160 failures against [01] records of work/);
});

test('a log that tells of nothing but one failure from its first line on is no noise', () => {
  const seen = assessed({ 'app.log': repeated({ from: 0, to: 300, every: 1 }, 'Redis client: connection refused', error) });
  assert.equal(seen.issues[0]?.severity, 'HIGH');
  assert.ok(scoreOf(seen) < 80);
});

test('a warning that says that its writer goes on without is low', () => {
  const seen = assessed({ 'app.log': [...work, { atSeconds: 200, text: 'geo database not found: optional, continuing without places', ...warning }] });
  assert.equal(seen.issues[0]?.severity, 'LOW');
  assert.ok(scoreOf(seen) >= 80);
});

test('the end of a process follows from the error that it wrote just before', () => {
  const seen = assessed({ 'app.log': [...work, { atSeconds: 200, text: 'cannot read ledger: bad magic 7f', ...error }, { atSeconds: 202, text: 'process shop exited with code 3', ...error }] });
  assert.match(lead(seen) ?? '', /bad magic/);
  assert.equal(seen.issues.find(({ title }) => title.startsWith('process shop'))?.causedBy, seen.issues.find(({ title }) => title.startsWith('cannot read'))?.id);
});

test('a program that fails alike after each of its starts does not do its work', () => {
  const start = (at: number): { atSeconds: number; text: string; severity: number }[] => [{ atSeconds: at, text: 'Starting ShopApplication using Java 21', severity: 9 }, { atSeconds: at + 20, text: 'Exception during pool initialization', ...error }];
  const failing = assessed({ 'app.log': [10, 100, 200].flatMap(start) });
  assert.ok(scoreOf(failing) < 50);
  assert.match(failing.outage?.reason ?? '', /3 starts, and of the same error after each/);
  const mended = assessed({ 'app.log': [...[10, 100].flatMap(start), { atSeconds: 200, text: 'Starting ShopApplication using Java 21', severity: 9 }, { atSeconds: 220, text: 'Started ShopApplication in 4 seconds', severity: 9 }] });
  assert.equal(mended.outage, undefined);
});

test('a program that has failed alike after more starts than are kept is down too, and its error leads', () => {
  const start = (at: number): { atSeconds: number; text: string; severity: number }[] => [{ atSeconds: at, text: 'Starting ShopApplication using Java 21', severity: 9 }, { atSeconds: at + 3, text: 'Exception during pool initialization', ...error }];
  for (const starts of [12, 20, 60]) {
    const seen = assessed({ 'app.log': Array.from({ length: starts }, (_, i) => start(10 + i * 8)).flat() });
    assert.ok(scoreOf(seen) < 50, String(starts));
    assert.match(lead(seen) ?? '', /pool initialization/);
    assert.notEqual(seen.issues[0]?.severity, 'LOW', String(starts));
  }
});

test('the end of a process of which nothing was said before is no consequence', () => {
  const seen = assessed({ 'app.log': [...work, { atSeconds: 100, text: 'cannot read ledger: bad magic 7f', ...error }, { atSeconds: 202, text: 'process shop exited with code 3', ...error }] });
  assert.equal(seen.issues.find(({ title }) => title.startsWith('process shop'))?.causedBy, undefined);
});

test('what names its failure explains what its log says with it, and libraries in frames name none', () => {
  const trace = 'Exception during pool initialization.\njava.sql.SQLException: link failure\n\tat com.mysql.SQLError.create(SQLError.java:174)\nCaused by: java.net.UnknownHostException: mysql: Temporary failure in name resolution\n\tat java.net.Inet6AddressImpl.lookup(Native Method)';
  const seen = assessed({ 'app.log': [...work, { atSeconds: 200, text: trace, ...error }, { atSeconds: 200.2, text: 'Could not obtain connection to query metadata', ...warning }] });
  assert.match(lead(seen) ?? '', /^java\.net\.UnknownHostException/);
  assert.match(seen.issues.find(({ title }) => title.startsWith('java.net'))?.category ?? '', /NETWORK|DNS/);
});

test('without times, what stands first in the log stands first', () => {
  const undated = (line: number, id: string): Issue => madeIssue({ id, firstSeenMs: NaN, lastSeenMs: NaN, evidence: [{ path: 'a.log', line, excerpt: id }] });
  assert.deepEqual(rankIssues([undated(7, 'LB-00000001'), undated(2, 'LB-00000002')]).map(({ id }) => id), ['LB-00000002', 'LB-00000001']);
});

test('a remark before failing requests is not taken for their cause, and the share is of all requests', () => {
  const failed = repeated({ from: 60, to: 360, every: 10 }, '127.0.0.1 - - "GET /products/7 HTTP/1.1" 500 12');
  const seen = assessed({ 'web.log': [...work, { atSeconds: 50, text: ' * Debugger is active!', ...warning }, ...failed] });
  assert.match(lead(seen) ?? '', /HTTP 500/);
  assert.match(seen.issues.find(({ title }) => title.startsWith('HTTP 500'))?.why ?? '', /^(\d+) of \1 requests \(100 %\)/);
});

test('when one part fails and most work goes on the system is degraded, not down', () => {
  const seen = assessed({ 'app.log': [...work, ...repeated({ from: 200, to: 360, every: 4 }, 'trade # could not be saved', error)] });
  assert.ok(scoreOf(seen) >= 50 && scoreOf(seen) < 80);
  assert.equal(seen.outage, undefined);
});

test('a fault that is over while its log goes on is told as over', () => {
  const seen = assessed({ 'app.log': [...work, ...repeated({ from: 100, to: 160, every: 2 }, 'broker # refused the message', error)] });
  assert.equal(seen.issues[0]?.state, 'resolved');
  assert.ok(scoreOf(seen) >= 50 && scoreOf(seen) < 80);
});

test('a database that cannot write comes before what follows from it in other logs', () => {
  const seen = assessed({
    'access.log': [...repeated({ from: 0, to: 200, every: 1 }, '"GET /items/# HTTP/1.1" 200 9', { severity: 0 }), ...repeated({ from: 200, to: 360, every: 1 }, '"GET /items/# HTTP/1.1" 502 9', { severity: 0 })],
    'api.log': [...repeated({ from: 0, to: 199, every: 1 }, 'item # served'), ...repeated({ from: 199, to: 215, every: 1 }, 'insert # failed: no space left on device', error)],
    'postgresql.log': [...repeated({ from: 0, to: 360, every: 30 }, 'checkpoint # complete'), ...repeated({ from: 198, to: 360, every: 2 }, 'could not extend file 1: No space left on device', error)],
  });
  const ranked = rankIssues(seen.issues);
  assert.match(ranked[0]?.title ?? '', /could not extend file/);
  assert.equal(ranked[0]?.severity, 'CRITICAL');
  const follows = ranked.filter((issue) => issue.causedBy === ranked[0]?.id).map((issue) => issue.type);
  assert.ok(follows.includes('requests') && follows.includes('error'), follows.join());
  assert.match(seen.outage?.reason ?? '', /160 of 16\d requests in access.log fail/);
});

test('a log that falls silent while another goes on is found, and dated by its last line', () => {
  const seen = assessed({ 'worker.log': repeated({ from: 0, to: 200, every: 0.5 }, 'job # done well'), 'beat.log': repeated({ from: 0, to: 360, every: 5 }, 'beat #') });
  const silence = seen.issues.find(({ type }) => type === 'silence');
  assert.match(silence?.title ?? '', /worker.log is silent/);
  assert.ok(Math.abs((silence?.firstSeenMs ?? 0) - (someMs + 199_500)) < 2000);
});

test('a log whose last line tells of its end is not missed', () => {
  const seen = assessed({ 'batch.log': [...repeated({ from: 0, to: 200, every: 0.5 }, 'chunk # loaded'), { atSeconds: 200, text: 'batch finished' }], 'beat.log': repeated({ from: 0, to: 360, every: 5 }, 'beat #') });
  assert.deepEqual(seen.issues, []);
});

test('a latency that grows without any error is an issue with both figures', () => {
  const seen = assessed({ 'gw.log': Array.from({ length: 720 }, (_, i) => ({ atSeconds: i / 2, text: `GET /me/${i % 9} 200 ${2 + Math.floor(i / 6)}ms` })) });
  const drift = seen.issues.find(({ type }) => type === 'drift');
  assert.match(drift?.title ?? '', /slow: latency .*GET \/me\/<\*> rises/);
  assert.match(drift?.why ?? '', /from [\d.]+ ms to [\d.]+ ms/);
});

test('a latency that stays as it is, and a counter that only counts, are none', () => {
  const seen = assessed({ 'gw.log': Array.from({ length: 720 }, (_, i) => ({ atSeconds: i / 2, text: `GET /me/${i % 9} 200 ${20 + (i % 7)}ms total=${i} seq=${i}` })) });
  assert.deepEqual(seen.issues, []);
});

test('refusals of scanners from the start are none; a storm of them that begins is one', () => {
  const steady = repeated({ from: 0, to: 360, every: 1 }, '"GET /wp-login#.php HTTP/1.1" 404 9', { severity: 0 });
  const fine = repeated({ from: 0, to: 360, every: 1 }, '"GET /items/# HTTP/1.1" 200 9', { severity: 0 });
  assert.deepEqual(assessed({ 'access.log': [...fine, ...steady] }).issues, []);
  const storm = assessed({ 'access.log': [...fine, ...repeated({ from: 240, to: 360, every: 0.5 }, '"GET /me HTTP/1.1" 401 9', { severity: 0 })] });
  assert.match(storm.issues[0]?.title ?? '', /HTTP 401 for GET \/me/);
});

test('two spellings of one cause by one writer are one issue with the sum of both', () => {
  const seen = assessed({ 'app.log': [...work, ...repeated({ from: 200, to: 300, every: 2 }, 'saving trade record failed for account: # buy', error), ...repeated({ from: 201, to: 301, every: 2 }, 'saving trade record failed for account: # sell', error)] });
  assert.deepEqual(seen.issues.map(({ count }) => count), [100]);
});

test('warnings around a planned restart that went away by themselves do not cost the health', () => {
  const seen = assessed({ 'web.log': [...work, { atSeconds: 150, text: 'deployed revision 41 of web' }, ...repeated({ from: 152, to: 176, every: 3 }, 'readiness probe # failed', warning)] });
  assert.ok(scoreOf(seen) >= 80, String(scoreOf(seen)));
});

test('what somebody typed in quotes is no fault of the program', () => {
  assert.deepEqual(assessed({ 'app.log': [...work, { atSeconds: 200, text: 'user typed "disk full, cannot save" in the search box' }] }).issues, []);
});

test('two single errors of one second are two issues, since nothing but the second connects them', () => {
  const seen = assessed({ 'app.log': [...work, { atSeconds: 200, text: 'cannot flush metrics', ...error }, { atSeconds: 200, text: 'widget overflow in stage 3', ...error }] });
  assert.deepEqual(seen.issues.map(({ causedBy }) => causedBy), [undefined, undefined]);
});

test('a clock that is set back neither hides a fault nor makes it old, and is said', () => {
  const before = repeated({ from: 3600, to: 3700, every: 1 }, 'mail # sent');
  const after = [...repeated({ from: 1800, to: 2100, every: 1 }, 'mail # sent'), ...repeated({ from: 1900, to: 1980, every: 2 }, 'mailbox # could not be opened', error)].sort((a, b) => a.atSeconds - b.atSeconds);
  const seen = assessed({ 'a.log': before });
  assert.deepEqual(seen.issues, []);
  const both = assessedInOrder([...before, ...after]);
  assert.equal(both.issues[0]?.isNoise, false);
  assert.equal(both.issues[0].severity, 'HIGH');
  assert.match(both.notices.join(), /clock of mail.log was set back by 32 min/);
});

test('what was new shortly before the first fault is named', () => {
  const seen = assessed({ 'app.log': [...work, { atSeconds: 198, text: 'feature image_proxy enabled by kim' }, ...repeated({ from: 200, to: 360, every: 1 }, 'accept failed: too many open files', error)] });
  assert.ok(seen.changes.some(({ text }) => text.includes('image_proxy')));
});

function assessedInOrder(records: readonly { readonly atSeconds: number; readonly text: string; readonly severity?: number }[]): Assessment {
  return assessed({ 'mail.log': Object.assign([...records], { toSorted: () => [...records] }) });
}

const probes = repeated({ from: 0, to: 360, every: 1 }, 'GET /healthz 200');

test('failures that took the place of one step are an outage though work still comes in', () => {
  const seen = assessed({ 'mail.log': [...repeated({ from: 0, to: 360, every: 1 }, 'booking event # parsed'), ...repeated({ from: 0, to: 200, every: 1 }, 'confirmation # sent'), ...repeated({ from: 200, to: 360, every: 1 }, 'sending # failed: quota used up', error)] });
  assert.ok(scoreOf(seen) < 50);
  assert.match(seen.outage?.reason ?? '', /160 failures in mail.log .* pieces of work were to be expected and [01] were done/);
});

test('answered health checks do not hide that the work fails', () => {
  const seen = assessed({ 'pay.log': [...probes, ...repeated({ from: 0, to: 200, every: 2 }, 'charge # captured'), ...repeated({ from: 200, to: 360, every: 2 }, 'charge # failed: no route', error)] });
  assert.ok(scoreOf(seen) < 50);
});

test('a log without any time does not outweigh the work that is lost in another', () => {
  const undated = repeated({ from: 0, to: 360, every: 0.2 }, 'conn=# closed').map((record) => ({ ...record, atSeconds: NaN }));
  const seen = assessed({ 'slapd.log': undated, 'sso.log': [...repeated({ from: 0, to: 200, every: 1 }, 'login of # ok'), ...repeated({ from: 200, to: 360, every: 1 }, 'login of # failed', error)] });
  assert.ok(scoreOf(seen) < 50);
});

test('errors written instead of access lines count as the failed requests they are', () => {
  const request = repeated({ from: 0, to: 360, every: 1 }, 'GET /favourites/# 200 4ms');
  const seen = assessed({ 'django.log': [...request, ...repeated({ from: 200, to: 360, every: 0.5 }, 'Internal Server Error: /listings/#', error)] });
  assert.match(seen.outage?.reason ?? '', /320 requests in django.log ended in an error, 1\d\d did not/);
});

test('rare noise that paused at first as long as it does later is noise', () => {
  const gaps = [49, 61, 80, 92, 140, 190, 195, 210, 260, 263, 280, 300, 312, 330, 350];
  const seen = assessed({ 'app.log': [...work, ...gaps.map((atSeconds) => ({ atSeconds, text: 'login refused for sa', ...error }))] });
  assert.equal(seen.issues[0]?.severity, 'LOW');
});

test('what is over is told before noise that goes on', () => {
  const noise = repeated({ from: 1, to: 360, every: 3 }, 'undefined array key utm', warning);
  const seen = assessed({ 'app.log': [...work, ...noise, ...repeated({ from: 100, to: 160, every: 2 }, 'broker # refused the message', error)] });
  assert.match(lead(seen) ?? '', /broker . refused/);
});

test('lost messages are worse than the warning that tells of them', () => {
  const seen = assessed({ 'app.log': [...work, ...repeated({ from: 200, to: 360, every: 7 }, 'sequence gap, messages lost', warning)] });
  assert.equal(seen.issues[0]?.severity, 'HIGH');
});

test('a field that says no is no known failure by its name', () => {
  const seen = assessed({ 'pay.log': repeated({ from: 0, to: 360, every: 1 }, 'charge captured payment=# declined=false') });
  assert.deepEqual(seen.issues, []);
});

test('a figure that moves when something is changed is an issue with both values, one that moves by itself is none', () => {
  const batches = [...repeated({ from: 0, to: 180, every: 1 }, 'batch written rows_in=500 rows_skipped=2'), ...repeated({ from: 180, to: 360, every: 1 }, 'batch written rows_in=500 rows_skipped=480')];
  assert.deepEqual(assessed({ 'ingest.log': batches }).issues, []);
  const seen = assessed({ 'ingest.log': [...batches, { atSeconds: 180, text: 'mapping reloaded: campaign is a uuid now' }] });
  assert.match(lead(seen) ?? '', /rows_skipped jumped/);
  assert.match(seen.issues[0]?.why ?? '', /rows_skipped from 2 to 480/);
});

test('a figure that falls to nothing when a flag is turned is an issue', () => {
  const seen = assessed({ 'shop.log': [...repeated({ from: 0, to: 180, every: 1 }, 'order=# tax=11.4 total=71.4'), { atSeconds: 180, text: 'flag tax-v2 turned on for everybody' }, ...repeated({ from: 180, to: 360, every: 1 }, 'order=# tax=0.00 total=60.0')] });
  assert.match(lead(seen) ?? '', /tax falls/);
});

test('pages that were served and are only redirected since are a fault, redirects from the start are none', () => {
  const steady = repeated({ from: 0, to: 360, every: 3 }, '"GET /old HTTP/1.1" 308 0', { severity: 0 });
  const pages = (status: number, from: number, to: number): ReturnType<typeof repeated> => repeated({ from, to, every: 0.5 }, `"GET /pricing HTTP/1.1" ${status} 0`, { severity: 0 });
  assert.deepEqual(assessed({ 'access.log': [...steady, ...pages(200, 0, 360)] }).issues, []);
  const seen = assessed({ 'access.log': [...pages(200, 0, 200), ...pages(308, 200, 360)] });
  assert.match(lead(seen) ?? '', /HTTP 308 for GET \/pricing/);
});

test('a log that closes with what its writer sums up is not missed', () => {
  const closing = ['files: 412 new', 'snapshot 41cc saved', 'policy: keep 7 daily'].map((text, i) => ({ atSeconds: 200 + i, text }));
  const seen = assessed({ 'backup.log': [...repeated({ from: 0, to: 200, every: 0.5 }, 'chunk # copied'), ...closing], 'other.log': repeated({ from: 0, to: 360, every: 5 }, 'beat #') });
  assert.deepEqual(seen.issues, []);
});

test('what is refused when a regular job was due explains that its log is silent', () => {
  const seen = assessed({
    'export.log': repeated({ from: 0, to: 7200, every: 300 }, 'export done #').concat(repeated({ from: 2, to: 7200, every: 300 }, 'export start #')),
    'syslog': [...repeated({ from: 0, to: 14_000, every: 60 }, 'sa1 #'), ...repeated({ from: 7200, to: 14_000, every: 300 }, 'pam_unix: expired password for user erp, authentication token is no longer valid')],
  });
  assert.match(lead(seen) ?? '', /expired password/);
});

test('a figure that climbs steadily from a change on is an issue, a counter that always climbs is none', () => {
  const ticks = Array.from({ length: 360 }, (_, i) => ({ atSeconds: i, text: `tick report entities=${i < 120 ? 2100 + (i % 7) : 2100 + (i - 120) * 80} seen=${i * 40}` }));
  assert.deepEqual(assessed({ 'game.log': ticks }).issues, []);
  const seen = assessed({ 'game.log': [...ticks, { atSeconds: 119, text: 'datapack autofarm enabled' }] });
  assert.deepEqual(seen.issues.map(({ title }) => title), ['entities rises']);
});

test('noise from the first second is never the cause of what began later, nor is a complaint of the interpreter an old fault', () => {
  const noise = repeated({ from: 0, to: 360, every: 3 }, 'FastCGI sent in stderr: "PHP Warning:  Undefined array key utm in /srv/shop/stat.php on line 41" while reading response header from upstream', error);
  const seen = assessed({ 'error.log': [...work, ...noise, ...repeated({ from: 200, to: 360, every: 2 }, 'connect to unix:/run/php.sock failed (11: Resource temporarily unavailable) while connecting to upstream', error)] });
  assert.match(lead(seen) ?? '', /Resource temporarily unavailable/);
  assert.equal(seen.issues.find(({ title }) => title.includes('Undefined array key'))?.severity, 'LOW');
});

test('a warning now and then in another log does not explain that work stopped', () => {
  const seen = assessed({ 'worker.log': repeated({ from: 0, to: 230, every: 0.5 }, 'task # succeeded').concat(repeated({ from: 1, to: 360, every: 9 }, 'sync with peers #')), 'exporter.log': [...repeated({ from: 0, to: 360, every: 5 }, 'queue depth #'), ...[150, 185, 214, 250, 290, 345].map((atSeconds) => ({ atSeconds, text: 'scrape slow', ...warning }))] });
  const silence = seen.issues.find(({ type }) => type === 'silence');
  assert.equal(silence?.causedBy, undefined);
});

test('a message in the second line is read where the first is only a place in the code', () => {
  const opened = repeated({ from: 0, to: 360, every: 1 }, 'source3/smbd/open.c:1480(open_file)\n  user opened file #', { severity: 0 });
  const refused = repeated({ from: 200, to: 360, every: 1 }, 'source3/librpc/gse.c:720(gse_get_server_auth_token)\n  gss_accept_sec_context failed with [Clock skew too great]', { severity: 0 });
  const seen = assessed({ 'samba.log': [...opened.filter(({ atSeconds }) => atSeconds < 200 || atSeconds % 8 === 0), ...refused] });
  assert.match(lead(seen) ?? '', /Clock skew too great/);
  assert.ok(scoreOf(seen) < 50, 'what refuses is no work');
});

test('a refusal that comes in the place of the usual outcome is an issue without any level that says so', () => {
  const stored = repeated({ from: 0, to: 200, every: 1 }, 'upload # stored');
  const seen = assessed({ 'upload.log': [...stored, ...repeated({ from: 200, to: 360, every: 1 }, 'upload # rejected')] });
  assert.match(lead(seen) ?? '', /upload . rejected/);
  assert.match(seen.issues.find(({ type }) => type === 'replaced')?.why ?? '', /in the place of "upload <\*> stored", of which 1\d\d were to be expected/);
  assert.ok(scoreOf(seen) < 50);
});

test('a refusal beside the usual outcome, or one of another kind of work, replaces nothing', () => {
  const beside = [...repeated({ from: 0, to: 360, every: 1 }, 'upload # stored'), ...repeated({ from: 200, to: 360, every: 1 }, 'upload # rejected')];
  assert.ok(assessed({ 'upload.log': beside }).issues.every(({ type }) => type !== 'replaced'));
  const reworded = [...repeated({ from: 0, to: 200, every: 1 }, 'upload # stored'), ...repeated({ from: 200, to: 360, every: 1 }, 'stored # as object')];
  assert.ok(assessed({ 'upload.log': reworded }).issues.every(({ type }) => type !== 'replaced'));
});

test('what a process complains of once right after its start belongs to the start while nothing is harmed', () => {
  const green = [{ atSeconds: 150, text: 'Starting server' }, { atSeconds: 156, text: 'cold cache, first requests are slow', ...warning }, ...repeated({ from: 160, to: 360, every: 1 }, 'order # placed')];
  const seen = assessed({ 'blue.log': work, 'green.log': green });
  assert.equal(seen.issues[0]?.severity, 'LOW');
});

/** A process that lives for 200 s and is then started every 8 s, with a little work after each start. */
const restarts = [{ atSeconds: 0, text: 'starting api 2.1.0' }, ...repeated({ from: 1, to: 200, every: 0.25 }, 'order # stored'), ...Array.from({ length: 20 }, (_, k) => [{ atSeconds: 200 + 8 * k, text: 'starting api 2.1.1' }, ...repeated({ from: 201 + 8 * k, to: 203 + 8 * k, every: 0.25 }, 'order # stored')]).flat()];

test('a process that is started again and again is an issue though no line says why', () => {
  const seen = assessed({ 'api.log': restarts });
  const loop = seen.issues.find(({ type }) => type === 'restarts');
  assert.match(loop?.title ?? '', /restart loop: the process behind api.log/);
  assert.equal(loop?.count, 20);
  assert.ok(Math.abs(loop.firstSeenMs - (someMs + 200_000)) < 2000);
  assert.ok(scoreOf(seen) < 80);
});

test('restarts by changes of files, and a few starts of a planned kind, are no loop', () => {
  const watched = restarts.flatMap((record) => (record.text.startsWith('starting') ? [{ atSeconds: record.atSeconds, text: "Detected file change in 'app.py', reloading" }, { ...record, atSeconds: record.atSeconds + 0.1 }] : [record]));
  assert.ok(assessed({ 'api.log': watched }).issues.every(({ type }) => type !== 'restarts'));
  assert.ok(assessed({ 'api.log': restarts.filter(({ atSeconds }) => atSeconds < 224) }).issues.every(({ type }) => type !== 'restarts'));
});

test('a count of what waits that rises is an issue though it has no name of its own', () => {
  const seen = assessed({ 'dispatch.log': Array.from({ length: 180 }, (_, i) => ({ atSeconds: 2 * i, text: `${i < 60 ? i % 7 : (i - 50) * 15} jobs waiting, 4 workers busy` })) });
  assert.match(lead(seen) ?? '', /jobs waiting (?:rises|jumped)/);
});

test('jobs that a system starts all along are no loop, though its clock was set forward between', () => {
  const jobs = (from: number): typeof restarts => Array.from({ length: 20 }, (_, k) => [{ atSeconds: from + 8 * k, text: 'Started sysstat-collect.service - activity accounting.' }, ...repeated({ from: from + 1 + 8 * k, to: from + 5 + 8 * k, every: 0.2 }, 'session # opened')]).flat();
  assert.ok(assessed({ 'syslog': [...jobs(0), ...jobs(4000)] }).issues.every(({ type }) => type !== 'restarts'));
});

test('a steady exception that its writer got over by itself, or a place without an exception, is noise', () => {
  const handled = 'strict reader refused the file, lenient reader takes over\ncom.acme.FormatException: field 86 too long\n\tat com.acme.Reader.read(Reader.java:4)';
  const placed = '{"level":"error","msg":"ride rejected","stacktrace":"main.handle\\n\\t/srv/app/main.go:7"}';
  for (const text of [handled, placed]) {
    const seen = assessed({ 'app.log': [...work, ...repeated({ from: 1, to: 360, every: 4 }, text, error)] });
    assert.deepEqual(seen.issues.map(({ severity, isNoise }) => [severity, isNoise]), [['LOW', true]], text);
  }
  const unhandled = 'request failed\ncom.acme.FormatException: field 86 too long\n\tat com.acme.Reader.read(Reader.java:4)';
  assert.equal(assessed({ 'app.log': [...work, ...repeated({ from: 1, to: 360, every: 4 }, unhandled, error)] }).issues[0]?.severity, 'MEDIUM');
});

test('a process that is asked to end and drains is no fault', () => {
  const seen = assessed({ 'app.log': [...work, { atSeconds: 200, text: 'termination requested, draining', ...warning }, { atSeconds: 215, text: 'termination requested, draining', ...warning }] });
  assert.equal(seen.issues[0]?.severity, 'LOW');
});

test('a duration in brackets behind an answer is followed, a limit in whole seconds is not', () => {
  const answers = Array.from({ length: 360 }, (_, i) => ({ atSeconds: i, text: `201 Created (${(0.002 * 1.02 ** i).toFixed(6)}s, ${1000 - i}/s)` }));
  assert.match(lead(assessed({ 'notes.log': answers })) ?? '', /slow: latency time rises/);
  const limits = Array.from({ length: 360 }, (_, i) => ({ atSeconds: i, text: `lease renewed (${30 + i}s)` }));
  assert.deepEqual(assessed({ 'lease.log': limits }).issues, []);
});

test('work that waits for what fails by name follows from it, though it was slow first', () => {
  const waiting = Array.from({ length: 160 }, (_, i) => ({ atSeconds: 200 + i, text: `GET /shift/7 500 ${4000 + i}ms` }));
  const failing = repeated({ from: 204, to: 360, every: 1 }, 'QueuePool limit of size 5 overflow 5 reached, connection timed out, timeout 4.00', error);
  const seen = assessed({ 'api.log': [...Array.from({ length: 200 }, (_, i) => ({ atSeconds: i, text: `GET /shift/7 200 ${2 + (i % 3)}ms` })), ...waiting, ...failing] });
  assert.match(lead(seen) ?? '', /QueuePool/);
});
