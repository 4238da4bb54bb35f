import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { test } from 'node:test';
import { EngineError } from '../../../src/base/errors.ts';
import {
  confirmRestore, createBackup, openSettled, planRestore, restoreBackup, rollBackRestore, settleRestore, type RestoreOptions,
} from '../../../src/engine/maintain/maintain.ts';
import type { RestoreReport } from '../../../src/model/maintenance.ts';
import { clock, StateFixture, storeOf } from './fixture.ts';
import { fileEntry, manifestEntry, tarOf, writeHostile, type Entry } from './hostileArchive.ts';

const free = (): void => undefined;

function place(state: StateFixture): { readonly stateFolder: string; readonly workspace: string } {
  return { stateFolder: state.stateFolder, workspace: state.workspace };
}

async function restore(state: StateFixture, archive: string, options: Partial<RestoreOptions> = {}): Promise<RestoreReport> {
  const plan = await planRestore({ ...place(state), archive, ...(options.workspaceFiles === undefined ? {} : { workspaceFiles: options.workspaceFiles }) });
  return restoreBackup(plan, { ...place(state), clock, ensureStopped: free, ...options });
}

/** Names and hashes of everything but backups, lock and audit. */
function contentsOf(state: StateFixture): Record<string, string> {
  const entries = fs.readdirSync(state.workspace, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => path.relative(state.workspace, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.includes('backups') && !name.endsWith('audit.ndjson') && !name.endsWith('.tar.gz'));
  return Object.fromEntries(entries.sort().map((name) => [name, createHash('sha256').update(fs.readFileSync(path.join(state.workspace, name))).digest('hex')]));
}

/** A state, its backup, and then everything different. */
async function changedSince(state: StateFixture): Promise<{ readonly archive: string; readonly before: Record<string, string>; readonly after: Record<string, string> }> {
  state.write('.logbrief/store/logbrief.db', 'old store');
  state.write('.logbrief/history/dashboard_20260615_110000.json', '{"old":1}');
  state.write('config/enhanced_logging.yaml', 'briefing: {}\n');
  const before = contentsOf(state);
  const { path: archive } = await createBackup({ ...place(state), clock, snapshotStore: storeOf('old store') });
  state.write('.logbrief/store/logbrief.db', 'new store');
  state.write('.logbrief/store/logbrief.db-wal', 'hot');
  state.write('.logbrief/history/dashboard_20260615_110000.json', '{"new":1}');
  state.write('.logbrief/history/dashboard_20260615_120000.json', '{"new":2}');
  state.write('.logbrief/config.yaml', '# new\n');
  state.write('config/enhanced_logging.yaml', '# new\n');
  return { archive, before, after: contentsOf(state) };
}

test('a backup holds what a user said: marks, muted alerts, and the settings in force while the file is faulty', async () => {
  using state = new StateFixture();
  const said = { 'marks.ndjson': '{"name":"a"}\n', 'alert-marks.json': '{"memory":{}}', 'config.good.json': '{"rows":{}}' };
  for (const [name, text] of Object.entries(said)) state.write(`.logbrief/${name}`, text);
  state.write('.logbrief/alerts.json', '{}');
  const { path: archive } = await createBackup({ ...place(state), clock, snapshotStore: storeOf('store') });
  for (const name of [...Object.keys(said), 'alerts.json']) fs.rmSync(path.join(state.stateFolder, name));
  await restore(state, archive);
  for (const [name, text] of Object.entries(said)) assert.equal(fs.readFileSync(path.join(state.stateFolder, name), 'utf8'), text);
  assert.ok(!fs.existsSync(path.join(state.stateFolder, 'alerts.json')));
});

test('a restore brings back what was saved, write-ahead log and newer history included, and keeps the rest until it is confirmed', async () => {
  using state = new StateFixture();
  const { archive, before } = await changedSince(state);
  const report = await restore(state, archive, { workspaceFiles: true });
  assert.equal(fs.readFileSync(path.join(report.keptIn, 'store', 'logbrief.db'), 'utf8'), 'new store');
  assert.equal(settleRestore(place(state), clock), 'unconfirmed');
  confirmRestore(place(state), clock);
  assert.deepEqual(contentsOf(state), before);
  assert.equal(settleRestore(place(state), clock), 'none');
});

test('files of the workspace stay unless they were asked for', async () => {
  using state = new StateFixture();
  const { archive } = await changedSince(state);
  await restore(state, archive);
  assert.equal(fs.readFileSync(path.join(state.workspace, 'config/enhanced_logging.yaml'), 'utf8'), '# new\n');
});

test('the plan names what would be replaced and touches nothing', async () => {
  using state = new StateFixture();
  const { archive, after } = await changedSince(state);
  fs.rmSync(path.join(state.stateFolder, 'briefing.md'));
  const plan = await planRestore({ ...place(state), archive });
  assert.deepEqual(plan.changes.map(({ path: file, change, files }) => [path.relative(state.stateFolder, file), change, files]), [
    ['store', 'replaced', 1], ['config.yaml', 'replaced', 1], ['briefing.md', 'new', 1], ['history', 'replaced', 1],
  ]);
  state.write('.logbrief/briefing.md', '# Briefing\n');
  assert.deepEqual(contentsOf(state), after);
});

test('an unconfirmed restore can be undone', async () => {
  using state = new StateFixture();
  const { archive, after } = await changedSince(state);
  await restore(state, archive, { workspaceFiles: true });
  rollBackRestore(place(state), clock);
  assert.deepEqual(contentsOf(state), after);
});

test('a second restore keeps what was there before the first', async () => {
  using state = new StateFixture();
  const { archive, after } = await changedSince(state);
  await restore(state, archive);
  await restore(state, archive);
  rollBackRestore(place(state), clock);
  assert.deepEqual(contentsOf(state), after);
});

test('a restored store that cannot be used is put back', async () => {
  using state = new StateFixture();
  const { archive, after } = await changedSince(state);
  const broken = restore(state, archive, { workspaceFiles: true, check: () => { throw new EngineError('storeCorrupt', 'not a store'); } });
  await assert.rejects(broken, { code: 'storeCorrupt' });
  assert.deepEqual(contentsOf(state), after);
});

test('a running engine is not restored over, whenever it starts', async () => {
  using state = new StateFixture();
  const { archive, after } = await changedSince(state);
  for (const startsAt of [1, 2, 3]) {
    let asked = 0;
    const ensureStopped = (): void => {
      asked++;
      if (asked === startsAt) throw new EngineError('storeBusy', 'an engine is at work');
    };
    await assert.rejects(restore(state, archive, { workspaceFiles: true, ensureStopped }), { code: 'storeBusy' });
    assert.deepEqual(contentsOf(state), after);
  }
});

test('an engine that starts during a restore is told so, at every moment of it', async () => {
  using state = new StateFixture();
  const { archive } = await changedSince(state);
  let asked = 0;
  const ensureStopped = async (): Promise<void> => {
    asked++;
    await assert.rejects(openSettled(place(state), clock, () => Promise.reject(new Error('opened'))), { code: 'storeBusy', message: /restore/ });
  };
  await restore(state, archive, { ensureStopped });
  assert.equal(asked, 3);
  assert.deepEqual(await openSettled(place(state), clock, () => Promise.resolve('opened')), { opened: 'opened', settled: 'unconfirmed' });
});

test('a restore that the first start cannot open is taken back, and the start goes on with what was there', async () => {
  using state = new StateFixture();
  const { archive, after } = await changedSince(state);
  await restore(state, archive, { workspaceFiles: true });
  let tries = 0;
  const open = (): Promise<string> => (++tries === 1 ? Promise.reject(new EngineError('storeCorrupt', 'not a store')) : Promise.resolve('old'));
  assert.deepEqual(await openSettled(place(state), clock, open), { opened: 'old', settled: 'undone' });
  assert.deepEqual(contentsOf(state), after);
});

test('an engine may start while a backup is made, but nothing is restored while one starts', async () => {
  using state = new StateFixture();
  const { archive } = await changedSince(state);
  const opened: unknown[] = [];
  await createBackup({ ...place(state), clock, snapshotStore: (file) => {
    storeOf('copy')(file);
    opened.push(openSettled(place(state), clock, () => Promise.resolve('opened')));
  } });
  assert.deepEqual(await Promise.all(opened), [{ opened: 'opened', settled: 'none' }]);
  await openSettled(place(state), clock, async () => {
    await assert.rejects(restore(state, archive), { code: 'storeBusy', message: /start the engine/ });
  });
});

test('an archive other than the one that was shown is refused', async () => {
  using state = new StateFixture();
  const { archive, after } = await changedSince(state);
  const plan = await planRestore({ ...place(state), archive });
  const other = await createBackup({ ...place(state), clock, snapshotStore: storeOf('another') });
  await assert.rejects(restoreBackup({ ...plan, archive: other.path }, { ...place(state), clock, ensureStopped: free }), { code: 'archiveInvalid', message: /not the one that was shown/ });
  assert.deepEqual(contentsOf(state), after);
});

test('a link in the way is not restored over', { skip: process.platform === 'win32' }, async () => {
  using state = new StateFixture();
  const { archive } = await changedSince(state);
  fs.renameSync(path.join(state.stateFolder, 'store'), path.join(state.workspace, 'elsewhere'));
  fs.symlinkSync(path.join(state.workspace, 'elsewhere'), path.join(state.stateFolder, 'store'));
  await assert.rejects(restore(state, archive), { code: 'permissionDenied', message: /is a link/ });
  assert.equal(fs.readFileSync(path.join(state.workspace, 'elsewhere', 'logbrief.db'), 'utf8'), 'new store');
});

const store = fileEntry('state/store/logbrief.db', 'hostile');
const config = fileEntry('state/config.yaml', 'a: b');

/** Every way in which an archive can lie; the names become test names. */
const hostile: Readonly<Record<string, readonly Entry[]>> = {
  'a path that climbs out': [manifestEntry([fileEntry('state/../../evil', 'x')]), fileEntry('state/../../evil', 'x')],
  'an absolute path': [manifestEntry([fileEntry('/etc/evil', 'x')]), fileEntry('/etc/evil', 'x')],
  'a file that the manifest does not name': [manifestEntry([store]), store, config],
  'a path that climbs out and is not in the manifest': [manifestEntry([store]), store, fileEntry('../evil', 'x')],
  'a symbolic link with a named name': [manifestEntry([{ ...store, text: '' }]), { header: { name: store.header.name, type: 'symlink', linkname: '/etc/passwd' } }],
  'a hard link with a named name': [manifestEntry([{ ...store, text: '' }]), { header: { name: store.header.name, type: 'link', linkname: '/etc/passwd' } }],
  'a device': [manifestEntry([{ ...store, text: '' }]), { header: { name: store.header.name, type: 'character-device', devmajor: 1, devminor: 3 } }],
  'a pipe': [manifestEntry([{ ...store, text: '' }]), { header: { name: store.header.name, type: 'fifo' } }],
  'a folder': [manifestEntry([store]), { header: { name: 'state/store/', type: 'directory' } }, store],
  'a file twice': [manifestEntry([store]), store, store],
  'a name twice in the manifest': [manifestEntry([store, store]), store],
  'a missing file': [manifestEntry([store, config]), store],
  'another content': [manifestEntry([store]), fileEntry(store.header.name, 'hostilf')],
  'another size': [manifestEntry([store]), fileEntry(store.header.name, 'hostile and more')],
  'no manifest': [store],
  'a manifest that does not come first': [store, manifestEntry([store])],
  'two manifests': [manifestEntry([store]), manifestEntry([store]), store],
  'a manifest that is not JSON': [fileEntry('manifest.json', '{'), store],
  'a manifest of something else': [manifestEntry([store], { format: 'other' }), store],
  'a manifest of a later version': [manifestEntry([store], { version: 2 }), store],
  'a manifest without files': [manifestEntry([store], { files: null }), store],
  'a manifest with a negative size': [manifestEntry([], { files: [{ name: store.header.name, size: -1, sha256: '0'.repeat(64) }] }), store],
  'a manifest with a prototype': [fileEntry('manifest.json', '{"__proto__":{"format":"logbrief-backup"},"files":[]}')],
  'nothing in it': [manifestEntry([])],
  'a program of ours': [manifestEntry([fileEntry('state/../../../.bashrc', 'x')]), fileEntry('state/../../../.bashrc', 'x')],
};

for (const [kind, entries] of Object.entries(hostile)) {
  test(`an archive with ${kind} changes nothing`, async () => {
    using state = new StateFixture();
    state.write('.logbrief/store/logbrief.db', 'mine');
    const before = contentsOf(state);
    const archive = path.join(state.workspace, 'hostile.tar.gz');
    await writeHostile(archive, entries);
    await assert.rejects(restore(state, archive, { workspaceFiles: true }), { code: 'archiveInvalid' });
    assert.deepEqual(contentsOf(state), before);
  });
}

test('an archive that unpacks to far more than its manifest says is refused without unpacking it', async () => {
  using state = new StateFixture();
  const archive = path.join(state.workspace, 'bomb.tar.gz');
  const honest = await tarOf([manifestEntry([store]), store]);
  fs.writeFileSync(archive, zlib.gzipSync(Buffer.concat([honest, Buffer.alloc(200 << 20)])));
  await assert.rejects(planRestore({ ...place(state), archive }), { code: 'archiveInvalid', message: /unpacks to more/ });
});

test('an archive whose manifest claims more than the disk has is refused before anything is unpacked', async () => {
  using state = new StateFixture();
  const archive = path.join(state.workspace, 'huge.tar.gz');
  await writeHostile(archive, [manifestEntry([], { files: [{ name: store.header.name, size: 2 ** 52, sha256: '0'.repeat(64) }] }), store]);
  await assert.rejects(restore(state, archive), { code: 'archiveInvalid' });
  assert.equal(fs.existsSync(path.join(state.stateFolder, 'restore')), false);
});

test('a missing archive, a folder and a text file are told apart and change nothing', async () => {
  using state = new StateFixture();
  const before = contentsOf(state);
  await assert.rejects(restore(state, path.join(state.workspace, 'missing.tar.gz')), { code: 'notFound' });
  await assert.rejects(restore(state, state.workspace), (thrown: unknown) => thrown instanceof EngineError);
  await assert.rejects(restore(state, path.join(state.stateFolder, 'config.yaml')), { code: 'archiveInvalid' });
  assert.deepEqual(contentsOf(state), before);
});

test('every cut of an archive is refused', async () => {
  using state = new StateFixture();
  const { archive, after } = await changedSince(state);
  const bytes = fs.readFileSync(archive);
  const cut = path.join(state.workspace, 'cut.tar.gz');
  for (let length = 0; length < bytes.length; length += 13) {
    fs.writeFileSync(cut, bytes.subarray(0, length));
    await assert.rejects(restore(state, cut), { code: 'archiveInvalid' }, `${length} bytes`);
  }
  fs.rmSync(cut);
  assert.deepEqual(contentsOf(state), after);
});
