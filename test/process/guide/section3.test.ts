/** Section 3 of the operations guide, services: the files are checked by the programs they are for, and the engine is run as they run it. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { poll } from '../../host/poll.ts';
import { cli, logbrief, type Finished } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const onLinux = { skip: process.platform === 'linux' ? false : 'systemd is a thing of Linux' };

/** A workspace whose name holds all that is special to the files. */
function workspaceOf(context: TestContext): string {
  const workspace = path.join(fs.realpathSync(temporaryFolder(context)), 'my "shop" 100% $HOME & <co>');
  fs.mkdirSync(path.join(workspace, 'logs'), { recursive: true });
  fs.writeFileSync(path.join(workspace, 'logs', 'app.log'), '2026-01-02 03:04:05,000 - shop - ERROR - broken\n');
  return workspace;
}

function printed(workspace: string, ...words: string[]): string {
  const done = logbrief(['service', 'print', '--workspace', workspace, ...words]);
  assert.equal(done.code, 0, done.stderr);
  return done.stdout;
}

function has(program: string, ...words: string[]): boolean {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}

for (const scope of ['machine', 'user']) {
  test(`systemd finds no fault in the unit for the ${scope}`, onLinux, (context) => {
    if (!has('systemd-analyze', '--version')) {
      context.skip('systemd-analyze is not installed (Debian package systemd)');
      return;
    }
    const workspace = workspaceOf(context);
    const unit = path.join(path.dirname(workspace), 'logbrief-test.service');
    fs.writeFileSync(unit, printed(workspace, '--kind', 'systemd', ...(scope === 'user' ? ['--user'] : [])));
    const words = ['verify', '--man=no', ...(scope === 'user' ? ['--user'] : []), unit];
    const done = spawnSync('systemd-analyze', words, { encoding: 'utf8', env: { ...process.env, XDG_RUNTIME_DIR: path.dirname(workspace) } });
    // Versions before 254 do not know the pauses that grow, and go on without them.
    const complaints = done.stderr.split('\n').filter((line) => line.includes('logbrief-test.service') && !/Unknown key(?: name)? '(?:RestartSteps|RestartMaxDelaySec)'/.test(line));
    assert.deepEqual(complaints, []);
    assert.equal(done.status, 0, done.stderr);
  });
}

test('the unit for the machine is well closed by systemd\'s own measure', onLinux, (context) => {
  const workspace = workspaceOf(context);
  const unit = path.join(path.dirname(workspace), 'logbrief-test.service');
  fs.writeFileSync(unit, printed(workspace, '--kind', 'systemd', '--account', 'nobody'));
  const done = spawnSync('systemd-analyze', ['security', '--offline=true', unit], { encoding: 'utf8' });
  const exposure = /exposure level for \S+: ([\d.]+)/.exec(done.stdout)?.[1];
  if (exposure === undefined) {
    context.skip('this systemd-analyze cannot judge a file');
    return;
  }
  assert.ok(Number(exposure) < 4, `exposure ${exposure} of 10`);
});

test('the unit for the machine starts where its folder is missing, and printing it says how to make that', onLinux, (context) => {
  const workspace = path.join(fs.realpathSync(temporaryFolder(context)), "the shop's logs");
  fs.mkdirSync(workspace);
  const state = path.join(workspace, '.logbrief');
  const print = (...words: string[]): Finished => logbrief(['service', 'print', '--kind', 'systemd', '--account', 'nobody', '--workspace', workspace, ...words]);
  assert.ok(print().stdout.includes(`\nReadWritePaths="-${state}"\n`));
  const step = /sudo (install .*)\n/.exec(print().stderr)?.[1] ?? '';
  assert.equal(spawnSync('sh', ['-c', `printf '%s|' ${step}`], { encoding: 'utf8' }).stdout, `install|-d|-m|700|-o|nobody|${state}|`);
  assert.equal(print('--user').stderr, '');
  fs.mkdirSync(state);
  assert.equal(print().stderr, '');
});

/** The words of a quoted command line of systemd. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word.replaceAll(/\\(.)/g, '$1').replaceAll('%%', '%').replaceAll('$$', '$'));
}

/** Prints what comes on the socket of a service manager; Node has no datagram sockets of the file system. */
const listener = 'import socket,sys\ns=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\ns.bind(sys.argv[1])\nprint("bound",flush=True)\nwhile True: print(s.recv(4096).decode().replace("\\n"," "),flush=True)';

test('run as the unit runs it, the engine says READY, reloads at HUP and ends cleanly at TERM', onLinux, async (context) => {
  if (!has('python3', '-c', 'import socket') || !has('systemd-notify', '--version')) {
    context.skip('python3 or systemd-notify is not installed');
    return;
  }
  const workspace = workspaceOf(context);
  const unit = printed(workspace, '--kind', 'systemd');
  const [program = '', ...words] = wordsOf(/^ExecStart=(.*)$/m.exec(unit)?.[1] ?? '');
  assert.ok(unit.includes(`Type=notify\n`) && words.includes(workspace));
  const socket = path.join(path.dirname(workspace), 'notify.sock');
  const manager = spawn('python3', ['-c', listener, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  context.after(() => manager.kill('SIGKILL'));
  let told = '';
  manager.stdout.on('data', (piece: Buffer) => (told += piece.toString()));
  await poll(() => told.includes('bound'), 'the socket');
  const engine = spawn(program, words, { cwd: workspace, env: { ...process.env, NOTIFY_SOCKET: socket }, stdio: ['ignore', 'pipe', 'pipe'] });
  context.after(() => engine.kill('SIGKILL'));
  let said = '';
  engine.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  await poll(() => told.includes('READY=1'), 'READY=1', 30_000);
  await poll(() => fs.existsSync(path.join(workspace, '.logbrief', 'briefing.md')), 'the briefing');
  engine.kill('SIGHUP');
  await poll(() => said.includes('was read again'), 'the reload');
  engine.kill('SIGTERM');
  const [code] = await (once(engine, 'exit') as Promise<[number | null]>);
  assert.equal(code, 0, said);
});

test('the engine needs to write its own folder alone: all else may be read-only, as the unit makes it', onLinux, async (context) => {
  const workspace = workspaceOf(context);
  const stateFolder = path.join(workspace, '.logbrief');
  fs.mkdirSync(stateFolder);
  const inside = 'mount --make-rprivate / && mount --bind "$STATE" "$STATE" && mount -o remount,bind,ro / && ! touch "$WORKSPACE/x" 2>/dev/null && exec "$@"';
  const words = ['-m', 'sh', '-c', inside, 'sh', process.execPath, cli, 'serve', '--workspace', workspace];
  if (!has('unshare', '-m', 'true')) {
    context.skip('mounts cannot be made here');
    return;
  }
  const engine = spawn('unshare', words, { env: { ...process.env, STATE: stateFolder, WORKSPACE: workspace, SQLITE_TMPDIR: stateFolder }, stdio: ['ignore', 'pipe', 'pipe'] });
  context.after(() => engine.kill('SIGKILL'));
  let said = '';
  engine.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  await poll(() => fs.existsSync(path.join(stateFolder, 'briefing.md')), 'the briefing', 30_000).catch((cause: unknown) => assert.fail(`${String(cause)} ${said}`));
  engine.kill('SIGTERM');
  const [code] = await (once(engine, 'exit') as Promise<[number | null]>);
  assert.equal(code, 0, said);
});

/** A user with a service manager that notes what it is told, and fails where asked to. */
class Account {
  readonly workspace: string;
  readonly home: string;
  readonly unit: string;

  constructor(context: TestContext) {
    this.workspace = workspaceOf(context);
    this.home = path.dirname(this.workspace);
    this.unit = path.join(this.home, '.config', 'systemd', 'user', 'logbrief-shop.service');
    fs.mkdirSync(path.join(this.home, 'bin'));
    fs.writeFileSync(path.join(this.home, 'bin', 'systemctl'), '#!/bin/sh\necho "$*" >> "$HOME/told"\ncase "$*" in *"$FAIL"*) [ -n "$FAIL" ] && { echo no bus >&2; exit 1; };; esac\nexit 0\n', { mode: 0o755 });
  }

  service(action: string, environment: Readonly<Record<string, string>> = {}, ...words: string[]): Finished {
    const env = { ...process.env, HOME: this.home, XDG_CONFIG_HOME: '', PATH: `${path.join(this.home, 'bin')}:${process.env['PATH'] ?? ''}`, ...environment };
    delete (env as Record<string, string | undefined>)['XDG_CONFIG_HOME'];
    const done = spawnSync(process.execPath, [cli, 'service', action, '--kind', 'systemd', '--user', '--name', 'logbrief-shop', '--workspace', this.workspace, ...words], { encoding: 'utf8', env });
    return { code: done.status, stdout: done.stdout, stderr: done.stderr };
  }

  /** What the manager was told. */
  told(): string[] {
    const file = path.join(this.home, 'told');
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : [];
  }
}

test('install writes the unit and starts it, uninstall stops it and takes it away', onLinux, (context) => {
  const account = new Account(context);
  const dry = account.service('install', {}, '--dry-run');
  assert.equal(dry.code, 0, dry.stderr);
  assert.deepEqual([fs.existsSync(account.unit), account.told()], [false, []]);
  const installed = account.service('install');
  assert.equal(installed.code, 0, installed.stderr);
  assert.equal(installed.stdout, dry.stdout);
  assert.equal(fs.readFileSync(account.unit, 'utf8'), printed(account.workspace, '--kind', 'systemd', '--user', '--name', 'logbrief-shop'));
  assert.deepEqual(account.told(), ['--user daemon-reload', '--user enable --now logbrief-shop.service']);
  assert.equal(account.service('uninstall').code, 0);
  assert.equal(fs.existsSync(account.unit), false);
  assert.deepEqual(account.told().slice(2), ['--user disable --now logbrief-shop.service', '--user daemon-reload']);
  assert.equal(account.service('uninstall').code, 1, 'there is none any more');
});

test('profile, settings and allowed actions go into the command of the service', (context) => {
  const workspace = temporaryFolder(context);
  fs.mkdirSync(`${workspace}/config`);
  fs.writeFileSync(`${workspace}/config/enhanced_logging.production.yaml`, 'performance:\n  memory_threshold_mb: 2000\n');
  const { stdout, code } = logbrief(['service', 'print', '--kind', 'systemd', '--workspace', workspace, '--profile', 'production', '--set', 'core.log_level=DEBUG', '--allow-actions']);
  assert.equal(code, 0);
  assert.match(stdout, /^ExecStart=.*"--profile" "production" "--set" "core\.log_level=DEBUG" "--allow-actions"/m);
  assert.match(stdout, /^MemoryMax=5000M/m);
});

test('when the manager refuses, the file is taken away again and the exit code says so', onLinux, (context) => {
  const account = new Account(context);
  const done = account.service('install', { FAIL: 'enable' });
  assert.equal(done.code, 1);
  assert.match(done.stderr, /no bus/);
  assert.equal(fs.existsSync(account.unit), false);
});

test('a unit that somebody else wrote is neither replaced nor removed', onLinux, (context) => {
  const account = new Account(context);
  fs.mkdirSync(path.dirname(account.unit), { recursive: true });
  fs.writeFileSync(account.unit, '[Unit]\n');
  for (const action of ['install', 'uninstall']) {
    const done = account.service(action);
    assert.equal(done.code, 1);
    assert.match(done.stderr, /not made by Logbrief/);
  }
  assert.equal(fs.readFileSync(account.unit, 'utf8'), '[Unit]\n');
});

test('without the rights install changes nothing and says what it would do', onLinux, (context) => {
  const workspace = workspaceOf(context);
  const words = [process.execPath, cli, 'service', 'install', '--kind', 'systemd', '--workspace', workspace, '--name', 'logbrief-nobody'];
  const isRoot = process.getuid?.() === 0;
  if (isRoot && !has('unshare', '-m', 'true')) {
    context.skip('root has all rights, and they cannot be taken away here');
    return;
  }
  const [program = '', ...rest] = isRoot ? ['unshare', '-m', 'sh', '-c', 'mount --make-rprivate / && mount -o remount,bind,ro / && exec "$@"', 'sh', ...words] : words;
  const done = spawnSync(program, rest, { encoding: 'utf8' });
  assert.equal(done.status, 1, done.stderr);
  assert.match(done.stdout, /write \/etc\/systemd\/system\/logbrief-nobody\.service\nsystemctl daemon-reload\nsystemctl enable --now logbrief-nobody\.service/);
  assert.match(done.stderr, /Nothing was changed: run it again with sudo, or with --user/);
  assert.equal(fs.existsSync('/etc/systemd/system/logbrief-nobody.service'), false);
});

test('the property list for launchd is read by a parser of such lists as it was meant', { skip: has('python3', '-c', 'import plistlib') ? false : 'python3 is not installed' }, (context) => {
  const workspace = workspaceOf(context);
  const done = spawnSync('python3', ['-c', 'import plistlib,sys,json\nprint(json.dumps(plistlib.loads(sys.stdin.buffer.read())))'], { input: printed(workspace, '--kind', 'launchd'), encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  const list = JSON.parse(done.stdout) as { Label: string; ProgramArguments: string[]; KeepAlive: { SuccessfulExit: boolean }; Umask: number; WorkingDirectory: string };
  assert.deepEqual(list.ProgramArguments.slice(2), ['serve', '--workspace', workspace, '--state', path.join(workspace, '.logbrief')]);
  assert.deepEqual([list.WorkingDirectory, list.KeepAlive.SuccessfulExit, list.Umask], [workspace, false, 0o077]);
  assert.match(list.Label, /^dev\.logbrief\.[\w.-]+$/);
});

for (const kind of ['nssm', 'sc']) {
  test(`in the Windows script with ${kind} every step is checked, every value quoted, and no percent sign is taken for a variable`, (context) => {
    const workspace = workspaceOf(context);
    const script = printed(workspace, '--kind', kind);
    assert.ok(script.endsWith('exit /b 0\r\n') && !/[^\r]\n/.test(script), 'lines end as Windows has them');
    const lines = script.split('\r\n');
    const isStep = (line: string): boolean => /^(?:nssm|sc\.exe|reg) /.test(line);
    for (const [index, line] of lines.entries()) {
      if (isStep(line)) assert.equal(lines[index + 1], 'if errorlevel 1 exit /b 1', line);
      const outside = line.replaceAll(/"(?:\\"|[^"])*"/g, '');
      if (isStep(line)) assert.doesNotMatch(outside, /[&<|%^]|>(?!nul)/, line);
      assert.doesNotMatch(line.replaceAll('%%', '').replaceAll('%HOST%', ''), /%/, line);
    }
    assert.ok(lines.some((line) => line.includes('\\"serve\\" \\"--workspace\\"')));
    assert.ok(lines.some((line) => (kind === 'nssm' ? /AppExit Default Restart/ : /failure .* actions= restart/).test(line)), 'it is restarted');
  });
}

test('a path with a line break cannot put lines of its own into a unit', (context) => {
  const workspace = path.join(temporaryFolder(context), 'a\nUser=root');
  fs.mkdirSync(workspace);
  const done = logbrief(['service', 'print', '--workspace', workspace]);
  assert.equal(done.code, 1);
  assert.match(done.stderr, /control character/);
});
