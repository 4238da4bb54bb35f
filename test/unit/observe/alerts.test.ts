import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { AlertBook, crossings, listAlerts, markAlert, postAlert, runAlertCommand } from '../../../src/engine/observe/observe.ts';
import { splitCommand } from '../../../src/engine/observe/deliver.ts';
import type { Alert } from '../../../src/model/alert.ts';
import { defaultSettings } from '../../../src/model/defaultSettings.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { figuresOf } from './figuresOf.ts';

const { alerts } = defaultSettings;
const minute = 60_000;
const repeatMs = 15 * minute;
const health = [{ kind: 'health', value: 30, limit: 50 }] as const;

class Desk {
  readonly folder: string;
  book: AlertBook;
  nowMs = Date.UTC(2026, 5, 1);

  constructor(context: TestContext) {
    this.folder = temporaryFolder(context);
    this.book = new AlertBook(this.folder);
  }

  /** What is told of looks, one a minute. */
  look(crossed: Parameters<AlertBook['look']>[0], times = 1): string[] {
    return Array.from({ length: times }, () => {
      this.nowMs += minute;
      const due = this.book.look(crossed, repeatMs, this.nowMs);
      this.book.save();
      return due.map(({ kind, isFiring }: Alert) => `${kind} ${isFiring ? 'fires' : 'over'}`);
    }).flat();
  }
}

test('each limit is crossed by its figure, and unknown figures cross nothing', () => {
  const nowMs = Date.UTC(2026, 5, 1, 12, 0, 30);
  const queue = { threads: 1, waitingRecords: 95, capacityRecords: 100, highWaterRecords: 95, waits: 0, waitMs: 0, droppedRecords: 0 };
  const errors = (at: number): { minuteMs: number; counts: number[] } => ({ minuteMs: at, counts: [0, 0, 0, 900, 0, 60, 1] });
  const bad = figuresOf({ nowMs, score: 49, performance: { memoryMb: 401, queue }, perMinute: [errors(nowMs - 30_000)], freeDiskBytes: 499e6 });
  assert.deepEqual(crossings(bad, { mbPerHour: 50, grownMb: 80, spanMs: 1 }, alerts).map(({ kind }) => kind), ['health', 'errors', 'memory', 'growth', 'queue', 'disk']);
  const fine = figuresOf({ nowMs, score: 50, performance: { memoryMb: 400, queue: { ...queue, waitingRecords: 90 } }, perMinute: [errors(nowMs - 3 * minute)], freeDiskBytes: 500e6 });
  assert.deepEqual(crossings(fine, { mbPerHour: 50, grownMb: 30, spanMs: 1 }, alerts), []);
  assert.deepEqual(crossings(figuresOf({ score: undefined }), undefined, alerts), []);
  assert.deepEqual(crossings(bad, undefined, { ...alerts, minHealthScore: 0, minFreeDiskMb: 0 }).map(({ kind }) => kind), ['errors', 'memory', 'queue']);
});

test('it is told at the second look, again only after the interval, and once that it is over', (context) => {
  const desk = new Desk(context);
  assert.deepEqual(desk.look(health), []);
  assert.deepEqual(desk.look(health), ['health fires']);
  assert.deepEqual(desk.look(health, 14), []);
  assert.deepEqual(desk.look(health), ['health fires'], 'fifteen minutes later');
  assert.deepEqual(desk.look([]), []);
  assert.deepEqual(desk.look([], 5), ['health over']);
  assert.deepEqual(desk.look(health, 5), [], 'one that flutters is told no more often');
});

test('what was told is known after a restart', (context) => {
  const desk = new Desk(context);
  desk.look(health, 2);
  desk.book = new AlertBook(desk.folder);
  assert.deepEqual(desk.look(health, 3), []);
  assert.deepEqual(listAlerts(desk.folder).map(({ kind, value, isFiring }) => [kind, value, isFiring]), [['health', 30, true]]);
});

test('acknowledged it is quiet until it is over and comes back; muted it is quiet for the time given', (context) => {
  const desk = new Desk(context);
  desk.look(health, 2);
  markAlert(desk.folder, 'health', { acknowledgedMs: desk.nowMs });
  assert.deepEqual(desk.look(health, 60), []);
  assert.equal(listAlerts(desk.folder)[0]?.isAcknowledged, true);
  assert.deepEqual(desk.look([], 2), ['health over']);
  assert.deepEqual(desk.look(health, 2), ['health fires']);
  markAlert(desk.folder, 'health', { mutedUntilMs: desk.nowMs + 120 * minute });
  assert.deepEqual(desk.look(health, 119), []);
  assert.deepEqual(desk.look(health, 1), ['health fires']);
});

test('all kinds together are told twelve times an hour at most', (context) => {
  const desk = new Desk(context);
  const all = (['health', 'errors', 'memory', 'growth', 'queue', 'disk'] as const).map((kind) => ({ kind, value: 1, limit: 2 }));
  const told = Array.from({ length: 59 }, () => {
    desk.nowMs += minute;
    return desk.book.look(all, minute, desk.nowMs).length;
  });
  assert.equal(told.reduce((sum, count) => sum + count, 0), 12);
});

test('damaged files of alerts begin anew', (context) => {
  const desk = new Desk(context);
  for (const name of ['alerts.json', 'alert-marks.json']) fs.writeFileSync(path.join(desk.folder, name), '{"alerts":[{"kind":"health"},7,null],"told":"x","health":3');
  desk.book = new AlertBook(desk.folder);
  assert.deepEqual(desk.look(health, 2), ['health fires']);
});

test('a command gets the alert on its standard input, without a shell; its failure and its time limit are told', async (context) => {
  const folder = temporaryFolder(context);
  assert.deepEqual(splitCommand('notify-send "Log brief" it\'s\' x  $HOME;rm'.replace("it's'", "'a b'c")), ['notify-send', 'Log brief', 'a bc', 'x', '$HOME;rm']);
  assert.throws(() => splitCommand('say "it'), /not closed/);
  const script = path.join(folder, 'take.js');
  fs.writeFileSync(script, "require('fs').writeFileSync('out', require('fs').readFileSync(0) + process.argv[2])");
  await runAlertCommand(`"${process.execPath}" ${script} $(id)`, '{"alert":"health"}', folder);
  assert.equal(fs.readFileSync(path.join(folder, 'out'), 'utf8'), '{"alert":"health"}$(id)');
  await assert.rejects(runAlertCommand(`"${process.execPath}" -e process.exit(3)`, '', folder), /ended with 3/);
  await assert.rejects(runAlertCommand('/no/such/program', '', folder), /cannot be run/);
  await assert.rejects(runAlertCommand(`"${process.execPath}" -e "setInterval(()=>0,1000)"`, '', folder, 300), /longer than 300 ms/);
});

test('a webhook gets the alert as JSON; redirects, refusals and silence are told without the secret path', async () => {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      seen.push(`${request.method ?? ''} ${request.headers['content-type'] ?? ''} ${body}`);
      if (request.url !== '/slow') response.writeHead(request.url === '/ok' ? 204 : 302, { location: '/ok' }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  try {
    await postAlert(`${base}/ok`, '{"alert":"disk"}');
    assert.deepEqual(seen, ['POST application/json {"alert":"disk"}']);
    await assert.rejects(postAlert(`${base}/secret-token`, '{}'), (thrown: Error) => thrown.message.includes('302') && !thrown.message.includes('secret-token'));
    await assert.rejects(postAlert(`${base}/slow`, '{}', 200), /no answer within 200 ms/);
    await assert.rejects(postAlert('file:///etc/passwd', '{}'), /no http/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('what cannot be written down is told all the same, and written when there is room', (context) => {
  const folder = path.join(temporaryFolder(context), 'state');
  fs.writeFileSync(folder, 'in the way');
  const book = new AlertBook(folder);
  const disk = [{ kind: 'disk', value: 1, limit: 500 }] as const;
  book.look(disk, repeatMs, Date.UTC(2026, 5, 1));
  assert.deepEqual(book.look(disk, repeatMs, Date.UTC(2026, 5, 1, 0, 1)).map(({ kind }) => kind), ['disk']);
  assert.throws(() => { book.save(); });
  fs.rmSync(folder);
  fs.mkdirSync(folder);
  book.save();
  assert.deepEqual(listAlerts(folder).map(({ kind }) => kind), ['disk']);
});
