import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { openConnection } from '../../../src/engine/store/database.ts';
import { Store, StoreReader } from '../../../src/engine/store/store.ts';
import type { Issue, IssueId } from '../../../src/model/issue.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { batchOf, commitOf, commitRecords, coverageOf, savedOf, sourceOf } from './batches.ts';
import type { TestRecord } from './batches.ts';

const issue: Issue = {
  id: 'LB-0123abcd' as IssueId, type: 'error', category: 'DB', severity: 'HIGH', severityNumber: 17, title: 'refused', message: 'a\u0000b', component: undefined,
  state: 'open', count: 3, firstSeenMs: 1, lastSeenMs: 2.5, sources: ['a.log'], evidence: [{ path: 'a.log', line: 3, excerpt: 'x' }],
  frame: { path: 'src/a.ts', line: 9, functionName: 'f' }, suggestedActions: ['look'], estimatedMinutes: undefined, keyLines: [{ line: 9, text: 'FAIL a.test.ts' }, { line: 3, text: '$ npm test' }],
};

function databaseOf(folder: string): string {
  return path.join(folder, 'store', 'logbrief.db');
}

function textsOf(folder: string): string[] {
  using reader = StoreReader.open(folder);
  return [...reader.exportRecords({})].map((record) => record.text);
}

test('after a restart everything that was committed is there', async (t) => {
  const folder = temporaryFolder(t);
  const source = sourceOf(3);
  const commit = commitOf({
    templates: [{ id: 1, text: 'user <*> \u0000', count: 7 }], components: [{ id: 2, name: 'db' }], issues: [issue], detector: Uint8Array.of(1, 2, 0),
    sources: [savedOf(source, 0)], coverage: [coverageOf(3)],
  });
  {
    await using store = await Store.open(folder);
    store.commit(commit);
  }
  await using store = await Store.open(folder);
  const saved = store.saved();
  assert.deepEqual(saved.templates, commit.templates);
  assert.deepEqual(saved.components, commit.components);
  assert.deepEqual(saved.issues, [issue]);
  assert.deepEqual(saved.detector, Uint8Array.of(1, 2, 0));
  assert.deepEqual(saved.sources, [{ ...savedOf(source, 0), coverage: coverageOf(3).coverage, format: 'plain', lastRecordMs: undefined }]);
});

test('a source without a file keeps having no fingerprint', async (t) => {
  await using store = await Store.open(temporaryFolder(t));
  store.commit(commitOf({ sources: [{ ...savedOf(sourceOf(1), 0), kind: 'stdin', fingerprint: undefined }] }));
  assert.equal(store.saved().sources[0]?.fingerprint, undefined);
});

test('first bytes of a log are saved once and can be had again', async (t) => {
  await using store = await Store.open(temporaryFolder(t));
  const saved = savedOf(sourceOf(1), 0);
  store.commit(commitOf({ sources: [saved] }));
  store.commit(commitOf({ sources: [{ ...saved, fingerprint: { device: '1', inode: '9', head: undefined } }] }));
  assert.deepEqual(store.saved().sources[0]?.fingerprint, { device: '1', inode: '9', head: 'aGVhZA==' });
  assert.equal(Buffer.from(store.headOf(1) ?? []).toString(), 'head');
  assert.equal(store.headOf(2), undefined);
});

test('what was not committed is gone after a restart and can be read again', async (t) => {
  const folder = temporaryFolder(t);
  const source = sourceOf(1);
  {
    await using store = await Store.open(folder);
    commitRecords(store, source, [{ text: 'kept\n' }]);
    store.append(batchOf(source, [{ text: 'lost\n' }], 5, 2), 0);
  }
  await using store = await Store.open(folder);
  assert.equal(store.saved().sources[0]?.checkpoint.positionBytes, 5);
  commitRecords(store, source, [{ text: 'again\n' }], { positionBytes: 5, firstLine: 2 });
  assert.deepEqual(textsOf(folder), ['kept', 'again']);
});

test('borrowed columns and bytes may change once they were appended', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  const batch = batchOf(sourceOf(1), [{ text: 'one\n', severity: 9 }, { text: 'two\n', severity: 17 }]);
  store.append(batch, 0);
  batch.bytes.fill(63);
  batch.severity.fill(1);
  batch.positionBytes.fill(9999);
  store.commit(commitOf({ sources: [savedOf(sourceOf(1), 8)] }));
  assert.deepEqual(textsOf(folder), ['one', 'two']);
});

test('a block ends at 4,096 records and at 1 MiB of text', async (t) => {
  await using store = await Store.open(temporaryFolder(t));
  store.append(batchOf(sourceOf(1), Array.from({ length: 10_000 }, () => ({ text: 'x\n' }))), 0);
  store.append(batchOf(sourceOf(2), Array.from({ length: 5 }, () => ({ text: `${'y'.repeat(500_000)}\n` }))), 0);
  const report = store.commit(commitOf({ sources: [savedOf(sourceOf(1), 20_000), savedOf(sourceOf(2), 2_500_005)] }));
  assert.equal(report.blocks, 3 + 3);
  assert.equal(report.records, 10_005);
  assert.equal(report.textBytes, 2_520_005);
});

test('a commit whose checkpoint goes backwards is refused', async (t) => {
  await using store = await Store.open(temporaryFolder(t));
  commitRecords(store, sourceOf(1), [{ text: 'abc\n' }]);
  assert.throws(() => store.commit(commitOf({ sources: [savedOf(sourceOf(1), 3)] })), { code: 'badRequest' });
});

test('a commit without a checkpoint behind what was appended is refused, and can be repeated', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  store.append(batchOf(sourceOf(1), [{ text: 'abc\n' }]), 0);
  assert.throws(() => store.commit(commitOf({})), { code: 'badRequest' });
  assert.throws(() => store.commit(commitOf({ sources: [savedOf(sourceOf(1), 3)] })), { code: 'badRequest' });
  store.commit(commitOf({ sources: [savedOf(sourceOf(1), 4)] }));
  assert.deepEqual(textsOf(folder), ['abc']);
});

test('records that were taken in before are refused', async (t) => {
  await using store = await Store.open(temporaryFolder(t));
  store.append(batchOf(sourceOf(1), [{ text: 'abc\n' }]), 0);
  assert.throws(() => store.append(batchOf(sourceOf(1), [{ text: 'abc\n' }]), 0), { code: 'badRequest' });
  store.commit(commitOf({ sources: [savedOf(sourceOf(1), 4)] }));
  assert.throws(() => store.append(batchOf(sourceOf(1), [{ text: 'c\n' }], 2), 0), { code: 'badRequest' });
});

test('a refused row undoes the whole commit and leaves the records waiting', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  store.append(batchOf(sourceOf(1), [{ text: 'abc\n' }]), 0);
  const sources = [savedOf(sourceOf(1), 4)];
  assert.throws(() => store.commit(commitOf({ sources, coverage: [coverageOf(77)] })), { code: 'badRequest' });
  assert.deepEqual(store.saved().sources, []);
  assert.ok(store.pendingBytes > 0);
  store.commit(commitOf({ sources }));
  assert.equal(store.pendingBytes, 0);
  assert.deepEqual(textsOf(folder), ['abc']);
});

test('discarded records are not committed and can be appended again', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  store.append(batchOf(sourceOf(1), Array.from({ length: 5000 }, () => ({ text: 'x\n' }))), 0);
  store.append(batchOf(sourceOf(2), [{ text: 'other\n' }]), 0);
  store.discardPending(1);
  store.append(batchOf(sourceOf(1), [{ text: 'again\n' }]), 0);
  store.commit(commitOf({ sources: [savedOf(sourceOf(1), 6), savedOf(sourceOf(2), 6)] }));
  assert.deepEqual(textsOf(folder), ['again', 'other']);
});

test('ten thousand sources with a record each take little memory while they wait', async (t) => {
  await using store = await Store.open(temporaryFolder(t));
  for (let id = 1; id <= 10_000; id++) store.append(batchOf(sourceOf(id), [{ text: 'hello there\n' }]), 0);
  assert.ok(store.pendingBytes < 64 * 1024 * 1024, `${store.pendingBytes} bytes`);
  const report = store.commit(commitOf({ sources: Array.from({ length: 10_000 }, (_, i) => savedOf(sourceOf(i + 1), 12)) }));
  assert.equal(report.records, 10_000);
});

test('more than 64 MiB that nobody commits are refused', async (t) => {
  await using store = await Store.open(temporaryFolder(t));
  const noise: TestRecord[] = Array.from({ length: 32 }, (_, i) => ({ text: Buffer.from(Uint32Array.from({ length: 65_536 }, (_unused, k) => Math.imul(k + 1, 2_654_435_761 + i * 97) ^ (k << 7)).buffer) }));
  const batch = batchOf(sourceOf(1), noise);
  const appendMuch = (): void => {
    for (let i = 0; i < 60; i++) store.append({ ...batchOf(sourceOf(1 + i), []), ...batch, source: sourceOf(1 + i) }, 0);
  };
  assert.throws(appendMuch, { code: 'writeFailed' });
  assert.ok(store.pendingBytes < 80 * 1024 * 1024);
});

test('a second writer is refused while the first is open', async (t) => {
  const folder = temporaryFolder(t);
  {
    await using first = await Store.open(folder);
    await assert.rejects(Store.open(folder), { code: 'storeBusy' });
    assert.equal(first.pendingBytes, 0);
    using reader = StoreReader.open(folder);
    assert.equal(reader.writerAlive(), true);
  }
  using reader = StoreReader.open(folder);
  assert.equal(reader.writerAlive(), false);
  await using second = await Store.open(folder);
  assert.deepEqual(second.saved().sources, []);
});

test('a store of a newer version is refused by writer and reader and left alone', async (t) => {
  const folder = await folderWithStore(t);
  const connection = openConnection(databaseOf(folder), 'readWrite');
  connection.exec('PRAGMA user_version = 99');
  connection.close();
  await assert.rejects(Store.open(folder), { code: 'storeTooNew' });
  assert.throws(() => StoreReader.open(folder), { code: 'storeTooNew' });
});

test('a file that is no database is named as damaged', async (t) => {
  const folder = await folderWithStore(t);
  fs.writeFileSync(databaseOf(folder), 'this is no database, it is a text that is long enough to look at, at least I hope so. '.repeat(20));
  await assert.rejects(Store.open(folder), { code: 'storeCorrupt' });
  assert.throws(() => StoreReader.open(folder), { code: 'storeCorrupt' });
});

test('the lock is given back when opening fails', async (t) => {
  const folder = await folderWithStore(t);
  fs.writeFileSync(databaseOf(folder), 'no database '.repeat(200));
  await assert.rejects(Store.open(folder), { code: 'storeCorrupt' });
  fs.rmSync(databaseOf(folder));
  await using store = await Store.open(folder);
  assert.deepEqual(store.saved().sources, []);
});

test('a folder without a store is told apart from a broken one', (t) => {
  assert.throws(() => StoreReader.open(temporaryFolder(t)), { code: 'notFound' });
});

test('only the owner may read the store', { skip: process.platform === 'win32' }, async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  commitRecords(store, sourceOf(1), [{ text: 'x\n' }]);
  const modeOf = (name: string): number => fs.statSync(path.join(folder, 'store', name)).mode & 0o777;
  assert.equal(modeOf('.'), 0o700);
  for (const name of fs.readdirSync(path.join(folder, 'store'))) assert.equal(modeOf(name), 0o600, name);
});

test('a backup is a whole store of its own', async (t) => {
  const folder = temporaryFolder(t);
  const copy = temporaryFolder(t);
  await using store = await Store.open(folder);
  commitRecords(store, sourceOf(1), [{ text: 'x\n' }]);
  fs.mkdirSync(path.join(copy, 'store'));
  store.backupInto(databaseOf(copy));
  commitRecords(store, sourceOf(1), [{ text: 'later\n' }], { positionBytes: 2, firstLine: 2 });
  assert.deepEqual(textsOf(copy), ['x']);
  assert.throws(() => store.backupInto(databaseOf(copy)), { code: 'writeFailed' });
});

test('a closed store can be closed again', async (t) => {
  const store = await Store.open(temporaryFolder(t));
  await store[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
});

test('where Node has no SQLite, opening says which Node is needed', async (t) => {
  const folder = await folderWithStore(t);
  const known = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule') ?? {};
  t.after(() => Object.defineProperty(process, 'getBuiltinModule', known));
  for (const getBuiltinModule of [() => undefined, undefined]) {
    Object.assign(process, { getBuiltinModule });
    assert.throws(() => StoreReader.open(folder), { code: 'runtimeTooOld' });
    await assert.rejects(Store.open(folder), { code: 'runtimeTooOld' });
  }
});

async function folderWithStore(t: TestContext): Promise<string> {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  commitRecords(store, sourceOf(1), [{ text: 'x\n' }]);
  return folder;
}
