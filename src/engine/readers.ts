/** Makes what turns bytes into redacted records, the same in every thread. */
import type { ByteInterner } from '../base/byteInterner.ts';
import type { Clock } from '../base/clock.ts';
import type { Settings } from '../model/settings.ts';
import { LogParser } from './parse/parse.ts';
import { Redactor } from './protect/protect.ts';
import { readSettingsOf } from './readSettings.ts';

/** What a reading thread is started with. */
export interface ReaderSetup {
  readonly stateFolder: string;
  readonly workspace: string;
  /** What says how logs are read. */
  readonly settings: Settings;
}

/** Parses and redacts. */
export interface Readers {
  readonly parser: LogParser;
  readonly redactor: Redactor;
}

/** Opens them; throws `EngineError` when the state folder cannot be used. */
export function openReaders({ stateFolder, workspace, settings }: ReaderSetup, components: ByteInterner, clock: Clock): Readers {
  return { parser: new LogParser({ components, clock, assumedZoneMinutes: localZoneMinutes, ...readSettingsOf(settings, workspace) }), redactor: Redactor.open(stateFolder, settings.protect.patterns) };
}

/** Minutes east of UTC of this machine at a wall-clock moment. */
function localZoneMinutes(wallClockMs: number): number {
  return -new Date(wallClockMs).getTimezoneOffset();
}
