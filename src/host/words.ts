/** Numbers, sizes and times in the words of the user's language and zone. */

/** Gives a text in the user's language, `{0}` and so on replaced; `vscode.l10n.t` in the editor. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

/** What a text is made with. */
export interface Words {
  readonly t: Translate;
  /** BCP 47. */
  readonly locale: string;
}

/** Returns a whole number with its separators. */
export function countText(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** Returns a size with its unit, decimal kilobytes and so on. */
export function sizeText(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const unit = units[power] ?? 'gigabyte';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: power === 0 ? 'long' : 'short', maximumFractionDigits: power === 0 ? 0 : 1 }).format(bytes / 1000 ** power);
}

/** Returns a moment in the zone of this machine: the time alone when it was today, else with its date. */
export function timeText(epochMs: number, nowMs: number, locale: string): string {
  const isToday = new Date(epochMs).toDateString() === new Date(nowMs).toDateString();
  return new Intl.DateTimeFormat(locale, isToday ? { timeStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'medium' }).format(epochMs);
}

/** Returns a language tag that `Intl` takes, English when it takes none of what it is given. */
export function safeLocale(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
