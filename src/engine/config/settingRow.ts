/** What a row of the settings table is. */

/** A value that stands alone. */
export type PlainValue = boolean | number | string | readonly string[];

/** One entry of a list of maps, by the names of `Settings`. */
export type EntryValue = Readonly<Record<string, PlainValue>>;

/** What a setting can hold. */
export type SettingValue = PlainValue | readonly EntryValue[];

/** What a value must look like. */
export type ValueShape =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer'; readonly minimum: number; readonly maximum: number; readonly unit: string }
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number; readonly unit: string }
  /** Taken in any case, kept as written here. */
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** `takes` ends the sentence "must be …". */
  | { readonly kind: 'text'; readonly takes: string; readonly expression: RegExp; readonly example: string }
  /** An expression that runs in linear time (RE2's syntax); with `groups` it has named groups, and no others than these. */
  | { readonly kind: 'pattern'; readonly example: string; readonly groups?: readonly string[] }
  | { readonly kind: 'patterns'; readonly example: readonly string[] }
  | { readonly kind: 'globs'; readonly example: readonly string[] }
  /** Of other programs, so only those that a name leads to: no pattern, no root, no way up. */
  | { readonly kind: 'folders'; readonly example: readonly string[] }
  | { readonly kind: 'names'; readonly example: readonly string[] };

/** A key of an entry. */
export interface EntryField {
  /** As the file names it. */
  readonly name: string;
  /** As `Settings` names it. */
  readonly field: string;
  readonly isRequired: boolean;
  /** Of the fields with this mark an entry has at least one. */
  readonly isOneOf?: true;
  readonly shape: ValueShape;
  readonly description: string;
}

/** What all rows say. */
export interface RowText {
  /** As the configuration file names it, dotted, snake_case. */
  readonly key: string;
  /** As `Settings` names it, dotted, camelCase; the editor's overrides use this name. */
  readonly field: string;
  /** What it is, one sentence. */
  readonly description: string;
  /** What changing it does. */
  readonly effect: string;
  /** Names of environment variables of the older system that mean the same; the later ones win. */
  readonly formerVariables?: readonly string[];
  /** Holds at once when it changes; for others the engine opens its parts anew, by which nothing stored is lost. */
  readonly isLive?: true;
}

/** One setting. */
export type SettingRow = RowText & (
  | (ValueShape & { readonly default: PlainValue })
  | { readonly kind: 'entries'; readonly default: readonly EntryValue[]; readonly fields: readonly EntryField[]; readonly example: EntryValue }
);

/** A top-level key of the file and what its rows are about. */
export interface SettingSection {
  readonly name: string;
  readonly description: string;
}
