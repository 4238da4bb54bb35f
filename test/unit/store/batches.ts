/** Builds batches of records, as the parser would hand them over. */
import { noZone } from '../../../src/model/record.ts';
import type { RecordBatch } from '../../../src/model/record.ts';
import type { SavedSource, Source } from '../../../src/model/source.ts';
import { noCoverage } from '../../../src/model/source.ts';
import type { Store, StoreCommit } from '../../../src/engine/store/store.ts';

/** One record; what is left out has a value that is right for one line without a header. */
export interface TestRecord {
  /** Line ends included. */
  readonly text: string | Uint8Array;
  readonly timestampMs?: number;
  readonly zoneMinutes?: number;
  readonly severity?: number;
  readonly component?: number;
  readonly template?: number;
  readonly flags?: number;
  readonly bodyOffset?: number;
  /** Bytes it has in the source; of its text when left out. */
  readonly sourceBytes?: number;
  readonly lines?: number;
}

/** Returns a source with this id. */
export function sourceOf(id: number, name = `app${id}.log`): Source {
  return { id, kind: 'file', path: `/logs/${name}`, name, logName: name };
}

/** Returns the source as it is saved with its checkpoint at `positionBytes`. */
export function savedOf(source: Source, positionBytes: number): SavedSource {
  const { id, kind, path, name, logName } = source;
  return { id, kind, path, name, logName, fingerprint: { device: '1', inode: `${id}`, head: 'aGVhZA==' }, checkpoint: { sourceId: id, positionBytes, lines: 0, tailHash: '' } };
}

/** Returns a batch of records that begins at `positionBytes` and `firstLine` of its source. */
export function batchOf(source: Source, records: readonly TestRecord[], positionBytes = 0, firstLine = 1): RecordBatch {
  const texts = records.map(({ text }) => (typeof text === 'string' ? Buffer.from(text) : Buffer.from(text)));
  const starts = runningSum(texts.map((text) => text.length));
  const positions = runningSum(records.map((record, i) => record.sourceBytes ?? texts[i]?.length ?? 0)).map((sum) => sum + positionBytes);
  return {
    source,
    bytes: Buffer.concat(texts),
    count: records.length,
    start: Int32Array.from(starts.slice(0, -1)),
    end: Int32Array.from(starts.slice(1)),
    bodyStart: Int32Array.from(records, (record, i) => (starts[i] ?? 0) + (record.bodyOffset ?? 0)),
    bodyEnd: Int32Array.from(starts.slice(1)),
    timestampMs: Float64Array.from(records, (record) => record.timestampMs ?? NaN),
    zoneMinutes: Int16Array.from(records, (record) => record.zoneMinutes ?? noZone),
    severity: Uint8Array.from(records, (record) => record.severity ?? 0),
    component: Int32Array.from(records, (record) => record.component ?? 0),
    template: Int32Array.from(records, (record) => record.template ?? 0),
    lines: Int32Array.from(records, (record, i) => record.lines ?? Math.max(1, texts[i]?.filter((byte) => byte === 10).length ?? 1)),
    flags: Uint8Array.from(records, (record) => record.flags ?? 0),
    positionBytes: Float64Array.from(positions.slice(0, -1)),
    endPositionBytes: positions.at(-1) ?? positionBytes,
    firstLine,
    droppedBytes: 0,
  };
}

/** Returns a commit of nothing but what is given. */
export function commitOf(parts: Partial<StoreCommit>): StoreCommit {
  return { templates: [], components: [], sources: [], coverage: [], issues: [], detector: undefined, nowMs: 0, ...parts };
}

/** Returns the coverage entry of a source where nothing was dropped. */
export function coverageOf(sourceId: number, droppedBytes = 0): StoreCommit['coverage'][number] {
  return { sourceId, coverage: { ...noCoverage, droppedBytes }, format: 'plain', lastRecordMs: undefined };
}

function runningSum(steps: readonly number[]): number[] {
  const sums = [0];
  for (const step of steps) sums.push((sums.at(-1) ?? 0) + step);
  return sums;
}

/** Appends records and commits them with the checkpoint at their end; returns the position behind them. */
export function commitRecords(store: Store, source: Source, records: readonly TestRecord[], place: { readonly positionBytes?: number; readonly firstLine?: number; readonly observedMs?: number } = {}): number {
  const batch = batchOf(source, records, place.positionBytes ?? 0, place.firstLine ?? 1);
  store.append(batch, place.observedMs ?? 0);
  store.commit(commitOf({ sources: [savedOf(source, batch.endPositionBytes)] }));
  return batch.endPositionBytes;
}
