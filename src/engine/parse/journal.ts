/** Entries of `journalctl -o export`: a field per line, the first one being the cursor, an empty line behind the last. */
import type { ByteInterner } from '../../base/byteInterner.ts';
import { bytesOf, startsWith } from './bytes.ts';
import type { Columns } from './columns.ts';
import { jsonSeverity } from './jsonSeverity.ts';
import { numberOf } from './numberTime.ts';

/** How an entry begins; the table of formats has it as a pattern. */
export const journalStart = '__CURSOR=';

const cursor = bytesOf(journalStart);
const fields = { time: bytesOf('__REALTIME_TIMESTAMP='), level: bytesOf('PRIORITY='), message: bytesOf('MESSAGE=') };
/** Who wrote it, the surest name last. */
const names = ['_COMM=', '_SYSTEMD_UNIT=', 'SYSLOG_IDENTIFIER='].map(bytesOf);

/** Tells whether the line begins an entry. */
export function beginsEntry(bytes: Uint8Array, start: number, end: number): boolean {
  return bytes[start] === 0x5f && startsWith(bytes, start, end, cursor);
}

/** Puts what the line `bytes[start, end)` says into the open row. */
export function takeField(bytes: Uint8Array, { start, end }: { readonly start: number; readonly end: number }, columns: Columns, components: ByteInterner): void {
  const i = columns.count;
  const behind = (field: Uint8Array): number => (startsWith(bytes, start, end, field) ? start + field.length : -1);
  const time = behind(fields.time);
  if (time > 0 && Number.isFinite(numberOf(bytes, time, end))) {
    columns.timestampMs[i] = Math.floor(numberOf(bytes, time, end) / 1000);
    columns.zoneMinutes[i] = 0;
  }
  const level = behind(fields.level);
  if (level > 0) {
    columns.severity[i] = jsonSeverity(bytes, level, end, 0);
    columns.levelStart[i] = level;
    columns.levelEnd[i] = end;
  }
  const message = behind(fields.message);
  if (message > 0) {
    columns.bodyStart[i] = message;
    columns.bodyEnd[i] = end;
  }
  const name = names.findIndex((field) => behind(field) > 0);
  if (name >= 0 && (name === names.length - 1 || (columns.component[i] ?? 0) === 0)) columns.component[i] = components.intern(bytes, behind(names[name] ?? cursor), end);
}
