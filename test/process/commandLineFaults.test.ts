/** What a user gets wrong on the command line, and what the command line answers. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { openConnection } from '../../src/engine/store/database.ts';
import { cli, logbrief } from '../support/commandLine.ts';
import { temporaryFolder } from '../support/temporary.ts';

const errorLine = '2026-01-02 03:04:05,000 - shop.pay - ERROR - PayError: it broke\n';
const onUnix = { skip: process.platform === 'win32' ? 'there are no such files on Windows' : false };
const onLinux = { skip: process.platform === 'linux' ? false : '/proc is of Linux' };

/** A workspace with a store, whose engine has stopped. */
function stored(folder: string): string {
  const { code } = logbrief(['run', '--workspace', folder, '--', process.execPath, '-e', 'console.error("KaputtError: it broke")']);
  assert.equal(code, 0);
  return folder;
}

test('a scan of which a part could not be read ends with 3 and says what; what is merely no log in a folder is no fault', (context) => {
  const folder = temporaryFolder(context);
  fs.writeFileSync(path.join(folder, 'a.log'), errorLine);
  fs.writeFileSync(path.join(folder, 'blob.bin'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 2, 3]));
  fs.writeFileSync(path.join(folder, 'cut.log.gz'), zlib.gzipSync(errorLine.repeat(1000)).subarray(0, 60));
  const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
    [['a.log'], 0, /^$/], [['a.log', 'none.log'], 3, /none\.log is not read: there is no such file/], [['a.log', 'blob.bin'], 3, /blob\.bin is not read: it is not text/], [['a.log', 'no*.log'], 3, /nothing matches/],
    [['none.log', 'nix.log'], 1, /No log was found/], [['a.log', 'cut.log.gz'], 3, /Cannot read .*cut\.log\.gz/],
  ];
  for (const [paths, code, words] of cases) {
    const done = logbrief(['scan', ...paths], { cwd: folder });
    assert.equal(done.code, code, `${paths.join(' ')}: ${done.stderr}`);
    assert.match(done.stderr, words);
    assert.equal(done.stdout.includes('PayError: it broke'), code !== 1, paths.join(' '));
  }
  fs.rmSync(path.join(folder, 'cut.log.gz'));
  assert.equal(logbrief(['scan', '.'], { cwd: folder }).code, 0);
});

test('standard input is read by all its names, and a pipe by its path', onUnix, (context) => {
  const folder = temporaryFolder(context);
  for (const name of ['-', '/dev/stdin', '/dev/fd/0']) {
    assert.match(logbrief(['scan', name], { input: errorLine }).stdout, /PayError: it broke/, name);
    assert.match(logbrief(['parse', name], { input: errorLine }).stdout, /"level":"ERROR"/, name);
  }
  const pipe = path.join(folder, 'pipe');
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
  for (const [name, words] of [['scan', /PayError: it broke/], ['parse', /"level":"ERROR"/]] as const) {
    const done = spawnSync('sh', ['-c', '(printf "%s" "$LINE" > "$PIPE" &) ; exec "$NODE" "$CLI" "$NAME" "$PIPE"'], { encoding: 'utf8', timeout: 60_000, env: { ...process.env, LINE: errorLine, PIPE: pipe, NODE: process.execPath, CLI: cli, NAME: name } });
    assert.match(done.stdout, words, done.stderr);
  }
});

test('what is no text is refused by scan and parse, from a file and from standard input', (context) => {
  const folder = temporaryFolder(context);
  const program = Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(3000)]);
  fs.writeFileSync(path.join(folder, 'ls'), program);
  for (const name of ['scan', 'parse']) {
    for (const done of [logbrief([name, path.join(folder, 'ls')]), logbrief([name, '-'], { input: program })]) {
      assert.deepEqual([done.code, done.stdout], [1, ''], name);
      assert.match(done.stderr, /not text but a program/);
    }
  }
});

test('a scan takes the rules of its workspace, and --rules takes their place', (context) => {
  const folder = temporaryFolder(context);
  fs.writeFileSync(path.join(folder, 'app.log'), '2026-03-01 10:00:00 INFO app - started\n2026-03-01 10:01:00 INFO app - acme has used its seats\n');
  fs.mkdirSync(path.join(folder, '.logbrief'));
  fs.writeFileSync(path.join(folder, '.logbrief', 'config.yaml'), 'rules:\n  own:\n    - { id: seats, words: has used its seats, title: No seats are left. }\n');
  assert.match(logbrief(['scan', '.'], { cwd: folder }).stdout, /No seats are left\./);
  assert.match(logbrief(['scan', path.join(folder, 'app.log'), '--workspace', folder]).stdout, /No seats are left\./);
  fs.writeFileSync(path.join(folder, 'other.yaml'), 'rules:\n  own: []\n');
  assert.ok(!logbrief(['scan', '.', '--rules', 'other.yaml'], { cwd: folder }).stdout.includes('No seats'));
});

test('names that nothing stored has are an error, not an empty answer', (context) => {
  const folder = stored(temporaryFolder(context));
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['query', '--source', 'none.log'], /There is no log "none\.log" in the store\. It has \S+/], [['export', '--source', 'none.log'], /There is no log "none\.log"/],
    [['query', '--template', '999999'], /There is no template 999999 in the store/], [['query', '--component', 'nobody'], /There is no component "nobody"/], [['wait', '--issue', 'LB-00000000', '--timeout', '30'], /There is no issue "LB-00000000" here/],
  ];
  for (const [words, message] of cases) {
    const { code, stdout, stderr } = logbrief([...words, '--workspace', folder]);
    assert.deepEqual([code, stdout], [1, ''], words.join(' '));
    assert.match(stderr, message);
  }
  assert.match(logbrief(['query', '--workspace', folder]).stdout, /KaputtError/);
});

test('a mark without a name that can be asked for is wrong usage', (context) => {
  const folder = temporaryFolder(context);
  for (const name of ['', 'x'.repeat(81), 'a\nb', 'run']) {
    const { code, stderr } = logbrief(['mark', name, '--workspace', folder]);
    assert.equal(code, 2, JSON.stringify(name));
    assert.match(stderr, /mark's name has 1 to 80|means something else behind --since/);
  }
});

test('a path that the system refuses to look at is named in one line, and what else was given is read', onUnix, (context) => {
  const folder = temporaryFolder(context);
  fs.symlinkSync('round', path.join(folder, 'round'));
  fs.writeFileSync(path.join(folder, 'a.log'), errorLine);
  for (const words of [['parse', 'round'], ['scan', 'round'], ['status', '--workspace', 'round'], ['serve', '--workspace', 'round'], ['restore', 'round'], ['backup', 'verify', './round']]) {
    const { code, stderr } = logbrief(words, { cwd: folder });
    assert.deepEqual([code, stderr.trimEnd().split('\n').length], [1, 1], `${words.join(' ')}: ${stderr}`);
    assert.match(stderr, /round/, words.join(' '));
  }
  const both = logbrief(['scan', 'a.log', 'round/b.log'], { cwd: folder });
  assert.equal(both.code, 3, both.stderr);
  assert.match(both.stdout, /PayError: it broke/);
});

test('the output of a command is shown to its end when there is no room to keep it', { skip: fs.existsSync('/dev/full') ? false : 'there is no full device' }, (context) => {
  const folder = temporaryFolder(context);
  const script = `import fs from 'node:fs'; const open = fs.openSync; fs.openSync = (file, ...rest) => open(String(file).includes('captures') && rest[0] === 'wx' ? '/dev/full' : file, ...(String(file).includes('captures') && rest[0] === 'wx' ? ['w'] : rest));`;
  fs.writeFileSync(path.join(folder, 'full.mjs'), script);
  const done = spawnSync(process.execPath, ['--import', path.join(folder, 'full.mjs'), cli, 'run', '--workspace', folder, '--', process.execPath, '-e', 'for (let i = 0; i < 9999; i++) console.log("line " + i); process.exitCode = 7'], { encoding: 'utf8' });
  assert.deepEqual([done.status, done.stdout.trimEnd().split('\n').at(-1)], [7, 'line 9998'], done.stderr);
  assert.match(done.stderr, /Cannot keep the output: the disk is full\. Free space and try again\. What comes now is shown and not kept\./);
});

test('what does not fire cannot be acknowledged: the answer says what fires and what to do', (context) => {
  const folder = temporaryFolder(context);
  const ack = (kind: string): { readonly code: number | null; readonly stderr: string } => logbrief(['alerts', 'ack', kind, '--workspace', folder]);
  assert.deepEqual([ack('memory').code, ack('all').code], [1, 1]);
  assert.match(ack('memory').stderr, /Nothing fires, so there is nothing to acknowledge\. To be told nothing of a kind: logbrief alerts mute memory/);
  fs.mkdirSync(path.join(folder, '.logbrief'), { recursive: true });
  fs.writeFileSync(path.join(folder, '.logbrief', 'alerts.json'), JSON.stringify({ schema_version: 1, alerts: [{ kind: 'disk', isFiring: true, sinceMs: 5, value: 1, limit: 2, toldMs: 0, doubts: 0 }], told: [] }));
  assert.match(ack('memory').stderr, /memory does not fire.*What fires: disk\./);
  assert.match(logbrief(['alerts', '--workspace', folder]).stderr, /no engine is running: this is what fired when one was/);
  assert.match(ack('all').stderr, /^ack: disk$/m);
  assert.doesNotMatch(logbrief(['alerts', '--workspace', folder]).stdout, /memory/);
});

/** Changes the database of a stopped engine behind its back. */
function tamper(folder: string, sql: string): void {
  const connection = openConnection(path.join(folder, '.logbrief', 'store', 'logbrief.db'), 'readWrite');
  connection.exec(sql);
  connection.close();
}

test('an answer that leaves out a damaged part of the store says so and ends with 3; pages that cannot be read end with one line', (context) => {
  const folder = stored(temporaryFolder(context));
  tamper(folder, 'UPDATE blocks SET text = zeroblob(length(text))');
  for (const words of [['query'], ['export'], ['export', '--raw']]) {
    const { code, stdout, stderr } = logbrief([...words, '--workspace', folder]);
    assert.deepEqual([code, stdout], [3, ''], words.join(' '));
    assert.match(stderr, /Block 1 is damaged and was left out: .*Run `logbrief verify`/, words.join(' '));
  }
  assert.match(logbrief(['doctor', '--json', '--workspace', folder]).stdout, /"id":"store","status":"wrong","measured":"[^"]*1 problems, the first: Block 1 /);
  const database = path.join(folder, '.logbrief', 'store', 'logbrief.db');
  const bytes = fs.readFileSync(database);
  fs.writeFileSync(database, bytes.fill(0xa5, 16_384));
  for (const words of [['query'], ['export'], ['export', '--raw'], ['status'], ['issues'], ['backup']]) {
    const { code, stderr } = logbrief([...words, '--workspace', folder]);
    assert.deepEqual([code, stderr.trimEnd().split('\n').length], [1, 1], `${words.join(' ')}: ${stderr}`);
    assert.match(stderr, /store\/logbrief\.db is damaged/, words.join(' '));
  }
});

/** What whoever may not look into a folder is told by each of these. */
function toldWithoutAccess(folder: string, commandLines: readonly (readonly string[])[]): readonly { readonly status: number | null; readonly stdout: string; readonly stderr: string }[] {
  // Who may do everything does not meet the fault.
  const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  fs.chmodSync(folder, 0o000);
  try {
    return commandLines.map((words) => spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8', ...other }));
  } finally {
    fs.chmodSync(folder, 0o700);
  }
}

test('a state folder that may not be read is told as such and not as one without a store, by doctor too', onUnix, (context) => {
  const folder = stored(temporaryFolder(context));
  fs.chmodSync(folder, 0o755);
  const place = ['--workspace', folder];
  const [able, doctor, ...others] = toldWithoutAccess(path.join(folder, '.logbrief'), [['--version'], ['doctor', '--json', ...place], ...['status', 'issues', 'query', 'alerts', 'backup', 'mark'].map((name) => [name, ...place])]);
  if (able?.status !== 0) {
    context.skip('the sources are not readable for another account');
    return;
  }
  for (const { status, stderr } of others) {
    assert.equal(status, 1, stderr);
    assert.match(stderr, /EACCES/);
    assert.doesNotMatch(stderr, /There is no store|\n {4}at /);
  }
  assert.equal(doctor?.status, 3, doctor?.stderr);
  assert.match(doctor.stdout, /"id":"permissions","status":"wrong".*"id":"store","status":"wrong"/);
});

test('in a folder below the workspace the answer names the workspace', (context) => {
  const folder = fs.realpathSync(stored(temporaryFolder(context)));
  const below = path.join(folder, 'src', 'deep');
  fs.mkdirSync(below, { recursive: true });
  const { code, stderr } = logbrief(['status'], { cwd: below });
  assert.equal(code, 1);
  assert.ok(stderr.includes(`There is one further up: name it with --workspace ${folder}, or start Logbrief here.`), stderr);
});

test('where nothing can be written verify-fix answers from what is stored, and says so', onUnix, (context) => {
  const folder = stored(temporaryFolder(context));
  assert.equal(logbrief(['mark', 'm', '--workspace', folder]).code, 0);
  const all = [folder, ...fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name))];
  const modes = all.map((file) => [file, fs.statSync(file).isDirectory()] as const);
  for (const [file, isFolder] of modes) fs.chmodSync(file, isFolder ? 0o555 : 0o444);
  const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const ask = (...words: readonly string[]): { readonly status: number | null; readonly stdout: string } => spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8', ...other });
  const [able, told] = [ask('--version'), ask('verify-fix', '--since', 'm', '--workspace', folder)];
  for (const [file, isFolder] of modes) fs.chmodSync(file, isFolder ? 0o755 : 0o644);
  if (able.status !== 0) {
    context.skip('the sources are not readable for another account');
    return;
  }
  assert.equal(told.status, 3);
  assert.match(told.stdout, /^not exercised +LB-/m);
  assert.match(told.stdout, /^note +the logs could not be read now, so the answer is about what was stored before: Cannot open or write/m);
});

test('issues shows one in full by its id, and a state that is none is wrong usage', (context) => {
  const folder = stored(temporaryFolder(context));
  const [line = ''] = logbrief(['issues', '--workspace', folder]).stdout.split('\n');
  const { code, stdout } = logbrief(['issues', line.slice(0, 11), '--workspace', folder]);
  assert.equal(code, 0);
  for (const part of [/^LB-\S+ KaputtError: it broke$/m, /^ {2}seen +once, 20\d\d-.* to 20/m, /^ {2}evidence +\.logbrief\/captures\/\S+:1: KaputtError: it broke$/m]) assert.match(stdout, part);
  assert.equal(logbrief(['issues', 'LB-00000000', '--workspace', folder]).code, 1);
  assert.equal(logbrief(['issues', '--state-is', 'broken', '--workspace', folder]).code, 2);
});

test('status tells on request what was measured, as a table and as it was kept', (context) => {
  const folder = stored(temporaryFolder(context));
  const kept = { time: new Date(Date.now() - 60_000).toISOString(), health_score: 71, memory_mb: 99 };
  fs.mkdirSync(path.join(folder, '.logbrief', 'metrics'), { recursive: true });
  const hour = new Date(Date.parse(kept.time));
  const two = (value: number): string => String(value).padStart(2, '0');
  const name = `metrics_${hour.getFullYear()}${two(hour.getMonth() + 1)}${two(hour.getDate())}_${two(hour.getHours())}0000.json`;
  fs.writeFileSync(path.join(folder, '.logbrief', 'metrics', name), JSON.stringify({ samples: [kept] }));
  assert.match(logbrief(['status', '--history', '2', '--workspace', folder]).stdout, /^history +health .*\n\S+ +71 .* 99 /m);
  assert.deepEqual((JSON.parse(logbrief(['status', '--history', '2', '--json', '--workspace', folder]).stdout) as { history: unknown }).history, [kept]);
  assert.equal(logbrief(['status', '--history', 'x', '--workspace', folder]).code, 2);
});

test('alerts can be muted before the first start', (context) => {
  const folder = temporaryFolder(context);
  assert.equal(logbrief(['alerts', 'mute', 'memory', '--workspace', folder]).code, 0);
  assert.match(logbrief(['alerts', '--workspace', folder]).stdout, /^memory +muted until/);
  assert.equal(fs.readFileSync(path.join(folder, '.logbrief', '.gitignore'), 'utf8'), '*\n');
});

test('a briefing from the store says in its first lines that no engine runs, and is stale at once', (context) => {
  const folder = stored(temporaryFolder(context));
  const [first, , second, third] = logbrief(['briefing', '--workspace', folder]).stdout.split('\n');
  assert.match(first ?? '', /^# Health: \d+\/100 \w+, as last known; /);
  assert.match(second ?? '', /^No engine is running here: this is what was known when the last one stopped/);
  const [, generated, stale] = /generated (\S+), stale after (\S+)\./.exec(third ?? '') ?? [];
  assert.equal(stale, generated);
  assert.match(logbrief(['briefing', '--json', '--workspace', folder]).stdout, /no engine is running in this workspace/);
});

test('a state folder where the system lets nobody make one ends with a message', onLinux, (context) => {
  const folder = temporaryFolder(context);
  fs.writeFileSync(path.join(folder, 'a.log'), errorLine);
  for (const words of [['scan', 'a.log', '--out', '/proc/nowhere/out'], ['alerts', 'mute', 'all', '--state', '/proc/nowhere/state'], ['serve', '--state', '/proc/nowhere/state'], ['config', 'migrate', '--write', '--state', '/proc/nowhere/state']]) {
    const done = spawnSync(process.execPath, [cli, ...words], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
    assert.equal(done.signal, null, `${words.join(' ')} did not end`);
    assert.notEqual(done.status, 0, words.join(' '));
    assert.match(done.stderr, /\/proc\/nowhere|no configuration|config/i);
  }
});
