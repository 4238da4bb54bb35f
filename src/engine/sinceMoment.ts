/** Turns `--since MARK|edit|run` into a moment, with what is known exactly about it. */
import { EngineError } from '../base/errors.ts';
import type { Run } from '../model/run.ts';
import type { Since } from '../model/verification.ts';
import type { Mark } from './marks.ts';

/** A moment to compare with. */
export interface SinceMoment {
  readonly since: Since;
  readonly ms: number;
  /** In words, without log text. */
  readonly text: string;
  /** By source id, where the moment lies in it; other sources go by their times. */
  readonly positions: ReadonlyMap<number, number>;
  /** By issue id, sightings before the moment; only a mark knows them. */
  readonly counts?: ReadonlyMap<string, number>;
  /** The run that began then. */
  readonly run?: Run;
}

/** What moments are made from. */
export interface MomentSources {
  readonly marks: readonly Mark[];
  /** Oldest first. */
  readonly runs: readonly Run[];
  /** The newest edit, looked for only when it is asked for. */
  readonly lastEdit: () => Promise<{ readonly path: string; readonly atMs: number; readonly isUncommitted: boolean } | undefined>;
}

/** Reads what stands behind `--since`; nothing: the newest mark, without any the newest edit. `mark` is the newest mark. */
export function sinceOf(text: string | undefined, marks: readonly Mark[]): Since {
  const newest = marks.at(-1);
  if (text === undefined || text === 'mark') return newest ? { kind: 'mark', name: newest.name } : text === undefined ? { kind: 'edit' } : missing('There is no mark yet. Set one with `logbrief mark`.');
  if (text === 'edit' || text === 'run') return { kind: text };
  if (marks.some(({ name }) => name === text)) return { kind: 'mark', name: text };
  const names = [...new Set(marks.map(({ name }) => name))].slice(-10).join(', ');
  return missing(`There is no mark ${JSON.stringify(text)}. ${names === '' ? 'Set one with `logbrief mark`, or use' : `There are: ${names}; or use`} edit or run.`);
}

/** Finds the moment; throws `notFound` when there is none. */
export async function momentOf(since: Since, sources: MomentSources): Promise<SinceMoment> {
  switch (since.kind) {
    case 'mark': {
      const mark = sources.marks.findLast(({ name }) => name === since.name) ?? missing(`There is no mark ${JSON.stringify(since.name)}.`);
      return { since, ms: mark.atMs, text: `mark ${mark.name}`, positions: mark.positions, counts: mark.counts };
    }
    case 'edit': {
      const edit = (await sources.lastEdit()) ?? missing('No source file was found in the workspace, so there is no edit. Set a mark with `logbrief mark` instead.');
      return { since, ms: edit.atMs, text: `${edit.isUncommitted ? 'uncommitted edit' : 'last edit'} of ${edit.path}`, positions: new Map() };
    }
    case 'run': {
      const run = sources.runs.reduce<Run | undefined>((newest, each) => (newest && newest.startedMs > each.startedMs ? newest : each), undefined) ?? missing('No run of anything is known yet. Set a mark with `logbrief mark` instead.');
      return { since, ms: run.startedMs, text: `start of run ${run.number} of ${run.log}${run.pid === undefined ? '' : ` (pid ${run.pid})`}`, positions: new Map([[run.sourceId, run.positionBytes]]), run };
    }
  }
}

function missing(message: string): never {
  throw new EngineError('notFound', message);
}
