import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { expandPaths } from '../../../src/engine/watch/watch.ts';

function folderWith(files: Readonly<Record<string, string | Buffer>>): { readonly folder: string } & Disposable {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-expand-')));
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  return { folder, [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true }) };
}

async function namesIn(folder: string, given = ['.']): Promise<string[]> {
  const { files } = await expandPaths(given.map((name) => path.resolve(folder, name)));
  return files.map((file) => path.relative(folder, file.path));
}

test('the parts of a log come oldest first, the log itself last', async () => {
  using made = folderWith({ 'app.log': 'd\n', 'app.log.1': 'c\n', 'app.log.10.gz': zlib.gzipSync('a\n'), 'app.log.2': 'b\n' });
  assert.deepEqual(await namesIn(made.folder), ['app.log.10.gz', 'app.log.2', 'app.log.1', 'app.log']);
});

test('parts with dates come by date', async () => {
  using made = folderWith({ 'app.log': 'd\n', 'app.log-20261123': 'c\n', 'app.log-20251230': 'a\n', 'app-2026-01-02.log': 'b\n' });
  assert.deepEqual(await namesIn(made.folder), ['app.log-20251230', 'app-2026-01-02.log', 'app.log-20261123', 'app.log']);
});

test('numbers in names are ordered as numbers', async () => {
  using made = folderWith({ 'run10.log': 'a\n', 'run9.log': 'a\n', 'b/run1.log': 'a\n' });
  assert.deepEqual(await namesIn(made.folder), ['b/run1.log', 'run9.log', 'run10.log']);
});

test('compression is told by the first bytes', async () => {
  using made = folderWith({ 'a.log': zlib.gzipSync('a\n'), 'b.log.zst': zlib.zstdCompressSync('a\n'), 'c.log': 'a\n' });
  const { files } = await expandPaths([made.folder]);
  assert.deepEqual(files.map(({ compression }) => compression), ['gzip', 'zstd', undefined]);
});

test('binary files are skipped with a reason', async () => {
  using made = folderWith({ 'a.log': Buffer.from([0, 1, 2, 3, 0, 5, 6, 0]), 'b.log': 'text\n' });
  const { files, skipped } = await expandPaths([made.folder]);
  assert.equal(files.length, 1);
  assert.deepEqual(skipped.map(({ path: file, reason }) => [path.basename(file), reason]), [['a.log', 'it is not text']]);
});

test('a folder without anything named like a log gives its text files', async () => {
  using made = folderWith({ 'case1/raw': 'text\n', 'case1/output.part2': 'text\n', 'readme.md': 'x\n' });
  assert.deepEqual(await namesIn(made.folder), ['case1/output.part2', 'case1/raw']);
});

test('a file that is named is taken whatever it is called, and only once', async () => {
  using made = folderWith({ 'report.md': 'x\n' });
  assert.deepEqual(await namesIn(made.folder, ['report.md', './report.md']), ['report.md']);
});

test('a path that is not there is skipped with a reason', async () => {
  const { files, skipped } = await expandPaths(['/nowhere/at/all.log']);
  assert.deepEqual(files, []);
  assert.equal(skipped[0]?.reason, 'there is no such file or folder');
});

test('a glob gives what it matches', async () => {
  using made = folderWith({ 'a/x.log': 'x\n', 'b/x.log': 'x\n', 'b/y.txt': 'x\n' });
  assert.deepEqual(await namesIn(made.folder, ['*/x.log']), ['a/x.log', 'b/x.log']);
});
