/**
 * A REFERENCE, no part of the product: what a plain pipeline does, node:readline, one regular expression per line, and one row per record in
 * SQLite with the indexes that searching needs. Reads FILE and prints lines and the CPU time as JSON.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';

const header = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.,]\d{3}) - (\S+) - ([A-Z]+) - (.*)$/;

async function run(file: string, folder: string): Promise<void> {
  const before = process.cpuUsage();
  const database = new DatabaseSync(path.join(folder, 'rows.db'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE records (id INTEGER PRIMARY KEY, time INTEGER, level TEXT, component TEXT, message TEXT)');
  database.exec('CREATE INDEX by_time ON records (time); CREATE INDEX by_level ON records (level); CREATE INDEX by_component ON records (component)');
  const insert = database.prepare('INSERT INTO records (time, level, component, message) VALUES (?, ?, ?, ?)');
  let lines = 0;
  database.exec('BEGIN');
  for await (const line of createInterface({ input: fs.createReadStream(file) })) {
    const found = header.exec(line);
    insert.run(found ? Date.parse(`${found[1]?.replace(' ', 'T').replace(',', '.') ?? ''}Z`) : null, found?.[3] ?? null, found?.[2] ?? null, found?.[4] ?? line);
    if (++lines % 50_000 === 0) database.exec('COMMIT; BEGIN');
  }
  database.exec('COMMIT');
  database.close();
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${JSON.stringify({ lines, ms: (user + system) / 1000 })}\n`);
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-bench-'));
try {
  await run(process.argv[2] ?? '', folder);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
