/** Records of ERROR and above, asked for by row. */
import { numberIn, textIn, type Row, type SqlValue } from './database.ts';
import type { ReadContext } from './readContext.ts';
import type { ErrorRow, ErrorRowFilter } from './types.ts';

/** Reads them, newest first. */
export function readErrorRows(context: ReadContext, { fromMs, templateId, sourceId, limit }: ErrorRowFilter): ErrorRow[] {
  const conditions: [string, SqlValue][] = [];
  if (fromMs !== undefined) conditions.push(['time_ms >= ?', fromMs]);
  if (templateId !== undefined) conditions.push(['template = ?', templateId]);
  if (sourceId !== undefined) conditions.push(['source_id = ?', sourceId]);
  const where = ['true', ...conditions.map(([condition]) => condition)].join(' AND ');
  const sql = `SELECT * FROM errors WHERE ${where} ORDER BY time_ms DESC, source_id DESC, position DESC LIMIT ?`;
  return context.connection.prepare(sql).all(...conditions.map(([, value]) => value), limit).map((row) => errorRowOf(context, row));
}

function errorRowOf(context: ReadContext, row: Row): ErrorRow {
  const sourceId = numberIn(row, 'source_id');
  const component = numberIn(row, 'component');
  return {
    sourceId,
    path: context.sourceName(sourceId),
    line: numberIn(row, 'line'),
    positionBytes: numberIn(row, 'position'),
    timeMs: numberIn(row, 'time_ms'),
    severityNumber: numberIn(row, 'severity'),
    ...(component === 0 ? {} : { component: context.componentName(component) }),
    templateId: numberIn(row, 'template'),
    excerpt: textIn(row, 'excerpt'),
  };
}
