/** Numbers, sizes and times as a panel shows them: in the user's language and zone, with units. */
import { fill, type PanelStrings } from './strings.ts';

/** What a view is made with. */
export interface Formats {
  /** BCP 47. */
  readonly locale: string;
  readonly nowMs: number;
  /** IANA name; the browser's own when missing. */
  readonly timeZone?: string;
}

/** Returns a number with separators and at most `decimals` decimals. */
export function numberText(value: number, { locale }: Formats, decimals = 0): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }).format(value);
}

/** Returns a size with its unit, decimal kilobytes and so on. */
export function bytesText(bytes: number, { locale }: Formats): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const unit = units[power] ?? 'gigabyte';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: power === 0 ? 'long' : 'short', maximumFractionDigits: power === 0 ? 0 : 1 }).format(bytes / 1000 ** power);
}

/** Returns a share as a percentage. */
export function percentText(ratio: number, { locale }: Formats): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(ratio);
}

/** Returns milliseconds with the unit. */
export function millisecondsText(ms: number, { locale }: Formats): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'millisecond', maximumFractionDigits: ms < 10 ? 1 : 0 }).format(ms);
}

/** Returns a moment: the time alone when it was today, else with its date. */
export function momentText(epochMs: number, formats: Formats): string {
  const isToday = dayText(epochMs, formats) === dayText(formats.nowMs, formats);
  const style = isToday ? { timeStyle: 'medium' } as const : { dateStyle: 'short', timeStyle: 'medium' } as const;
  return new Intl.DateTimeFormat(formats.locale, { ...style, ...zoneOf(formats) }).format(epochMs);
}

/** Returns a moment with date, time and zone, for tooltips. */
export function fullMomentText(epochMs: number, formats: Formats): string {
  return new Intl.DateTimeFormat(formats.locale, { dateStyle: 'full', timeStyle: 'long', ...zoneOf(formats) }).format(epochMs);
}

/** Returns a label for the time axis: the time of day, or the day where a step is a day or more. */
export function axisText(epochMs: number, stepMs: number, formats: Formats): string {
  const style = stepMs >= 86_400_000 ? { month: 'short', day: 'numeric' } as const : { hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(formats.locale, { ...style, ...zoneOf(formats) }).format(epochMs);
}

/** Returns a bucket's length in words. */
export function spanText(minutes: number, strings: PanelStrings): string {
  if (minutes >= 1440) return minutes === 1440 ? strings.oneDay : fill(strings.severalDays, minutes / 1440);
  if (minutes >= 60) return minutes === 60 ? strings.oneHour : fill(strings.severalHours, minutes / 60);
  return minutes === 1 ? strings.oneMinute : fill(strings.severalMinutes, minutes);
}

function dayText(epochMs: number, formats: Formats): string {
  return new Intl.DateTimeFormat(formats.locale, { dateStyle: 'short', ...zoneOf(formats) }).format(epochMs);
}

function zoneOf({ timeZone }: Formats): { readonly timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone };
}
