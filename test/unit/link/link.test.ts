import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { Linker } from '../../../src/engine/link/link.ts';
import type { Issue } from '../../../src/model/issue.ts';
import { git, gitFolder, writeFiles } from '../../support/gitFolder.ts';
import { madeIssue, someMs } from '../../support/issues.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const budget = { timeMs: 20_000, signal: new AbortController().signal };
const payJs = 'export function charge(order) {\n  if (!order.card) {\n    throw new TypeError(`card of order ${order.id} is missing`);\n  }\n}\n';
const framed = (line: number, file = '/app/src/pay.js'): Issue => madeIssue({ frame: { path: file, line, functionName: 'charge' }, title: 'TypeError: x', message: 'TypeError: x' });

async function linkIn(workspace: string, issue: Issue, isTrusted = true): Promise<ReturnType<Linker['linkOf']>> {
  const linker = new Linker({ workspace, isTrusted });
  await linker.resolve([issue], budget);
  return linker.linkOf(issue);
}

test('a frame leads to its line and the commit that wrote it, and the issue began after it', async (context) => {
  const folder = gitFolder(context, { 'src/pay.js': payJs }, 'pay: charge', someMs - 60_000);
  const link = await linkIn(folder, framed(3));
  assert.deepEqual(link, {
    path: 'src/pay.js', line: 3, functionName: 'charge', how: 'frame', isLikely: false,
    change: { kind: 'commit', commit: git(folder, ['rev-parse', '--short=7', 'HEAD']).trim(), subject: 'pay: charge', atMs: Math.floor((someMs - 60_000) / 1000) * 1000, isIssueAfter: true },
  });
});

test('a line edited since the last commit is uncommitted, at the time the file was written', async (context) => {
  const folder = gitFolder(context, { 'src/pay.js': payJs });
  const file = path.join(folder, 'src/pay.js');
  fs.writeFileSync(file, payJs.replace('!order.card', 'order.card === null'));
  fs.utimesSync(file, someMs / 1000 + 60, someMs / 1000 + 60);
  assert.deepEqual((await linkIn(folder, framed(2)))?.change, { kind: 'uncommitted', atMs: someMs + 60_000, isIssueAfter: false });
  assert.equal((await linkIn(folder, framed(3)))?.change?.kind, 'commit');
});

test('a file that git does not follow yet is uncommitted; one it ignores and one without git has its own time', async (context) => {
  const folder = gitFolder(context, { '.gitignore': 'dist/\n' });
  writeFiles(folder, { 'src/pay.js': payJs, 'dist/pay.js': payJs });
  assert.equal((await linkIn(folder, framed(3)))?.change?.kind, 'uncommitted');
  assert.equal((await linkIn(folder, framed(3, '/app/dist/pay.js')))?.change?.kind, 'file time');
  const bare = temporaryFolder(context);
  writeFiles(bare, { 'src/pay.js': payJs });
  assert.equal((await linkIn(bare, framed(3)))?.change?.kind, 'file time');
});

test('git is not asked in a workspace that is not trusted', async (context) => {
  const folder = gitFolder(context, { 'src/pay.js': payJs });
  assert.equal((await linkIn(folder, framed(3), false))?.change?.kind, 'file time');
});

test('nothing that a repository configures is run', async (context) => {
  const folder = gitFolder(context, { 'src/pay.js': payJs, '.gitattributes': '*.js filter=evil diff=evil\n' });
  const trace = path.join(temporaryFolder(context), 'ran');
  for (const key of ['core.fsmonitor', 'filter.evil.clean', 'filter.evil.process', 'diff.evil.textconv', 'diff.external', 'core.pager', 'core.sshCommand']) git(folder, ['config', key, `touch ${trace}`]);
  fs.appendFileSync(path.join(folder, 'src/pay.js'), '// more\n');
  assert.equal((await linkIn(folder, framed(3)))?.path, 'src/pay.js');
  assert.equal(fs.existsSync(trace), false);
});

test('file names that look like options or patterns are only names', async (context) => {
  const folder = gitFolder(context, { '--output=x.js': payJs, ':(top)a.js': payJs, 'a b/$(touch x).js': payJs });
  for (const name of ['--output=x.js', 'a b/$(touch x).js']) {
    const link = await linkIn(folder, framed(3, path.join(folder, name)));
    assert.equal(link?.path, name);
    assert.equal(link.change?.kind, 'commit', name);
  }
  assert.deepEqual(fs.readdirSync(folder).sort(), ['--output=x.js', '.git', ':(top)a.js', 'a b']);
});

test('at the edge of a shallow clone no commit is named', async (context) => {
  const origin = gitFolder(context, { 'src/pay.js': payJs });
  fs.appendFileSync(path.join(origin, 'src/pay.js'), '// more\n');
  git(origin, ['commit', '-q', '-a', '-m', 'second']);
  const clone = path.join(temporaryFolder(context), 'clone');
  execFileSync('git', ['clone', '-q', '--depth', '1', `file://${origin}`, clone], { stdio: 'ignore' });
  assert.equal((await linkIn(clone, framed(3)))?.change?.kind, 'file time');
});

test('a workspace inside a larger repository has its own paths', async (context) => {
  const folder = gitFolder(context, { 'apps/shop/src/pay.js': payJs });
  const link = await linkIn(path.join(folder, 'apps/shop'), framed(3));
  assert.equal(link?.path, 'src/pay.js');
  assert.equal(link.change?.kind, 'commit');
});

for (const { name, minify, sourcemap } of [
  { name: 'a map beside', minify: false, sourcemap: 'linked' }, { name: 'a map beside a bundle in one line', minify: true, sourcemap: 'linked' },
  { name: 'a map within', minify: true, sourcemap: 'inline' }, { name: 'a map that nothing points to', minify: true, sourcemap: 'external' },
] as const) {
  test(`generated code is followed to its source by ${name}`, async (context) => {
    const folder = temporaryFolder(context);
    writeFiles(folder, {
      'src/pay.ts': 'export interface Order { readonly card: string | undefined }\n\nexport function charge(order: Order): never {\n  throw new TypeError(`no card ${order.card}`);\n}\n',
      'src/main.ts': "import { charge } from './pay.ts';\n\ncharge({ card: undefined });\n",
    });
    await build({ entryPoints: [path.join(folder, 'src/main.ts')], outfile: path.join(folder, 'dist/main.js'), bundle: true, minify, sourcemap, platform: 'node', logLevel: 'silent' });
    const ran = execFileSync(process.execPath, ['-e', `try { require(${JSON.stringify(path.join(folder, 'dist/main.js'))}) } catch (error) { console.log(error.stack) }`], { encoding: 'utf8' });
    const [, line, column] = /main\.js:(\d+):(\d+)/.exec(ran) ?? [];
    assert.ok(line !== undefined && column !== undefined, ran);
    const issue = madeIssue({ frame: { path: '/srv/dist/main.js', line: Number(line) }, message: `TypeError: no card\n    at r (/srv/dist/main.js:${line}:${column})` });
    const link = await linkIn(folder, issue);
    assert.deepEqual([link?.path, link?.line, link?.how, link?.isLikely], ['src/pay.ts', 4, 'source map', false]);
  });
}

test('a map that names files outside of the workspace, or is none, leaves the generated place', async (context) => {
  const outside = temporaryFolder(context);
  writeFiles(outside, { 'secret.ts': payJs });
  for (const map of [JSON.stringify({ version: 3, sources: [path.join(outside, 'secret.ts'), '../../../../../etc/passwd'], names: [], mappings: 'AAAA;AACA;AACA' }), 'no map at all', '[]']) {
    const folder = temporaryFolder(context);
    writeFiles(folder, { 'dist/pay.js': `${payJs}//# sourceMappingURL=pay.js.map\n`, 'dist/pay.js.map': map });
    const link = await linkIn(folder, framed(3, '/srv/dist/pay.js'));
    assert.deepEqual([link?.path, link?.how], ['dist/pay.js', 'frame']);
  }
});

test('where the logger was called leads to the line before any words are searched for', async (context) => {
  const folder = temporaryFolder(context);
  writeFiles(folder, { 'cart/cart.go': 'package cart\n'.repeat(40), 'other/other.go': 'log.Error("carrier rejected the shipment")\n' });
  const link = await linkIn(folder, madeIssue({ frame: undefined, caller: { path: 'cart/cart.go', line: 31 }, title: 'carrier rejected the shipment', message: '' }));
  assert.deepEqual([link?.path, link?.line, link?.how, link?.isLikely], ['cart/cart.go', 31, 'frame', false]);
});

test('a message is searched for by its template, whose variables no source has', async (context) => {
  const folder = temporaryFolder(context);
  writeFiles(folder, { 'src/users.py': 'log.error("account %s has been locked by %s", name, admin)\n', 'src/locks.py': '# locked accounts\nalice = "has been"\n' });
  const link = await linkIn(folder, madeIssue({ frame: undefined, title: 'account alice has been locked by bob', message: '', template: 'account <*> has been locked by <*>' }));
  assert.deepEqual([link?.path, link?.line], ['src/users.py', 1]);
});

test('without a frame the constant words of the message are found in the sources, and only likely', async (context) => {
  const folder = temporaryFolder(context);
  writeFiles(folder, {
    'src/ship.py': 'import log\n\ndef ship(order):\n    log.error("Shipment of %s could not be scheduled: carrier rejected", order)\n',
    'src/other.py': '# the carrier has a schedule\ndef other(): pass\n', 'tests/test_ship.py': 'assert "Shipment of 1 could not be scheduled: carrier rejected"\n',
  });
  const link = await linkIn(folder, madeIssue({ frame: undefined, title: 'Shipment of 4711 could not be scheduled: carrier rejected', message: '' }));
  assert.deepEqual([link?.path, link?.line, link?.how, link?.isLikely], ['src/ship.py', 4, 'text', true]);
});

test('a message that two places could have written leads to neither, unless one is the component', async (context) => {
  const folder = temporaryFolder(context);
  const text = 'log.error("carrier rejected the shipment")\n';
  writeFiles(folder, { 'src/orders.py': text, 'src/returns.py': text });
  const issue = { frame: undefined, title: 'carrier rejected the shipment', message: '' };
  assert.equal(await linkIn(folder, madeIssue({ ...issue, component: 'shop.api' })), undefined);
  assert.equal((await linkIn(folder, madeIssue({ ...issue, component: 'shop.returns' })))?.path, 'src/returns.py');
});

test('a message without words of its own leads nowhere', async (context) => {
  const folder = temporaryFolder(context);
  writeFiles(folder, { 'src/a.py': 'raise ValueError("error: failed")\n' });
  for (const title of ['error: failed', 'connection to 10.0.0.1:5432 failed', '', '500']) assert.equal(await linkIn(folder, madeIssue({ frame: undefined, title, message: title })), undefined, title);
});

test('a compiler error leads to the place it names', async (context) => {
  const folder = temporaryFolder(context);
  writeFiles(folder, { 'src/pay.js': payJs });
  const title = "src/pay.js(3,11): error TS2304: Cannot find name 'order'.";
  assert.deepEqual(await linkIn(folder, madeIssue({ frame: undefined, title, message: title })).then((link) => [link?.path, link?.line, link?.how]), ['src/pay.js', 3, 'frame']);
});

test('an answer is kept until file, commit or issue change, and says when it is another one', async (context) => {
  const folder = gitFolder(context, { 'src/pay.js': payJs });
  const linker = new Linker({ workspace: folder, isTrusted: true });
  const issue = framed(3);
  assert.equal(linker.isBehind([issue]), true);
  assert.equal(await linker.resolve([issue], budget), true);
  assert.equal(linker.isBehind([issue]), false);
  assert.equal(linker.takeChanged().length, 1);
  assert.equal(await linker.resolve([issue], budget), false);
  fs.writeFileSync(path.join(folder, 'src/pay.js'), payJs.replace('card of', 'the card of'));
  assert.equal(await linker.resolve([issue], budget), true);
  assert.equal(linker.linkOf(issue)?.change?.kind, 'uncommitted');
  git(folder, ['commit', '-q', '-a', '-m', 'words']);
  assert.equal(await linker.resolve([issue], budget), true);
  assert.equal(linker.linkOf(issue)?.change?.subject, 'words');
});

test('links go on after a restart without being looked up', async (context) => {
  const folder = gitFolder(context, { 'src/pay.js': payJs });
  const before = new Linker({ workspace: folder, isTrusted: true });
  await before.resolve([framed(3)], budget);
  const after = new Linker({ workspace: folder, isTrusted: true, saved: before.takeChanged() });
  assert.deepEqual(after.linkOf(framed(3)), before.linkOf(framed(3)));
});
