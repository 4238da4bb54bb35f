/** What maintenance goes by where nobody said anything: the figures of the operations guide. */

/** Backups, cleanup and rotation. */
export interface MaintenanceSettings {
  readonly core: { readonly maxLogFileSizeMb: number; readonly backupCount: number };
  readonly backup: { readonly enabled: boolean; readonly time: string; readonly keepDays: number; readonly keepAtLeast: number };
  readonly cleanup: {
    readonly enabled: boolean; readonly historyHours: number; readonly metricsDays: number; readonly logFolders: readonly string[];
    readonly logDays: number; readonly logKeepAtLeast: number; readonly logMaxMb: number;
  };
}

/** The defaults. */
export const maintenanceSettings: MaintenanceSettings = {
  core: { maxLogFileSizeMb: 10, backupCount: 10 },
  backup: { enabled: false, time: '02:00', keepDays: 30, keepAtLeast: 3 },
  cleanup: { enabled: false, historyHours: 168, metricsDays: 7, logFolders: [], logDays: 30, logKeepAtLeast: 0, logMaxMb: 0 },
};
