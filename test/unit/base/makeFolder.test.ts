import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../../src/base/makeFolder.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const onUnix = { skip: process.platform === 'win32' ? 'modes and links are of Unix' : false };

test('a folder is made with those above it, in the mode that is asked for, and one that is there stays as it is', onUnix, (context) => {
  const root = temporaryFolder(context);
  makeFolder({ fs, path }, path.join(root, 'a', 'b'), 0o700);
  assert.deepEqual(['a', 'a/b'].map((name) => fs.statSync(path.join(root, name)).mode & 0o777), [0o700, 0o700]);
  makeFolder({ fs, path }, path.join(root, 'a', 'b'), 0o755);
  assert.equal(fs.statSync(path.join(root, 'a', 'b')).mode & 0o777, 0o700);
});

test('where no folder can be made the system says why, and nothing waits for ever', onUnix, (context) => {
  const root = temporaryFolder(context);
  fs.writeFileSync(path.join(root, 'file'), '');
  fs.symlinkSync(path.join(root, 'nowhere'), path.join(root, 'dangling'));
  const codeOf = (folder: string): unknown => {
    try {
      makeFolder({ fs, path }, folder);
      return 'made';
    } catch (thrown) {
      return (thrown as NodeJS.ErrnoException).code;
    }
  };
  assert.equal(codeOf(path.join(root, 'file', 'x')), 'EEXIST');
  assert.equal(codeOf(path.join(root, 'dangling', 'x')), 'EEXIST');
  if (process.platform === 'linux') assert.equal(codeOf('/proc/nowhere/x'), 'ENOENT');
});
