/**
 * Whether the path that leads to a fault was taken again: silence is no success. What a log usually writes right before the fault tells that
 * the path was taken; how often the fault followed before tells how often it has to be taken to be sure.
 */
import type { Exercise } from '../model/verification.ts';
import type { Neighbourhood } from './store/store.ts';

/** Records of one template of one log. */
export interface UsualCount {
  readonly before: number;
  readonly since: number;
}

/** What is known about an issue's surroundings. */
export interface Surroundings {
  /** Of its places in the logs. */
  readonly neighbourhoods: readonly Neighbourhood[];
  /** By template, in the log of the issue. */
  readonly counts: ReadonlyMap<number, UsualCount>;
  /** Templates that tell of faults, of this issue and of others: they show nothing of a path that works. */
  readonly failing: ReadonlySet<number>;
  readonly textOf: (templateId: number) => string;
}

/** Of the places looked at, a usual forerunner stands before so many. */
const presentRatio = 0.6;
/** The nearest forerunners all have to be seen again: a single one may be another thread's. */
const nearest = 3;
/** What stands further before a fault has little to do with it (ours). */
const nearRecords = 5;
/** The chance to overlook a fault that is still there (ours, as statisticians have it). */
const missed = 0.05;

/** Returns the forerunner that was seen least of what it takes; undefined when nothing but faults is written there. */
export function exerciseOf({ neighbourhoods, counts, failing, textOf }: Surroundings): Exercise | undefined {
  const failed = new Set(neighbourhoods.map(({ templateId }) => templateId));
  const failures = [...failed].reduce((sum, id) => sum + (counts.get(id)?.before ?? 0), 0);
  // A forerunner comes about as often as what it stands before; a banner or a job of the hour that stood near once does not.
  const isUsual = (id: number): boolean => !failing.has(id) && (counts.get(id)?.before ?? 0) >= Math.max(1, presentRatio * failures);
  const forerunners = forerunnersOf(neighbourhoods).filter(({ template }) => isUsual(template))
    .filter(({ distance }, index) => index === 0 || distance <= nearRecords).slice(0, nearest).map(({ template }) => template);
  const exercises = forerunners.map((id): Exercise => {
    const { before, since } = counts.get(id) ?? { before: 0, since: 0 };
    return { template: textOf(id), before, since, needed: neededOf(failures, before) };
  });
  return exercises.sort((a, b) => a.since / a.needed - b.since / b.needed)[0] ?? anyRecord(counts, failing, failures);
}

/** Whether so much was done since that the fault would have shown. */
export function isExercised({ since, needed }: Exercise): boolean {
  return since >= needed;
}

/** Templates that stand before most of the places, the nearest on average first. */
function forerunnersOf(neighbourhoods: readonly Neighbourhood[]): { readonly template: number; readonly distance: number }[] {
  const seen = new Map<number, { places: number; distance: number }>();
  for (const { templateId, before: all } of neighbourhoods) {
    // Behind the fault's own last sighting begins the way to that one.
    const earlier = all.indexOf(templateId);
    const before = earlier < 0 ? all : all.slice(0, earlier);
    for (const template of new Set(before)) {
      const sum = seen.get(template) ?? { places: 0, distance: 0 };
      sum.places++;
      sum.distance += before.indexOf(template);
      seen.set(template, sum);
    }
  }
  return [...seen].filter(([, { places }]) => places >= presentRatio * neighbourhoods.length)
    .map(([template, { places, distance }]) => ({ template, distance: distance / places })).sort((a, b) => a.distance - b.distance);
}

/** Where nothing stands before the fault, all that its log writes beside faults. */
function anyRecord(counts: ReadonlyMap<number, UsualCount>, failing: ReadonlySet<number>, failures: number): Exercise | undefined {
  const usual = [...counts].filter(([id]) => !failing.has(id)).map(([, count]) => count);
  const before = usual.reduce((sum, count) => sum + count.before, 0);
  if (before === 0) return undefined;
  return { template: '<*>', before, since: usual.reduce((sum, count) => sum + count.since, 0), needed: neededOf(failures, before) };
}

/** How many times the path has to be taken without the fault; never more than it was taken before. */
function neededOf(failures: number, before: number): number {
  const ratio = Math.max(1, failures) / before;
  const times = ratio >= 1 - missed ? 1 : Math.ceil(Math.log(missed) / Math.log(1 - ratio));
  return Math.max(1, Math.min(times, before));
}
