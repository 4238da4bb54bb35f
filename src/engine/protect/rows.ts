/** Finds the record that a place in the text belongs to. */
import type { RecordBatch } from '../../model/record.ts';

/** Returns the last row from `from` on that begins at `place` or before. */
export function rowAt({ start, count }: RecordBatch, place: number, from: number): number {
  let low = from;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((start[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
