/** A workspace with a state folder in a temporary place. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fixedClock, type Clock } from '../../../src/base/clock.ts';

/** A moment all of these tests agree on: noon, so that no zone moves its day. */
export const nowMs = Date.UTC(2026, 5, 15, 12);
/** A clock that stands there. */
export const clock: Clock = fixedClock(nowMs);
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Deletes itself when disposed of. */
export class StateFixture implements Disposable {
  readonly workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-maintain-')));
  readonly stateFolder = path.join(this.workspace, '.logbrief');

  constructor() {
    fs.mkdirSync(this.stateFolder);
    this.write('.logbrief/config.yaml', 'briefing:\n  enabled: true\n', nowMs);
    this.write('.logbrief/briefing.md', '# Briefing\n', nowMs);
    this.settle();
  }

  /** Writes a file below the workspace with a time of last change. */
  write(name: string, text: string | Uint8Array, modifiedMs = nowMs): string {
    const file = path.join(this.workspace, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    fs.utimesSync(file, new Date(modifiedMs), new Date(modifiedMs));
    this.settle();
    return file;
  }

  /** Gives every folder of the state, and the audit file, the time of the tests' clock. */
  settle(): void {
    const now = new Date(nowMs);
    for (const entry of fs.readdirSync(this.stateFolder, { recursive: true, withFileTypes: true })) {
      if (entry.isDirectory() || entry.name === 'audit.ndjson') fs.utimesSync(path.join(entry.parentPath, entry.name), now, now);
    }
    fs.utimesSync(this.stateFolder, now, now);
  }

  /** Names below the state folder, sorted; the lock is no part of the state. */
  names(): string[] {
    return fs.readdirSync(this.stateFolder, { recursive: true, encoding: 'utf8' }).map((name) => name.split(path.sep).join('/')).sort();
  }

  [Symbol.dispose](): void {
    fs.rmSync(this.workspace, { recursive: true, force: true });
  }
}

/** Stands for `VACUUM INTO`: writes these bytes. */
export function storeOf(bytes: string | Uint8Array): (file: string) => void {
  return (file) => fs.writeFileSync(file, bytes, { flag: 'wx' });
}
