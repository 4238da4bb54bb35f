/** When the reports are written: at once after a change but not too often, on timers, on request; as the settings want it. */
import type { Clock } from '../base/clock.ts';
import type { Issue } from '../model/issue.ts';
import type { Settings } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { keepHistory } from './maintain/maintain.ts';
import { renderDashboard, Reporter, type ReportName } from './report/report.ts';

/** What reporting needs of the engine around it. */
export interface ReportingOptions {
  readonly stateFolder: string;
  readonly settings: Pick<Settings, 'briefing' | 'dashboard'>;
  readonly clock: Clock;
  readonly knownIssues: readonly Issue[];
  /** Makes the snapshot of this moment. */
  readonly makeSnapshot: () => Snapshot;
  /** Runs what may meet a full disk; a failure is told elsewhere and the old file stays. */
  readonly guard: (write: () => void) => void;
  readonly onSnapshot: (snapshot: Snapshot) => void;
}

/** Reports come at once when something changed, but at most so often (FEATURES C1). */
const gapMs = 1000;

/** Holds timers until disposed of. */
export class Reporting implements Disposable {
  readonly #options: ReportingOptions;
  readonly #reporter: Reporter;
  #settings: ReportingOptions['settings'];
  #newest: Snapshot | undefined;
  #isChanged = true;
  #changeMs = -Infinity;
  #historyMs = -Infinity;
  #later: NodeJS.Timeout | undefined;
  #timers: readonly NodeJS.Timeout[] = [];

  constructor(options: ReportingOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#reporter = new Reporter({ folder: options.stateFolder, ...this.#settings }, options.knownIssues);
  }

  /** The snapshot of the newest report. */
  get newest(): Snapshot | undefined {
    return this.#newest;
  }

  /** Begins to report on the timers. */
  start(): void {
    const { briefing, dashboard } = this.#settings;
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [
      ...(briefing.autoGenerate ? [setInterval(() => this.#write(['briefing']), briefing.updateIntervalSeconds * 1000)] : []),
      setInterval(() => this.#write(['dashboard']), dashboard.updateIntervalSeconds * 1000),
    ];
  }

  /** Goes on by other settings. */
  apply(settings: ReportingOptions['settings']): void {
    this.#settings = settings;
    this.#reporter.apply(settings);
    if (this.#timers.length > 0) this.start();
    this.#writeChange();
  }

  /** Notes that the next report will say something new. */
  changed(): void {
    this.#isChanged = true;
  }

  /** Whether a change would be reported now. */
  get isReady(): boolean {
    return this.#later === undefined && this.#options.clock.nowMs() >= this.#changeMs + gapMs;
  }

  /** Reports what changed, now or when the last report is old enough. */
  soon(): void {
    if (!this.#isChanged || this.#later) return;
    const waitMs = Math.max(0, this.#changeMs + gapMs - this.#options.clock.nowMs());
    if (waitMs === 0) {
      this.#writeChange();
      return;
    }
    this.#later = setTimeout(() => {
      this.#later = undefined;
      this.#writeChange();
    }, waitMs);
  }

  /** Writes everything that is switched on, since somebody asked for it. */
  asked(): void {
    this.#write(['briefing', 'dashboard']);
  }

  /** Writes what is true at the end. */
  last(): void {
    this.#write(this.#settings.briefing.autoGenerate ? ['briefing', 'dashboard'] : ['dashboard']);
  }

  [Symbol.dispose](): void {
    for (const timer of [this.#later, ...this.#timers]) clearTimeout(timer);
  }

  #writeChange(): void {
    const { briefing, dashboard } = this.#settings;
    const isDashboardDue = dashboard.realtimeUpdates || this.#newest === undefined;
    this.#changeMs = this.#options.clock.nowMs();
    this.#isChanged = false;
    this.#write([...(briefing.autoGenerate ? ['briefing' as const] : []), ...(isDashboardDue ? ['dashboard' as const] : [])]);
  }

  #write(which: readonly ReportName[]): void {
    const snapshot = this.#options.makeSnapshot();
    this.#newest = snapshot;
    this.#options.guard(() => {
      this.#reporter.write(snapshot, which);
      this.#keepHistory(snapshot);
    });
    const isDue = this.#settings.dashboard.realtimeUpdates || which.includes('dashboard');
    this.#options.onSnapshot(isDue ? snapshot : { ...snapshot, isDashboardDue: false });
  }

  #keepHistory(snapshot: Snapshot): void {
    const { enabled, updateIntervalSeconds, maxDashboardHistory } = this.#settings.dashboard;
    if (!enabled || snapshot.generatedMs - this.#historyMs < updateIntervalSeconds * 1000) return;
    this.#historyMs = snapshot.generatedMs;
    keepHistory({ stateFolder: this.#options.stateFolder, text: renderDashboard(snapshot), maxFiles: maxDashboardHistory, nowMs: snapshot.generatedMs });
  }
}
