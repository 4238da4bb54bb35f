import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { InsideRoot } from '../../../src/engine/link/insideFile.ts';
import { loggedPath, withPackage } from '../../../src/engine/link/loggedPath.ts';
import { placeForms, placesIn } from '../../../src/engine/link/places.ts';
import { resolvePath, type LoggedPlace } from '../../../src/engine/link/resolvePath.ts';
import { WorkspaceIndex } from '../../../src/engine/link/workspaceIndex.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { writeFiles } from '../../support/gitFolder.ts';
import type { TestContext } from 'node:test';
import { seed } from '../../support/seed.ts';

const signal = new AbortController().signal;
const tenLines = 'x\n'.repeat(10);

async function resolver(context: TestContext, files: Record<string, string>): Promise<(place: LoggedPlace) => Promise<string>> {
  const folder = temporaryFolder(context);
  writeFiles(folder, files);
  const root = await InsideRoot.open(folder);
  assert.ok(root);
  const index = await WorkspaceIndex.read(folder, undefined, signal);
  return async (place) => {
    const found = await resolvePath(place, { root, index });
    return found ? `${found.isLikely ? 'likely ' : ''}${found.path}` : 'none';
  };
}

for (const { expression, sample } of placeForms) {
  test(`a place is read: ${sample}`, () => {
    assert.match(sample, new RegExp(expression.source));
    const [place] = placesIn(sample);
    assert.ok(place && place.line > 0 && place.path.includes('.'), JSON.stringify(place));
  });
}

for (const [written, parts] of [
  ['/app/src/pay.js', 'app/src/pay.js'], ['file:///app/src/pay%20now.js', 'app/src/pay now.js'], ['webpack:///./src/App.tsx', 'src/App.tsx'],
  ['webpack://shop/./src/App.tsx', 'src/App.tsx'], ['webpack-internal:///(rsc)/./app/page.tsx', 'app/page.tsx'], ['http://localhost:5173/src/App.tsx?t=17&x=1', 'src/App.tsx'],
  ['http://localhost:5173/@fs/home/me/shop/src/App.tsx', 'home/me/shop/src/App.tsx'], ['C:\\work\\shop\\Cart.cs', 'work/shop/Cart.cs'], ['package:shop/cart.dart', 'lib/cart.dart'],
  ['turbopack://[project]/src/x.ts', 'src/x.ts'], ['../../etc/passwd.txt', 'etc/passwd.txt'], ['./src/../lib/x.rs', 'lib/x.rs'],
] as const) {
  test(`${written} is ${parts}`, () => {
    assert.equal(loggedPath(written)?.parts.join('/'), parts);
    assert.equal(loggedPath(written)?.isForeign, false);
  });
}

for (const written of ['/app/node_modules/pg/lib/client.js', 'node:internal/process/task_queues', '/usr/lib/python3.11/json/decoder.py', '/venv/lib/python3.12/site-packages/flask/app.py',
  '/go/pkg/mod/github.com/lib/pq@v1.10.0/conn.go', '/root/.cargo/registry/src/tokio/lib.rs', '/rustc/abc/library/core/panicking.rs', '/usr/local/go/src/net/http/server.go', '<frozen importlib.py>', '/var/www/vendor/laravel/App.php']) {
  test(`${written} is somebody else's code`, () => {
    assert.notEqual(loggedPath(written)?.isForeign, false);
  });
}

test('a JVM frame gets its package from the function', () => {
  assert.equal(withPackage('Cart.java', 'com.shop.Cart$Line.lambda$add$0'), 'com/shop/Cart.java');
  assert.equal(withPackage('Cart.kt', 'app//com.shop.Cart.add'), 'com/shop/Cart.kt');
});

test('container and build prefixes are stripped to the longest common end', async (context) => {
  const resolve = await resolver(context, { 'src/pay.js': tenLines, 'services/api/src/pay.js': tenLines, 'src/main/java/com/shop/Cart.java': tenLines, 'src/test/java/org/other/Cart.java': tenLines, 'cart/cart.go': tenLines });
  assert.equal(await resolve({ path: '/app/src/pay.js', line: 3 }), 'src/pay.js');
  assert.equal(await resolve({ path: '/build/services/api/src/pay.js', line: 3 }), 'services/api/src/pay.js');
  assert.equal(await resolve({ path: 'Cart.java', line: 3, functionName: 'com.shop.Cart.add' }), 'src/main/java/com/shop/Cart.java');
  assert.equal(await resolve({ path: 'github.com/acme/shop/cart/cart.go', line: 3 }), 'cart/cart.go');
});

test('of two files that fit alike none is taken, unless one alone knows the function', async (context) => {
  const resolve = await resolver(context, { 'a/util/index.js': tenLines, 'b/util/index.js': `${tenLines}function settle() {}\n` });
  assert.equal(await resolve({ path: '/app/util/index.js', line: 3 }), 'none');
  assert.equal(await resolve({ path: '/app/util/index.js', line: 3, functionName: 'settle' }), 'likely b/util/index.js');
});

test('a file of the same name in other folders is none, and likely only when the function is in it', async (context) => {
  const resolve = await resolver(context, { 'lib/cart.py': `${tenLines}def charge(): pass\n` });
  assert.equal(await resolve({ path: '/srv/other/cart.py', line: 2 }), 'none');
  assert.equal(await resolve({ path: '/srv/other/cart.py', line: 2, functionName: 'charge' }), 'likely lib/cart.py');
});

test('of several applications with the same folders the one that has the function is likely', async (context) => {
  const resolve = await resolver(context, { 'src/index.js': tenLines, 'services/api/src/index.js': `${tenLines}function settle() {}\n` });
  assert.equal(await resolve({ path: '/app/src/index.js', line: 3, functionName: 'settle' }), 'likely services/api/src/index.js');
  assert.equal(await resolve({ path: '/app/src/index.js', line: 3 }), 'src/index.js');
  assert.equal(await resolve({ path: '/app/src/index.js', line: 3, functionName: 'gone' }), 'likely src/index.js');
});

test('a file that has no such line is not meant', async (context) => {
  const resolve = await resolver(context, { 'src/pay.js': tenLines });
  assert.equal(await resolve({ path: '/app/src/pay.js', line: 11 }), 'none');
});

test('ignored output such as dist/ is found under its own name', async (context) => {
  const folder = temporaryFolder(context);
  writeFiles(folder, { 'dist/app.js': tenLines });
  const root = await InsideRoot.open(folder);
  const index = await WorkspaceIndex.read(temporaryFolder(context), undefined, signal);
  assert.ok(root);
  assert.deepEqual(await resolvePath({ path: '/srv/dist/app.js', line: 1 }, { root, index }), { path: 'dist/app.js', isLikely: false });
});

test('no name leads out of the workspace: not by dots, not by links, not through a pipe or a folder', async (context) => {
  const outside = temporaryFolder(context);
  const folder = temporaryFolder(context);
  writeFiles(outside, { 'secret.js': tenLines });
  writeFiles(folder, { 'src/own.js': tenLines, 'folder.js/x.txt': '' });
  fs.symlinkSync(path.join(outside, 'secret.js'), path.join(folder, 'src', 'link.js'));
  fs.symlinkSync(outside, path.join(folder, 'away'));
  const root = await InsideRoot.open(folder);
  const index = await WorkspaceIndex.read(folder, undefined, signal);
  assert.ok(root);
  for (const written of ['src/link.js', 'away/secret.js', `../${path.basename(outside)}/secret.js`, path.join(outside, 'secret.js'), 'folder.js', 'src/own.js\0.js']) {
    assert.equal(await resolvePath({ path: written, line: 1 }, { root, index }), undefined, written);
    assert.equal(await root.read(written, 1000), undefined, written);
  }
  assert.ok(await root.look('src/own.js'));
});

test('no path, however written, is answered with a place outside', async (context) => {
  const folder = temporaryFolder(context);
  writeFiles(folder, { 'a/b.js': tenLines, 'b.js': tenLines });
  const root = await InsideRoot.open(folder);
  const index = await WorkspaceIndex.read(folder, undefined, signal);
  assert.ok(root);
  const piece = fc.constantFrom('..', '.', 'a', 'b.js', '/', '\\', 'C:', '%2e%2e', '~', 'file://', '\0', ' ', 'etc', 'passwd');
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
    const found = await resolvePath({ path: pieces.join('/'), line: 1 }, { root, index });
    assert.ok(found === undefined || ['a/b.js', 'b.js'].includes(found.path), found?.path);
  }), { seed, numRuns: 300 });
});
