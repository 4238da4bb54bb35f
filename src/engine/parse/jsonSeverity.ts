/** Severities in structured logs: words, or numbers of several scales. */
import { isDigit } from './bytes.ts';
import { severityInPlace } from './level.ts';
import { numberOf } from './numberTime.ts';

/** Ranks of `severityNumber` and `severity_number`, see `fieldNames`; what is nested ranks a multiple of `ranksPerKey` behind. */
const openTelemetryRanks = new Set([12, 13]);
const ranksPerKey = 20;
/** RFC 5424 severities 0-7. */
const syslogScale = [21, 21, 18, 17, 13, 10, 9, 5];

/** Returns the severity of a level's value (`"info"`, `30`, `"DEBUG5"`, `"4"`), 0 when it says nothing. `rank` tells which key it was found under. */
export function jsonSeverity(bytes: Uint8Array, from: number, to: number, rank: number): number {
  if (!isDigit(bytes[from])) return wordSeverity(bytes, from, to);
  const value = numberOf(bytes, from, to);
  if (!Number.isFinite(value)) return 0;
  if (openTelemetryRanks.has(rank % ranksPerKey)) return value <= 24 ? value : scaled(value);
  return scaled(value);
}

/** 10-60 as pino, bunyan and Python number them, 0-7 as syslog does, thousands as logback's `level_value` does. */
function scaled(value: number): number {
  if (value >= 1000) return Math.min(21, [1, 5, 5, 9, 13, 17][Math.floor(value / 8000)] ?? 17);
  if (value >= 10) return value >= 60 ? 21 : value >= 50 ? 17 : value >= 40 ? 13 : value >= 30 ? 9 : value >= 20 ? 5 : 1;
  return syslogScale[value] ?? 0;
}

function wordSeverity(bytes: Uint8Array, from: number, to: number): number {
  const severity = severityInPlace(bytes, from, to);
  if (severity > 0) return severity;
  let at = to;
  while (at > from && isDigit(bytes[at - 1])) at--;
  return at === to ? 0 : severityInPlace(bytes, from, at);
}
