/** Tells somebody when a limit of the section `alerts` is crossed: the editor, a command, a webhook. */
import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { Alert } from '../model/alert.ts';
import type { AlertSettings } from '../model/settings.ts';
import { AlertBook, alertPayload, alertText, crossings, MemoryTrend, postAlert, runAlertCommand, type Figures } from './observe/observe.ts';

/** Settings that make something happen outside. */
export type ActionKey = 'alerts.command' | 'alerts.webhook';

/** What telling needs. */
export interface AlertingOptions {
  readonly workspace: string;
  readonly stateFolder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onAlert: (alert: Alert) => void;
  /** Whether this setting comes from the user: a file of a workspace may come from anyone. */
  readonly mayAct: (key: ActionKey) => boolean;
}

/** Looks at figures; what it does outside ends within a time limit. */
export class Alerting {
  readonly #options: AlertingOptions;
  readonly #book: AlertBook;
  readonly #trend = new MemoryTrend();
  readonly #troubles = new Map<string, string>();

  constructor(options: AlertingOptions) {
    this.#options = options;
    this.#book = new AlertBook(options.stateFolder);
  }

  /** Sentences about what does not work. */
  get troubles(): readonly string[] {
    return [...this.#troubles.values()];
  }

  /** Notes how much memory is taken, for the trend; also while nobody is to be told. */
  note(memoryMb: number): void {
    this.#trend.add(this.#options.clock.nowMs(), memoryMb);
  }

  /** Looks at the figures and tells what is due; the border of its failures. */
  async look(figures: Figures, settings: AlertSettings): Promise<void> {
    if (!settings.enabled) {
      this.#troubles.clear();
      return;
    }
    try {
      const due = this.#book.look(crossings(figures, this.#trend.growth(), settings), settings.repeatIntervalSeconds * 1000, this.#options.clock.nowMs());
      // A full disk, of which nothing can be written down, has to be told all the more.
      await Promise.all(due.map((alert) => this.#tell(alert, settings)));
      this.#book.save();
      this.#troubles.delete('book');
    } catch (thrown) {
      this.#note('book', messageOf(thrown));
    }
  }

  async #tell(alert: Alert, { command, webhook }: AlertSettings): Promise<void> {
    const { logger, workspace, onAlert } = this.#options;
    logger.notice(`alert: ${alertText(alert)}`);
    onAlert(alert);
    const payload = alertPayload(alert, workspace);
    await Promise.all([
      this.#act('alerts.command', command, () => runAlertCommand(command, payload, workspace)),
      this.#act('alerts.webhook', webhook, () => postAlert(webhook, payload)),
    ]);
  }

  async #act(key: ActionKey, value: string, action: () => Promise<void>): Promise<void> {
    if (value === '') this.#troubles.delete(key);
    else if (!this.#options.mayAct(key)) this.#note(key, `${key} stands in a file of the workspace and is not used: start with --allow-actions, or set ${key === 'alerts.command' ? 'LOGBRIEF_ALERTS_COMMAND' : 'LOGBRIEF_ALERTS_WEBHOOK'}.`);
    else {
      try {
        await action();
        this.#troubles.delete(key);
      } catch (thrown) {
        this.#note(key, messageOf(thrown));
      }
    }
  }

  #note(topic: string, text: string): void {
    if (this.#troubles.get(topic) !== text) this.#options.logger.warn(text);
    this.#troubles.set(topic, text);
  }
}
