/** How the configuration says that logs are read, through a running engine and back out of its store. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { logbrief, Serving } from '../support/commandLine.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { poll } from '../host/poll.ts';

const configuration = `watch:
  include_rotated: true
  encodings: [{ files: ["old.log"], encoding: windows-1251 }]
formats:
  own:
    - name: billing
      files: ["billing.log"]
      pattern: '(?<level>[A-Z]+)~(?<component>\\w+)~(?<timestamp>[^~]+)~(?<message>.*)'
`;

interface Raw {
  readonly source: string;
  readonly line: number;
  readonly raw_b64: string;
  readonly length_bytes?: number;
  readonly sha256?: string;
}

function jsonLines<T>(text: string): T[] {
  return text.trim().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

test('rotated parts, named encodings, own formats and overlong lines come into the store and back out', async (context) => {
  const workspace = temporaryFolder(context);
  const logs = path.join(workspace, 'logs');
  fs.mkdirSync(logs);
  fs.mkdirSync(path.join(workspace, '.logbrief'));
  fs.writeFileSync(path.join(workspace, '.logbrief', 'config.yaml'), configuration);
  const line = (text: string): string => `2026-01-02 03:04:05,000 - shop - INFO - ${text}\n`;
  const long = `2026-01-02 03:04:05,000 - shop - ERROR - ${'long '.repeat(300_000)}`;
  const russian = Buffer.concat([Buffer.from('2026-01-02 03:04:05,000 - shop - ERROR - '), Buffer.from([0xee, 0xf8, 0xe8, 0xe1, 0xea, 0xe0]), Buffer.from('\r\n')]);
  fs.writeFileSync(path.join(logs, 'app.log'), line('now') + long + '\n' + line('behind the long one'));
  fs.writeFileSync(path.join(logs, 'app.log.1'), line('before'));
  fs.writeFileSync(path.join(logs, 'app.log.2.gz'), zlib.gzipSync(line('long before')));
  fs.writeFileSync(path.join(logs, 'app.log.3.zst'), zlib.zstdCompressSync(line('at first')));
  fs.writeFileSync(path.join(logs, 'old.log'), russian);
  fs.writeFileSync(path.join(logs, 'billing.log'), 'WARN~cards~2026-01-02 03:04:05~refused\n');

  const engine = new Serving(['--workspace', workspace]);
  await engine.ready();
  const at = ['--workspace', workspace];
  const records = await poll(() => {
    const found = jsonLines<{ text: string }>(logbrief(['export', ...at]).stdout);
    return found.length >= 8 ? found : undefined;
  }, 'all records', 60_000);
  await engine.end();
  assert.deepEqual(records.map(({ text }) => text.slice(0, 60).replace(/^.* - /, '')).sort(), [
    'WARN~cards~2026-01-02 03:04:05~refused', 'at first', 'before', 'behind the long one', 'long before', 'long long long long', 'now', 'ошибка',
  ].sort());

  const raw = jsonLines<Raw>(logbrief(['export', '--raw', ...at]).stdout);
  const old = raw.find(({ source }) => source.endsWith('old.log'));
  assert.deepEqual(Buffer.from(old?.raw_b64 ?? '', 'base64'), russian.subarray(0, -2));
  const cut = raw.find(({ sha256 }) => sha256 !== undefined);
  assert.deepEqual([cut?.line, cut?.length_bytes, cut?.sha256], [2, long.length, crypto.createHash('sha256').update(long).digest('hex')]);
  const [queried] = jsonLines<{ cut_lines?: readonly object[] }>(logbrief(['query', '--json', '--text', 'long long', ...at]).stdout);
  assert.deepEqual(queried?.cut_lines, [{ line: 2, length_bytes: long.length, sha256: cut?.sha256 }]);
  const billing = jsonLines<{ source: string; severity: string; component: string; timestamp: string }>(logbrief(['query', '--json', ...at]).stdout).find(({ source }) => source.endsWith('billing.log'));
  assert.deepEqual([billing?.severity, billing?.component], ['WARN', 'cards']);
  const { coverage } = JSON.parse(logbrief(['status', '--json', ...at]).stdout) as { readonly coverage: { readonly bytes: number; readonly droppedBytes: number; readonly cutBytes: number; readonly truncated: number } };
  assert.deepEqual([coverage.truncated, coverage.droppedBytes, coverage.cutBytes], [1, long.length - (1 << 20), long.length - (1 << 20)]);
  assert.match(logbrief(['status', ...at]).stdout, /bytes left out \(\d+ of lines over the limit\)/);
});
