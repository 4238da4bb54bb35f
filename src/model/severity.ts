/** Severity numbers of OpenTelemetry's log data model: 1-24 in six bands of four; 0 here means "the source did not say". */

/** A severity number, 0 when missing. */
export type SeverityNumber = number;

/** The lowest number of each band; ERROR and above is an error. */
export const severity = { missing: 0, trace: 1, debug: 5, info: 9, notice: 10, warn: 13, error: 17, fatal: 21 } as const;

/** The name of a band. */
export type SeverityName = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';

const bands: readonly SeverityName[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** The bands from low to high, for tables and charts. */
export const severityNames: readonly SeverityName[] = bands;

/** Returns the band's name of a number, undefined for 0 and for anything out of range. */
export function severityName(number: SeverityNumber): SeverityName | undefined {
  return number < 1 ? undefined : bands[Math.floor((number - 1) / 4)];
}

/** Returns the lowest number of the band with this name. */
export function severityNumberOf(name: SeverityName): SeverityNumber {
  return bands.indexOf(name) * 4 + 1;
}
