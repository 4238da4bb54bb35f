/** The audit file: one line for everything that maintenance changes. */
import fs from 'node:fs';
import path from 'node:path';
import { noFollow, privateFile } from './files.ts';

/** What was done. */
export interface AuditEntry {
  readonly action: 'backup' | 'clean' | 'prune' | 'restore' | 'rollBack';
  readonly path: string;
  readonly bytes: number;
  /** `done`, or why not. */
  readonly result: string;
}

/** Appends one line, in one write, so that lines of two processes do not mix. Never through a link. */
export function audit(stateFolder: string, nowMs: number, entry: AuditEntry): void {
  const { O_APPEND, O_CREAT, O_WRONLY } = fs.constants;
  const descriptor = fs.openSync(path.join(stateFolder, 'audit.ndjson'), O_WRONLY | O_APPEND | O_CREAT | noFollow, privateFile);
  try {
    const { action, path: file, bytes, result } = entry;
    fs.writeSync(descriptor, `${JSON.stringify({ time: new Date(nowMs).toISOString(), action, path: file, bytes, result })}\n`);
  } finally {
    fs.closeSync(descriptor);
  }
}
