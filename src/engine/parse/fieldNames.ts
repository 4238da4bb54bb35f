/** Keys under which structured logs (JSON, logfmt) keep timestamp, level, logger and message. */
import { ByteTable } from './byteTable.ts';

/** What a key is about. */
export const field = { none: 0, time: 1, level: 2, component: 3, message: 4, nanos: 5, container: 6, trace: 7 } as const;

/** Keys of each field by rank, the surest first; lower case, letters and digits only, dots and underscores kept. */
const keys: readonly (readonly [number, string])[] = [
  [field.time, '@timestamp timestamp time ts @t t datetime date asctime time_iso8601 timestamp_ns timeunixnano observedtimeunixnano epochsecond eventtime event_time created_at started_at _source_realtime_timestamp __realtime_timestamp __time isotime time_local log_time logtime written_at $date start_time timemillis timestampms timestamp_ms edgestarttimestamp edgeendtimestamp syslog_timestamp'],
  [field.level, 'level severity loglevel log_level log.level levelname lvl @l severitytext severity_text level_name priority severitynumber severity_number levelvalue level_value s syslog_level @level status_level sev'],
  [field.component, 'logger logger_name loggername log.logger target channel category component sourcecontext name module class @logger c app service.name service tag unit _systemd_unit syslog_identifier cl scope_name'],
  [field.message, 'message msg @m short_message log.message body text event log @mt messagetemplate full_message message_text textpayload stringvalue error.message error'],
  [field.nanos, 'nanoofsecond nanos'],
  [field.trace, 'stack stack_trace stacktrace exc_info exception traceback error.stack_trace exception.stacktrace @x backtrace'],
  [field.container, 'fields @fields instant t log data attributes payload record event properties @metadata time scope json jsonpayload resourcelogs scopelogs logrecords body timestamp'],
];

/** A key's field and rank. */
export interface KnownKey {
  readonly kind: number;
  readonly rank: number;
}

const noKey: KnownKey = { kind: field.none, rank: 0 };
const table = new ByteTable<KnownKey>(keys.flatMap(([kind, names]) => names.split(' ').map((name, rank): [string, KnownKey] => [name, { kind, rank }])));
const containers = new ByteTable<true>((keys.find(([kind]) => kind === field.container)?.[1] ?? '').split(' ').map((name): [string, true] => [name, true]));

/** Returns what the key `bytes[start, end)` is about; `none` for most. */
export function fieldOfKey(bytes: Uint8Array, start: number, end: number): KnownKey {
  return table.get(bytes, start, end) ?? noKey;
}

/** Tells whether an object under this key is about the event itself. */
export function isContainer(bytes: Uint8Array, start: number, end: number): boolean {
  return containers.get(bytes, start, end) === true;
}
