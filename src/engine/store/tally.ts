/** Counting records by source and template without reading their text. */
import { sortMs } from './columns.ts';
import { numberIn } from './database.ts';
import { notQuarantined, type ReadContext } from './readContext.ts';

/** From where on a source's records count as after: a position where one is known, else a moment. */
export interface Border {
  readonly ms: number;
  readonly positions: ReadonlyMap<number, number>;
}

/** Records of one template in one source. */
export interface TemplateCount {
  readonly sourceId: number;
  readonly templateId: number;
  readonly before: number;
  readonly since: number;
}

/** Counts of the newest records. */
export interface Tally {
  readonly counts: readonly TemplateCount[];
  /** All records were counted, not only those of the newest blocks. */
  readonly isWhole: boolean;
}

/** Counts records before and after a border in the newest `mostBlocks` blocks. */
export function tallyTemplates(context: ReadContext, border: Border, mostBlocks: number): Tally {
  const counts = new Map<string, { sourceId: number; templateId: number; before: number; since: number }>();
  const rows = context.connection.prepare(`SELECT id FROM blocks WHERE ${notQuarantined} ORDER BY last_ms DESC, id DESC LIMIT ?`).all(mostBlocks + 1);
  for (const row of rows.slice(0, mostBlocks)) {
    context.served(numberIn(row, 'id'), ({ columns, block }) => {
      const position = border.positions.get(block.sourceId);
      for (let i = 0; i < columns.count; i++) {
        const isSince = position === undefined ? sortMs(columns, i) >= border.ms : (columns.positionBytes[i] ?? 0) >= position;
        const templateId = columns.template[i] ?? 0;
        const key = `${block.sourceId}:${templateId}`;
        let count = counts.get(key);
        if (!count) counts.set(key, (count = { sourceId: block.sourceId, templateId, before: 0, since: 0 }));
        if (isSince) count.since++;
        else count.before++;
      }
    });
  }
  return { counts: [...counts.values()], isWhole: rows.length <= mostBlocks };
}
