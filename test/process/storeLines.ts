/** The lines that writer and checker agree on. */

/** Returns line `line` of a source, line end included; long and short ones alternate. */
export function numberedLine(sourceId: number, line: number): string {
  return `source ${sourceId} line ${line} ${'x'.repeat((line * 7) % 90)}\n`;
}
