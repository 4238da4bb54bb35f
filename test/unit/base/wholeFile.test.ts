import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../../../src/base/wholeFile.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('a file that cannot be written leaves the old one and nothing beside it', (context) => {
  const folder = temporaryFolder(context);
  const file = path.join(folder, 'sub', 'briefing.md');
  assert.throws(() => writeWhole({ fs, path }, file, 'x'), { code: 'notFound' });
  fs.mkdirSync(path.join(folder, 'sub'));
  writeWhole({ fs, path }, file, 'old');
  fs.mkdirSync(path.join(folder, 'sub', 'taken'));
  assert.throws(() => writeWhole({ fs, path }, path.join(folder, 'sub', 'taken'), 'new'));
  assert.deepEqual(fs.readdirSync(path.join(folder, 'sub')).sort(), ['briefing.md', 'taken']);
  assert.equal(fs.readFileSync(file, 'utf8'), 'old');
});
