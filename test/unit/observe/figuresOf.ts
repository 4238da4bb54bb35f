/** Figures of an engine that does well, with what a test wants otherwise. */
import { makeSnapshot } from '../../../src/engine/snapshot.ts';
import type { Figures } from '../../../src/engine/observe/observe.ts';
import type { MinuteCount, Performance } from '../../../src/model/snapshot.ts';

/** What may be otherwise. */
export interface FigureWishes extends Partial<Omit<Figures, 'snapshot'>> {
  readonly score?: number | undefined;
  readonly nowMs?: number;
  readonly performance?: Partial<Performance>;
  readonly perMinute?: readonly MinuteCount[];
}

/** Makes them. */
export function figuresOf(wishes: FigureWishes = {}): Figures {
  const { nowMs = Date.UTC(2026, 5, 1), performance, perMinute = [], entries = [], caches = [], freeDiskBytes = 50e9 } = wishes;
  const snapshot = makeSnapshot({
    generatedMs: nowMs, staleAfterMs: nowMs + 1000, workspace: '/w', issues: [], components: [], sources: [], perMinute, firstRecordMs: undefined, lastRecordMs: undefined, notices: [],
    performance: { recordsPerSecond: 0, bytesPerSecond: 0, memoryMb: 120.5, cpuRatio: 0.1, lagBytes: 0, commitMs: 2, storeBytes: 1000, ...performance },
  });
  const score = 'score' in wishes ? wishes.score : 73;
  return { snapshot: { ...snapshot, health: { score, word: score === undefined ? 'UNKNOWN' : 'ATTENTION', reasons: [] } }, entries, caches, freeDiskBytes };
}
