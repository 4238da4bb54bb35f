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

/**
 * Reports come at once when something changed, but no two begin within so long (FEATURES C1). Short of a second by what a line needs from
 * the log into the report (some 30 ms), so that what is written right behind one report stands in the next one within a second.
 */
const gapMs = 950;

/** What a report says that the one before did not; the code that issues lead to is found after them. */
type News = 'nothing' | 'links' | 'changes';

/** Holds timers until disposed of. */
export class Reporting implements Disposable {
  readonly #options: ReportingOptions;
  readonly #reporter: Reporter;
  #settings: ReportingOptions['settings'];
  #newest: Snapshot | undefined;
  /** What the next report says that the last one did not. */
  #news: News = 'changes';
  /** When the last report of a change began, and the last one of links alone: these are extra, so that no change waits for them. */
  #changeMs = -Infinity;
  #linksMs = -Infinity;
  #historyMs = -Infinity;
  #later: NodeJS.Timeout | undefined;
  /** What the report is for that waits. */
  #waiting: News = 'nothing';
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
    this.#news = 'changes';
    this.#writeNews();
  }

  /** Notes that the next report will say something new. */
  changed(): void {
    this.#news = 'changes';
  }

  /** Notes that the next report will lead to more places in the code, and else say nothing new. */
  linked(): void {
    if (this.#news === 'nothing') this.#news = 'links';
  }

  /** Whether a change would be reported now. */
  get isReady(): boolean {
    return this.#waitMs(this.#changeMs) === 0;
  }

  /** Reports what changed, now or when the last report is old enough. */
  soon(): void {
    if (this.#news === this.#waiting) return;
    const waitMs = this.#waitMs(this.#news === 'links' ? Math.max(this.#changeMs, this.#linksMs) : this.#changeMs);
    // A report of links that waits may wait longer than a change does.
    clearTimeout(this.#later);
    this.#waiting = this.#news;
    if (waitMs === 0) this.#writeNews();
    else this.#later = setTimeout(() => this.#writeNews(), waitMs);
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

  /** How long until `gapMs` after a moment; no longer than that, since the clock may be set back. */
  #waitMs(sinceMs: number): number {
    return Math.min(gapMs, Math.max(0, sinceMs + gapMs - this.#options.clock.nowMs()));
  }

  #writeNews(): void {
    const { briefing, dashboard } = this.#settings;
    const isDashboardDue = dashboard.realtimeUpdates || this.#newest === undefined;
    clearTimeout(this.#later);
    if (this.#news === 'links') this.#linksMs = this.#options.clock.nowMs();
    else this.#changeMs = this.#options.clock.nowMs();
    this.#news = this.#waiting = 'nothing';
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
