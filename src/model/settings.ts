/** The settings after all their sources are merged; every field is read by something. */

/** What to watch and how. Paths are globs relative to the workspace or absolute. */
export interface WatchSettings {
  /** Empty: find the logs of the workspace by itself (FEATURES A1). */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Milliseconds between sweeps that find what file events missed; 2,000 at most by DESIGN decision 4. */
  readonly sweepIntervalMs: number;
}

/** The briefing file. */
export interface BriefingSettings {
  readonly enabled: boolean;
  /** Seconds between rewrites when nothing changes. */
  readonly updateIntervalSeconds: number;
  /** Bytes of UTF-8 the briefing may have. */
  readonly budgetBytes: number;
}

/** The dashboard file and its history. */
export interface DashboardSettings {
  readonly enabled: boolean;
  readonly updateIntervalSeconds: number;
  /** Files kept in `history/`, oldest go first. */
  readonly maxDashboardHistory: number;
}

/** All settings. */
export interface Settings {
  readonly watch: WatchSettings;
  readonly briefing: BriefingSettings;
  readonly dashboard: DashboardSettings;
}

/** What holds where nobody said anything; numbers from the operations guide, sections 2 and FEATURES C1. */
export const defaultSettings: Settings = {
  watch: { include: [], exclude: [], sweepIntervalMs: 1000 },
  briefing: { enabled: true, updateIntervalSeconds: 300, budgetBytes: 4096 },
  dashboard: { enabled: true, updateIntervalSeconds: 60, maxDashboardHistory: 1000 },
};
