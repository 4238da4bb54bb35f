/** What a service of the system is to run, whatever kind of service it is. */
import path from 'node:path';
import type { Settings } from '../../../model/settings.ts';

/** Kinds of services that can be described. */
export const serviceKinds = ['systemd', 'launchd', 'nssm', 'sc'] as const;
/** One of them. */
export type ServiceKind = (typeof serviceKinds)[number];

/** What it runs, and as whom. All paths are absolute. */
export interface ServiceDefinition {
  readonly name: string;
  readonly workspace: string;
  readonly stateFolder: string;
  /** Program and arguments. */
  readonly command: readonly string[];
  /** For the account of one user, not for the machine. */
  readonly isForUser: boolean;
  /** Whose account it runs under when it is for the machine; missing: the system's default. */
  readonly account?: string;
  readonly memoryHighMb: number;
  readonly memoryMaxMb: number;
  readonly cpuQuotaPercent: number;
}

/** The first line of every file of ours: a file without it is never replaced or removed. */
export const serviceMark = 'Made by logbrief service';

/** Returns a name that says which workspace is meant: letters, digits, `-`. */
export function serviceNameOf(workspace: string): string {
  const slug = path.basename(workspace).toLowerCase().replaceAll(/[^a-z\d]+/g, '-').replaceAll(/^-|-$/g, '').slice(0, 40);
  return slug === '' ? 'logbrief' : `logbrief-${slug}`;
}

/** Returns limits well above what the engine keeps to by itself, so that they bite only when it is broken. */
export function serviceLimits({ performance }: Pick<Settings, 'performance'>): Pick<ServiceDefinition, 'memoryHighMb' | 'memoryMaxMb' | 'cpuQuotaPercent'> {
  // A heap that is being collected takes about twice what it keeps (ours). The guide's 200 %.
  return { memoryHighMb: Math.round(performance.memoryThresholdMb * 1.5), memoryMaxMb: Math.max(1024, performance.memoryThresholdMb * 2.5), cpuQuotaPercent: 200 };
}
