/** The command line as a user meets it: help, exit codes, bad input. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { logbrief } from '../support/commandLine.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { commands } from '../../src/cli/commands.ts';

const errorLine = '2026-01-02 03:04:05,000 - shop.pay - ERROR - PayError: it broke\n';

for (const { name } of commands) {
  test(`${name} --help explains itself`, () => {
    const { code, stdout } = logbrief([name, '--help']);
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`Usage: logbrief ${name}`));
  });
}

test('an unknown subcommand and an unknown option are wrong usage', () => {
  assert.equal(logbrief(['scna']).code, 2);
  const { code, stderr } = logbrief(['scan', '--frob', 'x']);
  assert.equal(code, 2);
  assert.match(stderr, /--frob/);
});

test('a file, a folder, standard input and a packed log give the same issue', (context) => {
  const folder = temporaryFolder(context);
  fs.writeFileSync(path.join(folder, 'a.log'), errorLine);
  fs.writeFileSync(path.join(folder, 'b.log.gz'), zlib.gzipSync(errorLine));
  const ids = [
    logbrief(['scan', 'a.log', '--format', 'json'], { cwd: folder }), logbrief(['scan', '.', '--format', 'json'], { cwd: folder }),
    logbrief(['scan', '-', '--format', 'json'], { input: errorLine }), logbrief(['scan', 'b.log.gz', '--format', 'json'], { cwd: folder }),
  ].map(({ stdout }) => (JSON.parse(stdout) as { active_issues: { id: string }[] }).active_issues.map((issue) => issue.id));
  assert.equal(ids[0]?.length, 1);
  assert.deepEqual(ids, ids.map(() => ids[0]));
});

test('scan gives the same bytes on every run', (context) => {
  const folder = temporaryFolder(context);
  fs.writeFileSync(path.join(folder, 'a.log'), errorLine);
  assert.equal(logbrief(['scan', folder]).stdout, logbrief(['scan', folder]).stdout);
});

test('a missing path, an empty folder and a binary file each give one clear message', (context) => {
  const folder = temporaryFolder(context);
  fs.writeFileSync(path.join(folder, 'blob.log'), Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7) % 5)));
  for (const words of [['scan', path.join(folder, 'none.log')], ['scan', temporaryFolder(context)], ['scan', path.join(folder, 'blob.log')], ['parse', path.join(folder, 'none.log')], ['parse', folder]]) {
    const { code, stdout, stderr } = logbrief(words);
    assert.equal(code, 1, words.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, /^logbrief: [^\n]+\n$/, words.join(' '));
  }
});

test('an empty log says that nothing is known, not that all is well', (context) => {
  const folder = temporaryFolder(context);
  fs.writeFileSync(path.join(folder, 'a.log'), '');
  const { code, stdout } = logbrief(['scan', path.join(folder, 'a.log')]);
  assert.equal(code, 0);
  assert.match(stdout, /^# Health: UNKNOWN/);
});

test('invalid bytes, NULs and a line of 20 MB do no harm to their neighbours', (context) => {
  const file = path.join(temporaryFolder(context), 'a.log');
  fs.writeFileSync(file, Buffer.concat([Buffer.from([0xc3, 0x28, 0xff, 0x80, 10]), Buffer.alloc(20_000_000, 'x'), Buffer.from(`\n${errorLine}`)]));
  const { code, stdout } = logbrief(['scan', file]);
  assert.equal(code, 0);
  assert.match(stdout, /PayError: it broke/);
  assert.match(stdout, /a\.log:3/);
});

test('the reading subcommands say when nothing was ever stored', (context) => {
  const folder = temporaryFolder(context);
  for (const name of ['briefing', 'status', 'issues', 'query', 'export', 'verify']) {
    const { code, stderr } = logbrief([name, '--workspace', folder]);
    assert.equal(code, 1, name);
    assert.match(stderr, /^logbrief: [^\n]+\n$/, name);
  }
});

test('run passes output and exit code through and keeps what was said', (context) => {
  const folder = temporaryFolder(context);
  const { code, stdout, stderr } = logbrief(['run', '--workspace', folder, '--', process.execPath, '-e', 'console.log("hello"); console.error("KaputtError: it broke"); process.exitCode = 7']);
  assert.equal(code, 7);
  assert.equal(stdout, 'hello\n');
  assert.equal(stderr, 'KaputtError: it broke\n');
  assert.match(logbrief(['issues', '--workspace', folder]).stdout, /KaputtError: it broke/);
});

test('run says when the command cannot be found', (context) => {
  const { code, stderr } = logbrief(['run', '--workspace', temporaryFolder(context), '--', 'no-such-command-here']);
  assert.equal(code, 1);
  assert.match(stderr, /^logbrief: Cannot run no-such-command-here: it was not found/);
});

test('redact gives one line for one line', () => {
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  const { stdout } = logbrief(['redact'], { input: `one\ntoken ${secret} used\nlast without end` });
  assert.equal(stdout.split('\n').length, 3);
  assert.ok(!stdout.includes(secret));
  assert.match(stdout, /^one\ntoken .*REDACTED.* used\nlast without end$/);
});
