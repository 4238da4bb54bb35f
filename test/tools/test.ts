/** `npm test`: sets up what the tests need, checks the house, packs the extension, and runs every test. */
import fs from 'node:fs';
import path from 'node:path';
import { ensureHost } from '../host/install.ts';
import { checkAll } from './check.ts';
import { packExtension } from './package.ts';
import { requireNode24, root, run } from './run.ts';

requireNode24();
const say = (text: string): void => void process.stderr.write(`${text}\n`);

say('== package');
say(`packed ${await packExtension()} bytes`);
say('== check');
const isClean = checkAll();
say('== editor for the tests');
const host = await ensureHost(say);
if (host.kind === 'unavailable') say(`SKIPPED: the tests in a real editor cannot run here: ${host.reason}`);
say('== tests');
const passed = run(process.execPath, ['--test', '--test-concurrency=2', '--test-timeout=600000', ...testFiles(host.kind === 'ready')], { LOGBRIEF_EDITOR: host.kind });
process.exitCode = isClean && passed ? 0 : 1;

function testFiles(hasEditor: boolean): string[] {
  const folders = ['unit', 'property', 'golden', 'process', ...(hasEditor ? ['host', 'e2e'] : [])];
  return folders.flatMap((folder) => fs.readdirSync(path.join(root, 'test', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.join('test', folder, name))
    .sort());
}
