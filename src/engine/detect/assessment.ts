/** What the detector is opened with and what it says. */
import type { Issue } from '../../model/issue.ts';
import type { Run } from '../../model/run.ts';
import type { RuleSettings } from '../../model/settings.ts';
import type { Outage, SystemChange } from '../../model/snapshot.ts';

/** What the detector asks of its surroundings, and what it goes on with after a restart. */
export interface DetectOptions {
  readonly templateText: (templateId: number) => string;
  readonly componentText: (componentId: number) => string;
  readonly issues: readonly Issue[];
  /** What `saved` gave; undefined for a new store. */
  readonly saved: Uint8Array | undefined;
  /** Earlier runs, oldest first. */
  readonly runs?: readonly Run[];
  /** The user's own; none when missing. */
  readonly rules?: RuleSettings;
}

/** What is known at one moment. */
export interface Assessment {
  /** In order of first sight. */
  readonly issues: readonly Issue[];
  readonly outage: Outage | undefined;
  readonly changes: readonly SystemChange[];
  readonly notices: readonly string[];
}
