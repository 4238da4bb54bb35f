/** Makes large logs that look like a service's: mostly INFO, some warnings, a few errors with traces. Same seed, same bytes. */
import fs from 'node:fs';

/** A small deterministic generator (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const users = Array.from({ length: 500 }, (_, i) => `user${i}`);
const startMs = Date.UTC(2026, 0, 2);

/** One record (one line, or a line with a trace) at a moment. */
export function recordAt(random: () => number, atMs: number): string {
  const stamp = new Date(atMs).toISOString().replace('T', ' ').replace('.', ',').slice(0, 23);
  const id = Math.floor(random() * 1e6);
  const user = users[Math.floor(random() * users.length)] ?? '';
  const dice = random();
  if (dice < 0.4) return `${stamp} - shop.http - INFO - GET /api/orders/${id} answered 200 in ${Math.floor(random() * 300)} ms for ${user}`;
  if (dice < 0.7) return `${stamp} - shop.orders - INFO - order ${id} placed by ${user}, ${Math.floor(random() * 20)} items, total ${(random() * 500).toFixed(2)} EUR`;
  if (dice < 0.85) return `${stamp} - shop.cache - DEBUG - cache miss for key order:${id}, loading from database`;
  if (dice < 0.97) return `${stamp} - shop.db - INFO - query took ${Math.floor(random() * 90)} ms, ${Math.floor(random() * 50)} rows from orders`;
  if (dice < 0.995) return `${stamp} - shop.payments - WARNING - retry ${Math.floor(random() * 3) + 1} of 3 for payment ${id}`;
  return `${stamp} - shop.payments - ERROR - payment ${id} failed\nTraceback (most recent call last):\n  File "/app/shop/payments.py", line 88, in charge\n    self.gateway.post(order)\nConnectionRefusedError: [Errno 111] Connection refused`;
}

/** Writes at least `bytes` to `file`, unless one of about that size is there already; returns its lines. */
export function makeLog(file: string, bytes: number): void {
  const known = fs.statSync(file, { throwIfNoEntry: false });
  if (known && known.size >= bytes && known.size < bytes * 1.1) return;
  const random = randomOf(1);
  const descriptor = fs.openSync(file, 'w');
  let written = 0;
  for (let atMs = startMs; written < bytes; ) {
    const lines: string[] = [];
    for (let i = 0; i < 10_000; i++, atMs += 7) lines.push(recordAt(random, atMs));
    written += fs.writeSync(descriptor, `${lines.join('\n')}\n`);
  }
  fs.closeSync(descriptor);
}

/** Writes so many lines of the same service to `file`. */
export function makeLines(file: string, count: number): void {
  const random = randomOf(1);
  writeAll(file, count, (i) => recordAt(random, startMs + i * 7));
}

/** Writes JSON lines as a Node logger writes them. */
export function makeJson(file: string, count: number): void {
  const random = randomOf(2);
  writeAll(file, count, (i) => JSON.stringify({
    level: random() < 0.02 ? 50 : 30, time: startMs + i * 7, pid: 4711, hostname: 'web-1', name: 'shop', reqId: Math.floor(random() * 1e9).toString(36),
    msg: `request ${Math.floor(random() * 1e6)} for ${users[Math.floor(random() * users.length)] ?? ''} took ${Math.floor(random() * 300)} ms`,
  }));
}

/** Writes lines of random words: nothing repeats, so no template fits and every table is tried. */
export function makeWords(file: string, count: number): void {
  const random = randomOf(3);
  const word = (): string => Array.from({ length: 3 + Math.floor(random() * 7) }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('');
  writeAll(file, count, (i) => `${new Date(startMs + i * 7).toISOString()} INFO ${Array.from({ length: 1 + Math.floor(random() * 18) }, word).join(' ')}`);
}

function writeAll(file: string, count: number, line: (i: number) => string): void {
  const descriptor = fs.openSync(file, 'w');
  for (let i = 0; i < count; i += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, count - i) }, (_, k) => line(i + k));
    fs.writeSync(descriptor, `${lines.join('\n')}\n`);
  }
  fs.closeSync(descriptor);
}
