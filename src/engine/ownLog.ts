/** Logbrief's own log, `logs/logbrief.log` in the state folder: notices by level, rotated by size. Opened by name for each line, so that anybody may rotate it. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../base/makeFolder.ts';
import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { logLevels, type CoreSettings, type LogLevel } from '../model/settings.ts';
import { rotateOwnFiles } from './maintain/maintain.ts';

/** What it is made with. */
export interface OwnLogOptions {
  readonly stateFolder: string;
  readonly clock: Clock;
  /** Gets every notice whatever the level, unless `isLevelled`. */
  readonly logger: Logger;
  /** `logger` gets what the level lets through, and debug notices too. */
  readonly isLevelled: boolean;
  /** The settings in force at each line. */
  settings(): CoreSettings;
}

/** A longer notice is cut: it is a sentence, not a record. */
const maxLength = 2000;

/** Writes lines between `open` and `close`; otherwise, and where the folder cannot be written to, it passes notices on alone. */
export class OwnLog implements Logger {
  readonly #options: OwnLogOptions;
  readonly #file: string;
  #isOpen = false;
  #hasFailed = false;

  constructor(options: OwnLogOptions) {
    this.#options = options;
    this.#file = path.join(options.stateFolder, 'logs', 'logbrief.log');
  }

  /** Begins to write to the file. */
  open(): void {
    this.#isOpen = true;
  }

  /** Writes to the file no more. */
  close(): void {
    this.#isOpen = false;
  }

  debug(message: string): void {
    this.#record('DEBUG', 'debug', message);
  }

  notice(message: string): void {
    this.#record('INFO', 'notice', message);
  }

  warn(message: string): void {
    this.#record('WARNING', 'warn', message);
  }

  error(message: string): void {
    this.#record('ERROR', 'error', message);
  }

  /** Says why the engine ends; nobody but the file hears it here, since the one who ends it tells the user. */
  critical(message: string): void {
    if (this.#isWanted('CRITICAL')) this.#append('CRITICAL', message);
  }

  #record(level: LogLevel, method: keyof Logger, message: string): void {
    const isWanted = this.#isWanted(level);
    if (isWanted || !this.#options.isLevelled) this.#options.logger[method](message);
    if (isWanted) this.#append(level, message);
  }

  #isWanted(level: LogLevel): boolean {
    return logLevels.indexOf(level) >= logLevels.indexOf(this.#options.settings().logLevel);
  }

  #append(level: LogLevel, message: string): void {
    if (!this.#isOpen) return;
    const line = `${new Date(this.#options.clock.nowMs()).toISOString()} ${level} ${message.slice(0, maxLength).replace(/\p{Cc}/gu, ' ')}\n`;
    try {
      makeFolder({ fs, path }, path.dirname(this.#file), 0o700);
      this.#rotateWhenFull(line.length);
      fs.appendFileSync(this.#file, line, { mode: 0o600 });
      this.#hasFailed = false;
    } catch (thrown) {
      if (!this.#hasFailed) this.#options.logger.warn(`Cannot write to ${this.#file}: ${thrown instanceof Error ? thrown.message : String(thrown)}. Notices appear here alone until it can be written to.`);
      this.#hasFailed = true;
    }
  }

  #rotateWhenFull(moreBytes: number): void {
    const { stateFolder, clock } = this.#options;
    const { maxLogFileSizeMb, backupCount } = this.#options.settings();
    const sizeBytes = fs.statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
    if (sizeBytes === 0 || sizeBytes + moreBytes <= maxLogFileSizeMb * 1e6) return;
    try {
      rotateOwnFiles({ stateFolder, clock, maxBytes: Math.min(sizeBytes, maxLogFileSizeMb * 1e6), keep: backupCount });
    } catch (thrown) {
      // Other maintenance goes on; the next line tries again, and meanwhile the file grows a little.
      if (!(thrown instanceof EngineError) || thrown.code !== 'storeBusy') throw thrown;
    }
  }
}
