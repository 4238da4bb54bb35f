import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import zlib from 'node:zlib';
import { WatchDesk } from './watchDesk.ts';

/** A line that is like no other, since only what differs can be told apart. */
let serial = 0;
function line(): string {
  return `${2026 + ++serial} a line of its own\n`;
}

async function followed(text: string, options: Parameters<typeof WatchDesk.open>[0] = {}): Promise<WatchDesk> {
  const desk = await WatchDesk.open(options, (workspace) => {
    fs.mkdirSync(`${workspace}/logs`);
    fs.writeFileSync(`${workspace}/logs/app.log`, text);
  });
  await desk.read();
  desk.commit();
  return desk;
}

test('appended bytes come with the position they have in the file', async () => {
  await using desk = await followed('one\n');
  fs.appendFileSync(desk.at('logs/app.log'), 'two\n');
  desk.hints.tell(desk.at('logs'), 'app.log', false);
  const [chunk] = await desk.read();
  assert.ok(chunk?.kind === 'chunk');
  assert.equal(chunk.positionBytes, 4);
  assert.equal(Buffer.from(chunk.bytes).toString(), 'two\n');
  assert.equal(chunk.caughtUp, true);
});

test('idle comes once at the start and once after each burst', async () => {
  await using desk = await WatchDesk.open();
  assert.deepEqual((await desk.read()).map(({ kind }) => kind), ['idle']);
  assert.deepEqual(await desk.later(), []);
  fs.writeFileSync(desk.at('app.log'), 'one\n');
  assert.deepEqual((await desk.later()).map(({ kind }) => kind), ['chunk', 'idle']);
});

test('a renamed log is read to its end under its new path and the one made anew is another source', async () => {
  const [first, late, fresh] = [line(), line(), line()];
  await using desk = await followed(first);
  fs.renameSync(desk.at('logs/app.log'), desk.at('logs/app.log.1'));
  fs.appendFileSync(desk.at('logs/app.log.1'), late);
  fs.writeFileSync(desk.at('logs/app.log'), fresh);
  await desk.later();
  assert.deepEqual(desk.texts('logs/app.log'), [first + late, fresh]);
  assert.deepEqual([...desk.kept.values()].map(({ source }) => source.name), ['logs/app.log.1', 'logs/app.log']);
});

test('a rotated log ends when its writer had a minute to let go of it', async () => {
  await using desk = await followed(line());
  fs.renameSync(desk.at('logs/app.log'), desk.at('logs/app.log.1'));
  await desk.later();
  const events = await desk.later(61_000);
  assert.deepEqual(events.map((event) => (event.kind === 'ended' ? event.reason : event.kind)), ['rotated', 'idle']);
});

test('a rotated log that grows after its end is the same source again and says how many lines it had', async () => {
  const [first, late] = [line(), line()];
  await using desk = await followed(first);
  fs.renameSync(desk.at('logs/app.log'), desk.at('logs/app.log.1'));
  await desk.later();
  await desk.later(61_000);
  fs.appendFileSync(desk.at('logs/app.log.1'), late);
  const [chunk] = await desk.later();
  assert.ok(chunk?.kind === 'chunk');
  assert.equal(chunk.resumedLines, 1);
  assert.equal(chunk.source.id, 1);
});

test('what a copied and cut log had unread is read from the copy', async () => {
  const [first, late, fresh] = [line(), line(), line()];
  await using desk = await followed(first);
  fs.appendFileSync(desk.at('logs/app.log'), late);
  fs.copyFileSync(desk.at('logs/app.log'), desk.at('logs/app.log.1'));
  fs.writeFileSync(desk.at('logs/app.log'), fresh);
  await desk.later();
  assert.deepEqual(desk.texts('logs/app.log'), [first + late, fresh]);
});

test('a copy that is half written is not read as new lines', async () => {
  const text = line() + line();
  await using desk = await followed(text);
  fs.writeFileSync(desk.at('logs/app.log.1'), text.slice(0, 40));
  assert.deepEqual(await desk.later(), []);
  fs.writeFileSync(desk.at('logs/app.log.1'), text);
  assert.deepEqual(await desk.later(5000), []);
  assert.deepEqual(await desk.later(5000), []);
});

test('a log written anew in place with longer content is read from the start', async () => {
  const [first, second] = [line(), line() + line()];
  await using desk = await followed(first);
  fs.writeFileSync(desk.at('logs/app.log'), second);
  const events = await desk.later();
  assert.ok(events.some((event) => event.kind === 'ended' && event.reason === 'rewritten'));
  assert.deepEqual(desk.texts('logs/app.log'), [first, second]);
});

test('a log written anew in place with content of the same size is read from the start', async () => {
  await using desk = await followed('aaaa 1\n');
  fs.writeFileSync(desk.at('logs/app.log'), 'bbbb 2\n');
  await desk.later();
  assert.deepEqual(desk.texts('logs/app.log'), ['aaaa 1\n', 'bbbb 2\n']);
});

test('a log cut to nothing ends as truncated', async () => {
  await using desk = await followed(line());
  fs.truncateSync(desk.at('logs/app.log'));
  const events = await desk.later();
  assert.deepEqual(events.map((event) => (event.kind === 'ended' ? event.reason : event.kind)), ['truncated', 'idle']);
});

test('a file that shrinks while it is read gives nothing foreign', async () => {
  const old = 'old line\n'.repeat(1000);
  await using desk = await WatchDesk.open({ chunkBytes: 100 }, (workspace) => fs.writeFileSync(`${workspace}/app.log`, old));
  await desk.read(3);
  fs.writeFileSync(desk.at('app.log'), 'new line\n');
  await desk.later();
  const [first = '', second] = desk.texts('app.log');
  assert.ok(old.startsWith(first));
  assert.equal(second, 'new line\n');
});

test('a deleted log is still read to its end through its descriptor', async () => {
  const [first, late] = [line(), line()];
  await using desk = await followed(first);
  fs.appendFileSync(desk.at('logs/app.log'), late);
  fs.rmSync(desk.at('logs/app.log'));
  await desk.later();
  const events = await desk.later(5000);
  assert.deepEqual(desk.texts('logs/app.log'), [first + late]);
  assert.deepEqual(events.map((event) => (event.kind === 'ended' ? event.reason : event.kind)), ['deleted', 'idle']);
});

test('a log deleted and made anew with the same first bytes is another source', async () => {
  await using desk = await followed('the same\n');
  fs.rmSync(desk.at('logs/app.log'));
  fs.writeFileSync(desk.at('logs/app.log'), 'the same\n');
  await desk.later();
  assert.deepEqual(desk.texts('logs/app.log'), ['the same\n', 'the same\n']);
});

test('a log renamed twice between two looks and compressed is read whole', async () => {
  const [first, second, third] = [line(), line(), line()];
  await using desk = await followed(first);
  fs.renameSync(desk.at('logs/app.log'), desk.at('logs/app.log.2'));
  fs.writeFileSync(desk.at('logs/app.log.1.gz'), zlib.gzipSync(second));
  fs.writeFileSync(desk.at('logs/app.log'), third);
  await desk.later();
  await desk.later(5000);
  assert.deepEqual(desk.texts('logs/app.log').sort(), [first, second, third].sort());
});

for (const [name, compress] of [['gz', zlib.gzipSync], ['zst', zlib.zstdCompressSync]] as const) {
  test(`what was unread when a log was rotated and compressed to .${name} during a stop is read from there`, async () => {
    const [first, late, fresh] = [line(), line(), line()];
    await using desk = await followed(first);
    fs.writeFileSync(desk.at(`logs/app.log.1.${name}`), compress(Buffer.from(first + late)));
    fs.rmSync(desk.at('logs/app.log'));
    fs.writeFileSync(desk.at('logs/app.log'), fresh);
    await desk.restart();
    await desk.later();
    assert.deepEqual(desk.texts('logs/app.log'), [first + late, fresh]);
  });
}

test('after a restart reading goes on where it was stored, with the number of lines', async () => {
  const [first, late] = [line(), line()];
  await using desk = await followed(first);
  fs.appendFileSync(desk.at('logs/app.log'), late);
  await desk.restart();
  const [chunk] = await desk.read();
  assert.ok(chunk?.kind === 'chunk');
  assert.deepEqual([chunk.source.id, chunk.positionBytes, chunk.resumedLines], [1, first.length, 1]);
  assert.deepEqual(desk.texts('logs/app.log'), [first + late]);
});

test('a log rotated twice during a stop is read from where it was stored, then the part nobody saw, then the new one', async () => {
  const [first, late, unseen, fresh] = [line(), line(), line(), line()];
  await using desk = await followed(first);
  fs.appendFileSync(desk.at('logs/app.log'), late);
  fs.renameSync(desk.at('logs/app.log'), desk.at('logs/app.log.2'));
  fs.writeFileSync(desk.at('logs/app.log.1'), unseen);
  fs.writeFileSync(desk.at('logs/app.log'), fresh);
  await desk.restart();
  await desk.read();
  assert.deepEqual(desk.texts('logs/app.log').sort(), [first + late, unseen, fresh].sort());
});

test('rotated parts that are there at the first start are history, also after a restart', async () => {
  await using desk = await WatchDesk.open({}, (workspace) => {
    fs.writeFileSync(`${workspace}/app.log`, 'now\n');
    fs.writeFileSync(`${workspace}/app.log.1`, 'before\n');
    fs.writeFileSync(`${workspace}/app.log.2.gz`, zlib.gzipSync('long before\n'));
  });
  await desk.read();
  desk.commit();
  await desk.restart();
  await desk.later(5000);
  assert.deepEqual(desk.texts('app.log'), ['now\n']);
  assert.match([...desk.tracker.memory.dismissed()].find(({ path }) => path === desk.at('app.log.1'))?.reason ?? '', /before Logbrief saw it/);
});

test('a log that was made and rotated away after the first start, before anybody saw it, is no history', async () => {
  await using desk = await WatchDesk.open({}, () => undefined);
  await desk.read();
  fs.writeFileSync(desk.at('app.log.1'), 'unseen\n');
  fs.writeFileSync(desk.at('app.log'), 'now\n');
  await desk.restart();
  await desk.later();
  assert.deepEqual(desk.texts('app.log').sort(), ['now\n', 'unseen\n']);
});

test('history is read when it is asked for', async () => {
  await using desk = await WatchDesk.open({ includeRotated: true }, (workspace) => {
    fs.writeFileSync(`${workspace}/app.log`, 'now\n');
    fs.writeFileSync(`${workspace}/app.log.1`, 'before\n');
    fs.writeFileSync(`${workspace}/app.log.2.gz`, zlib.gzipSync('long before\n'));
  });
  await desk.read();
  assert.deepEqual(desk.texts('app.log').sort(), ['before\n', 'long before\n', 'now\n']);
});

test('history that is compressed later stays history', async () => {
  await using desk = await WatchDesk.open({}, (workspace) => {
    fs.writeFileSync(`${workspace}/app.log`, 'now\n');
    fs.writeFileSync(`${workspace}/app.log.1`, 'before\n');
  });
  await desk.read();
  fs.writeFileSync(desk.at('app.log.1.gz'), zlib.gzipSync('before\n'));
  fs.rmSync(desk.at('app.log.1'));
  await desk.later();
  await desk.later(5000);
  assert.deepEqual(desk.texts('app.log'), ['now\n']);
});

test('a symbolic link that is switched leads to the new file while the old one is read to its end', async () => {
  const [first, late, fresh] = [line(), line(), line()];
  await using desk = await WatchDesk.open({ include: ['current'] }, (workspace) => {
    fs.writeFileSync(`${workspace}/a.data`, first);
    fs.writeFileSync(`${workspace}/b.data`, fresh);
    fs.symlinkSync('a.data', `${workspace}/current`);
  });
  await desk.read();
  fs.rmSync(desk.at('current'));
  fs.symlinkSync('b.data', desk.at('current'));
  fs.appendFileSync(desk.at('a.data'), late);
  await desk.later();
  assert.deepEqual(desk.texts('current'), [first + late, fresh]);
});

test('a folder that is removed and made again is followed again', async () => {
  const [first, second] = [line(), line()];
  await using desk = await followed(first);
  fs.rmSync(desk.at('logs'), { recursive: true });
  await desk.later();
  fs.mkdirSync(desk.at('logs'));
  fs.writeFileSync(desk.at('logs/app.log'), second);
  await desk.later(5000);
  assert.deepEqual(desk.texts('logs/app.log'), [first, second]);
});

test('a folder that is taken away and put back goes on as the same sources', async () => {
  const [first, late] = [line(), line()];
  await using desk = await followed(first);
  const elsewhere = `${desk.workspace}-elsewhere`;
  fs.renameSync(desk.at('logs'), elsewhere);
  await desk.later();
  fs.appendFileSync(`${elsewhere}/app.log`, late);
  fs.renameSync(elsewhere, desk.at('logs'));
  await desk.later();
  assert.deepEqual(desk.texts('logs/app.log'), [first + late]);
});

test('a pipe, a socket and a device are never opened', async () => {
  await using desk = await followed(line());
  execFileSync('mkfifo', [desk.at('logs/pipe.log')]);
  fs.symlinkSync('/dev/zero', desk.at('logs/zero.log'));
  await desk.later();
  assert.deepEqual([...desk.tracker.lineages.all()].map(({ source }) => source.name), ['logs/app.log']);
});

test('a hundred logs are all read with one descriptor, in turns', async () => {
  await using desk = await WatchDesk.open({ maxOpenFiles: 1, chunkBytes: 64 }, (workspace) => {
    for (let i = 0; i < 100; i++) fs.writeFileSync(`${workspace}/${i}.log`, `line ${i}\n`.repeat(20));
  });
  const events = await desk.read();
  assert.equal(new Set(events.slice(0, 100).map((event) => (event.kind === 'chunk' ? event.source.id : 0))).size, 100);
  assert.equal([...desk.kept.values()].filter(({ bytes }) => bytes.toString().endsWith('\n')).length, 100);
});

test('a saved position that cannot be proved any more is never trusted for other content', async () => {
  const old = line().repeat(60);
  await using desk = await followed(old);
  const source = [...desk.kept.values()][0]?.source;
  assert.ok(source);
  fs.writeFileSync(desk.at('logs/app.log'), 'other content\n'.repeat(300));
  const { checkpoint } = desk.tracker.registrar.save(source, 1500, 1);
  assert.equal(checkpoint.tailHash, '');
});

test('two names of one file are read once', async () => {
  await using desk = await followed(line());
  fs.linkSync(desk.at('logs/app.log'), desk.at('logs/other.log'));
  await desk.later();
  await desk.later(5000);
  assert.equal([...desk.tracker.lineages.all()].length, 1);
});
