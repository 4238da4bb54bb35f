/** Remembers what the files said when they were last sound, so that a slip of the pen does not cost the settings at the next start. */
import fs from 'node:fs';
import path from 'node:path';
import { checkValue } from './checkValue.ts';
import type { Held } from './merge.ts';
import { originText } from './origin.ts';
import { findSetting, type SettingRow } from './settingsTable.ts';

/** Far above what a file of the largest allowed size comes to. */
const maxBytes = 1 << 20;

/** Returns where it is remembered. */
export function lastGoodPath(stateFolder: string): string {
  return path.join(stateFolder, 'config.good.json');
}

/** The text to remember: values that files gave, by key, with their origin. */
export function lastGoodText(held: ReadonlyMap<SettingRow, Held>): string {
  const kept = [...held].flatMap(([row, { value, origin }]) => (origin.kind === 'default' ? [] : [[row.key, { value, origin: originText(origin) }] as const]));
  return `${JSON.stringify(Object.fromEntries(kept), undefined, 1)}\n`;
}

/** Reads it back; undefined when there is none or it is not whole. Every value is checked as if it came from a file. */
export function readLastGood(stateFolder: string): ReadonlyMap<SettingRow, Held> | undefined {
  const file = lastGoodPath(stateFolder);
  try {
    const stat = fs.lstatSync(file);
    if (!stat.isFile() || stat.size > maxBytes) return undefined;
    return parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    // It is a copy for hard times; without it the sound files and the defaults hold.
    return undefined;
  }
}

function parse(kept: unknown): ReadonlyMap<SettingRow, Held> | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const held = new Map<SettingRow, Held>();
  for (const [key, entry] of Object.entries<unknown>({ ...kept })) {
    const row = findSetting(key);
    if (!row || typeof entry !== 'object' || entry === null || !('value' in entry) || !('origin' in entry) || typeof entry.origin !== 'string') return undefined;
    const checked = checkValue(row, entry.value);
    if (!checked.ok) return undefined;
    held.set(row, { value: checked.value, origin: { kind: 'lastGood', text: entry.origin.replace(/^last good /, '') } });
  }
  return held;
}
