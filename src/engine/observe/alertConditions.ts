/** Which limits of the section `alerts` are crossed by the figures of this moment. */
import type { Alert, AlertKind } from '../../model/alert.ts';
import type { AlertSettings } from '../../model/settings.ts';
import type { Figures } from './figures.ts';
import type { Trend } from './trend.ts';

/** A limit that is crossed. */
export interface Crossing {
  readonly kind: AlertKind;
  readonly value: number;
  readonly limit: number;
}

const minuteMs = 60_000;

/** Lists what is crossed; a limit of 0 that the settings call "never" never is, nor what is not known. */
export function crossings({ snapshot, freeDiskBytes }: Figures, growth: Trend | undefined, alerts: AlertSettings): readonly Crossing[] {
  const { performance, health } = snapshot;
  const { queue, memoryMb } = performance ?? {};
  const queueRatio = queue ? queue.waitingRecords / queue.capacityRecords : undefined;
  const growthLimit = Math.max(10, alerts.maxMemoryMb / 10);
  const over = (kind: AlertKind, value: number | undefined, limit: number): Crossing[] => (value !== undefined && value > limit ? [{ kind, value, limit }] : []);
  const under = (kind: AlertKind, value: number | undefined, limit: number): Crossing[] => (value !== undefined && limit > 0 && value < limit ? [{ kind, value, limit }] : []);
  return [
    ...under('health', health.score, alerts.minHealthScore),
    ...over('errors', errorsPerMinute(snapshot), alerts.maxErrorsPerMinute),
    ...over('memory', memoryMb, alerts.maxMemoryMb),
    // By the hour, once it has grown by as much.
    ...(growth && growth.grownMb > growthLimit ? over('growth', growth.mbPerHour, growthLimit) : []),
    ...over('queue', queueRatio, alerts.maxQueueRatio),
    ...under('disk', freeDiskBytes === undefined ? undefined : freeDiskBytes / 1e6, alerts.minFreeDiskMb),
  ];
}

/** One sentence for a person. */
export function alertText({ kind, value, limit, isFiring }: Alert): string {
  const number = (amount: number): string => (amount >= 10 ? amount.toFixed(0) : amount.toFixed(2));
  const [now, border] = [number(value), number(limit)];
  const text = {
    health: `health score ${now} is below ${border}`,
    errors: `${now} errors in a minute, more than ${border}`,
    memory: `the engine takes ${now} MB, more than ${border}`,
    growth: `the engine's memory grows steadily by ${now} MB an hour, more than ${border}: a leak`,
    queue: `the queue is full to ${number(value * 100)} %, more than ${number(limit * 100)} %`,
    disk: `${now} MB are free on the disk of the store, less than ${border}`,
  }[kind];
  return isFiring ? text : `over: ${text}`;
}

/** Records of ERROR and above in the fuller of the last two minutes; the logs' clock counts, so old logs alert nobody. */
function errorsPerMinute({ perMinute, generatedMs }: Figures['snapshot']): number {
  const recent = perMinute.filter(({ minuteMs: startMs }) => startMs > generatedMs - 2 * minuteMs && startMs <= generatedMs);
  return Math.max(0, ...recent.map(({ counts }) => (counts[5] ?? 0) + (counts[6] ?? 0)));
}
