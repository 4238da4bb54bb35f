/** What one pass of `stagesOnce.ts` tells. */

/** In the order of the data; `split` finds the line ends alone, which `header` does again. */
export const stageNames = ['read', 'split', 'header', 'protect', 'mine', 'store', 'detect'] as const;

/** One of them. */
export type StageName = (typeof stageNames)[number];

/** CPU time by stage in milliseconds, and what came out. */
export interface StageTimes {
  readonly lines: number;
  readonly bytes: number;
  readonly records: number;
  readonly templates: number;
  readonly storedBytes: number;
  readonly ms: Readonly<Record<StageName, number>>;
}

/** The whole write side, `split` left out. */
export function totalMs({ ms }: StageTimes): number {
  return stageNames.reduce((sum, name) => sum + (name === 'split' ? 0 : ms[name]), 0);
}
