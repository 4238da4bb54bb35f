/** Every message between Logbrief's processes, typed: host and engine, host and webview. */
import type { Alert, AlertKind, AlertMark } from '../model/alert.ts';
import type { BackupReport, CleanupPlan, CleanupReport } from '../model/maintenance.ts';
import type { ConfigReport } from '../model/configReport.ts';
import type { RecordPage, RecordQuery } from '../model/query.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** What may be asked of the engine: parameters and answer by method. */
export interface EngineMethods {
  /** The newest snapshot; undefined before the first one. */
  snapshot: { params: undefined; result: Snapshot | undefined };
  /** The briefing's markdown as it is on disk or, without a file, made now. */
  briefing: { params: undefined; result: string };
  /** Writes briefing and dashboard now. */
  writeReports: { params: undefined; result: { readonly briefingPath: string; readonly dashboardPath: string } };
  records: { params: RecordQuery; result: RecordPage };
  /** Notes that somebody has seen an alert, or wants nothing of its kind until a moment. */
  markAlert: { params: { readonly kind: AlertKind; readonly mark: AlertMark }; result: undefined };
  backup: { params: undefined; result: BackupReport };
  planCleanup: { params: undefined; result: CleanupPlan };
  /** Deletes exactly what a plan shown before named, as far as it is unchanged. */
  cleanup: { params: CleanupPlan; result: CleanupReport };
  /** Reads the configuration again, with other settings of the editor where some are given; a faulty one is refused and the last good one stays. */
  reload: { params: Pick<EngineStart, 'overrides' | 'profile'> | undefined; result: ConfigReport };
  /** Makes `config.yaml`, with every setting explained, where there is none; returns its path. */
  makeConfiguration: { params: undefined; result: string };
  /** Commits what is read and ends; the answer comes when nothing is open any more. */
  stop: { params: undefined; result: undefined };
}

/** A method's name. */
export type EngineMethod = keyof EngineMethods;

/** Who writes the store of this workspace. */
export type EngineRole =
  | { readonly kind: 'writer' }
  /** Another process writes; this one reads and takes over when that one is gone. */
  | { readonly kind: 'reader'; readonly reason: string }
  /** `core.enabled` is false; `origin` says where. It is looked at again when the configuration changes. */
  | { readonly kind: 'off'; readonly origin: string };

/** What the engine tells without being asked. Whole states, so that a missed one does no harm. */
export interface EngineEvents {
  snapshotChanged: Snapshot;
  roleChanged: EngineRole;
  /** The configuration was read: at the start, and whenever it changed. */
  configRead: ConfigReport;
  /** A limit is crossed, or no longer, and somebody is to be told. */
  alerted: Alert;
  /** A sentence for the log output. */
  noticed: { readonly level: 'debug' | 'notice' | 'warn' | 'error'; readonly message: string };
}

/** What a worker thread is started with. */
export interface EngineStart {
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  /** Absolute path of the `.logbrief` folder. */
  readonly stateFolder: string;
  /** Settings of the editor that override the configuration file: dotted key → value. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** Also read `config/enhanced_logging.<profile>.yaml`. */
  readonly profile?: string | undefined;
}

/** The engine as the host sees it. */
export interface EngineView {
  readonly state: 'starting' | 'running' | 'stopped' | 'crashed';
  /** Why it is stopped, crashed or not to be believed, and what happens next. */
  readonly detail: string;
  /** Whether it may run here: a folder is open, trusted, and Logbrief is on. */
  readonly isAllowed: boolean;
  readonly role: EngineRole | undefined;
  readonly snapshot: Snapshot | undefined;
}

/** From the host to a panel: always the whole state. */
export type ToPanel =
  | { readonly kind: 'briefing'; readonly markdown: string; readonly engine: Omit<EngineView, 'snapshot'> }
  | { readonly kind: 'dashboard'; readonly view: EngineView };

/** From a panel to the host. */
export type FromPanel =
  | { readonly kind: 'ready' }
  /** Open a place named in the panel; `path` as shown there. */
  | { readonly kind: 'open'; readonly path: string; readonly line: number }
  /** Run one of Logbrief's own commands, by its id without the prefix `logbrief.`. */
  | { readonly kind: 'command'; readonly command: string }
  /** An error in the panel's script. */
  | { readonly kind: 'failed'; readonly message: string };
