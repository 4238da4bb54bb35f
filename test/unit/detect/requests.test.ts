import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { scan } from '../../../src/engine/scan.ts';
import { someMs } from '../../support/issues.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { endpointOf, requestFormOf } from '../../../src/engine/detect/requests.ts';

/** Lines, how they name their status, and the endpoint. */
const lines: readonly (readonly [string, string, string | undefined])[] = [
  ['192.0.2.4 - - [24/Nov/2026:02:15:00 +0000] "GET /app.js HTTP/1.1" 200 8223', 'access', 'GET /app.js'],
  ['2026-11-17 13:00:00 10.1.2.3 GET /Portal/Default.aspx - 443 - 203.0.113.9 curl/8.5.0 - 503 0 1236 31', 'columns', 'GET /Portal/Default.aspx'],
  ['{"DownstreamStatus":502,"RequestMethod":"GET","RequestPath":"/v1/now","msg":""}', 'key', 'GET /<*>/now'],
  ['{"status":200,"method":"GET","path":"/orders/7"}', 'key', 'GET /orders/<*>'],
  ['{"level":3,"short_message":"card issue failed","_error":"URL: PUT https://vault:8200/v1/encrypt Code: 503. Errors: sealed"}', 'none', undefined],
  ['{"level":50,"msg":"GET /rates 502: upstream refused the connection"}', 'said', 'GET /rates'],
  ['{"message":"::1 - - \\"POST /orders/4 HTTP/1.1\\" 201 12","level":"info"}', 'said', 'POST /orders/<*>'],
  ['{"level":30,"msg":"GET /rates took 200 ms"}', 'none', undefined],
  ['GET /orders/12 200 4ms', 'text', 'GET /orders/<*>'],
  ['500 |     1.2ms |  10.0.0.1 | POST     "/pay"', 'text', 'POST /pay'],
];

for (const [line, form, endpoint] of lines) {
  test(`how a request ended is read from: ${line.slice(0, 90)}`, () => {
    assert.equal(requestFormOf(line), form);
    if (endpoint !== undefined) assert.equal(endpointOf(line), endpoint);
  });
}

test('the places of failing requests are told without the end of their line', async (context) => {
  const folder = temporaryFolder(context);
  const line = (i: number): string => JSON.stringify({ level: 30, time: someMs + i * 1000, name: 'access', method: 'POST', path: '/orders', status: i % 4 === 0 ? 500 : 200, msg: 'request completed' });
  fs.writeFileSync(path.join(folder, 'access.log'), Array.from({ length: 80 }, (_, i) => `${line(i)}\n`).join(''));
  const { snapshot } = await scan({ paths: [folder], stdin: Readable.from([]), nowMs: undefined, signal: new AbortController().signal });
  const evidence = snapshot.issues.filter(({ type }) => type === 'requests').flatMap((issue) => issue.evidence);
  assert.ok(evidence.length > 0);
  for (const { excerpt } of evidence) assert.match(excerpt, /\}$/);
});
