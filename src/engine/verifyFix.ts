/** What became of each issue since a moment: new, unchanged, gone, or not exercised, with the counts it rests on. */
import { runLogOf } from '../model/run.ts';
import { isBuildIssue, isDerived, type Issue } from '../model/issue.ts';
import type { FixVerdict, IssueVerdict, Verification } from '../model/verification.ts';
import { exerciseOf, isExercised, type UsualCount } from './exercise.ts';
import type { SinceMoment } from './sinceMoment.ts';
import type { LineLook, Neighbourhood, StoreReader } from './store/store.ts';

/** What is asked. */
export interface FixQuestion {
  readonly moment: SinceMoment;
  /** By rank. */
  readonly issues: readonly Issue[];
}

/** Blocks counted at most, newest first: some four million records. */
const mostBlocks = 1000;
/** Records looked at before a fault, and blocks read for all faults together; those of the worst come first. */
const lookLimits = { records: 30, blocks: mostBlocks };
/** A fault that was over for this long before the moment is not asked about. */
const recentMs = 3_600_000;
const order: readonly FixVerdict[] = ['new', 'unchanged', 'not exercised', 'gone'];

/** Answers from the store. */
export function verifyFix(reader: StoreReader, { moment, issues }: FixQuestion): Verification {
  const asked = new Asked(reader, moment, issues);
  const shown = issues.filter((issue) => issue.state !== 'muted').flatMap((issue) => asked.verdictOf(issue) ?? []);
  const verdicts = order.flatMap((verdict) => shown.filter((entry) => entry.verdict === verdict));
  return {
    since: moment.since, sinceMs: moment.ms, sinceText: moment.text, records: asked.records, verdicts,
    // Where nothing was written since, nothing was tried.
    isClean: asked.records > 0 && verdicts.every((entry) => entry.verdict === 'gone' || isMinor(entry.issue)),
    notices: [...(asked.records > 0 ? [] : ['nothing was written to any log since: start what is to be tried, and an engine that reads it']), ...(asked.isWhole ? [] : [`only the newest ${mostBlocks} blocks of records were counted`])],
  };
}

/** Noise and handled faults do not keep a fix from being one. */
function isMinor({ severity, isNoise }: Issue): boolean {
  return severity === 'LOW' || isNoise === true;
}

/** One question on its way through the store. */
class Asked {
  readonly #reader: StoreReader;
  readonly #moment: SinceMoment;
  readonly #since: ReadonlyMap<string, number>;
  readonly #logs: ReadonlyMap<number, string>;
  /** By log, then by template. */
  readonly #counts = new Map<string, Map<number, UsualCount>>();
  readonly #places = new Map<string, readonly LineLook[]>();
  readonly #failing = new Set<number>();
  readonly records: number;
  readonly isWhole: boolean;

  constructor(reader: StoreReader, moment: SinceMoment, issues: readonly Issue[]) {
    this.#reader = reader;
    this.#moment = moment;
    this.#since = reader.sightingsSince(moment.ms);
    this.#logs = new Map(reader.sources().map(({ id, logName }) => [id, runLogOf(logName)]));
    const { counts, isWhole } = reader.tally({ ms: moment.ms, positions: moment.positions }, mostBlocks);
    this.isWhole = isWhole;
    this.records = counts.reduce((sum, { since }) => sum + since, 0);
    for (const { sourceId, templateId, before, since } of counts) this.#add(this.#logs.get(sourceId) ?? '', templateId, { before, since });
    this.#lookAt(issues);
  }

  /** Undefined for an issue that was over long before the moment. */
  verdictOf(issue: Issue): IssueVerdict | undefined {
    const since = this.#sightingsOf(issue);
    const before = Math.max(0, issue.count - since);
    if (since > 0) {
      const verdict = before === 0 ? 'new' : 'unchanged';
      return { issue, verdict, before, since, reason: verdict === 'new' ? `first seen since then, ${timesOf(since)}` : `seen ${timesOf(since)} since then, ${timesOf(before)} before` };
    }
    const isOver = issue.state === 'resolved' && issue.lastSeenMs < this.#moment.ms - recentMs;
    return isOver ? undefined : this.#unseen(issue, before);
  }

  #unseen(issue: Issue, before: number): IssueVerdict {
    const looks = this.#places.get(issue.id) ?? [];
    const places = looks.filter(isFound);
    const log = this.#logs.get(places[0]?.sourceId ?? -1);
    const exercise = log === undefined ? undefined : exerciseOf({
      neighbourhoods: places, counts: this.#counts.get(log) ?? new Map<number, UsualCount>(), failing: this.#failing, textOf: (id) => this.#reader.template(id)?.text ?? '<*>',
    });
    const base = { issue, before, since: 0 };
    if (!exercise) return { ...base, verdict: 'not exercised', reason: `${whyUnknown(looks)}, so nothing shows whether its path was taken` };
    const taken = `what its log writes before it came ${timesOf(exercise.since)} since then; ${timesOf(exercise.needed)} without it would show that it is gone`;
    return { ...base, exercise, verdict: isExercised(exercise) ? 'gone' : 'not exercised', reason: taken };
  }

  /** Exact by a mark or within the run's own log; else by the moments of its sightings. */
  #sightingsOf(issue: Issue): number {
    const { counts, run, ms } = this.#moment;
    // What is no line of its own has no sightings that could be counted one by one.
    const isLately = issue.lastSeenMs >= ms ? 1 : 0;
    if (counts) return Math.max(0, issue.count - (counts.get(issue.id) ?? 0));
    if (run && issue.sources.every((name) => runLogOf(name) === run.log)) return run.issues[issue.id] ?? 0;
    // Sightings are kept by the second; the last one is known exactly.
    if (issue.lastSeenMs < ms) return 0;
    const seen = this.#since.get(issue.id) ?? 0;
    return seen > 0 ? Math.min(seen, issue.count) : isDerived(issue) || isBuildIssue(issue) ? isLately : 0;
  }

  #lookAt(issues: readonly Issue[]): void {
    const asked = issues.flatMap(({ id, evidence }) => [...new Set([evidence[0], evidence.at(-2), evidence.at(-1)])].flatMap((place) => (place ? [{ id, place }] : [])));
    const looks = this.#reader.lookAt(asked.map(({ place }) => place), lookLimits);
    for (const [index, { id }] of asked.entries()) this.#places.set(id, [...(this.#places.get(id) ?? []), ...looks.slice(index, index + 1)]);
    for (const { templateId } of looks.filter(isFound)) this.#failing.add(templateId);
  }

  #add(log: string, templateId: number, { before, since }: UsualCount): void {
    const byTemplate = this.#counts.get(log) ?? new Map<number, UsualCount>();
    const known = byTemplate.get(templateId) ?? { before: 0, since: 0 };
    byTemplate.set(templateId, { before: known.before + before, since: known.since + since });
    this.#counts.set(log, byTemplate);
  }
}

function isFound(look: LineLook): look is Neighbourhood {
  return typeof look === 'object';
}

/** Why nothing is known of what stands before an issue. */
function whyUnknown(looks: readonly LineLook[]): string {
  if (looks.length === 0) return 'it is made of counts and stands in no line';
  if (looks.some(isFound)) return 'its log holds nothing but faults';
  return looks.includes('unread') ? `more than ${lookLimits.blocks} blocks of records would have to be read for it and for what ranks before it` : 'what stood around it is not stored any more';
}

function timesOf(count: number): string {
  if (count === 0) return 'not once';
  return count === 1 ? 'once' : `${count} times`;
}
