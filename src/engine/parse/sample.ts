/** The lines that a vote on the formats of a source takes. */

/** It takes so many lines or bytes, whichever come first (ours). */
const sampleLines = 64;
const sampleBytes = 32_768;

/** The borders of the first whole lines of `view` from `from` on, without their line ends, and whether they are enough for a vote. */
export function firstLines(view: Buffer, from: number, maxLineBytes: number): { readonly lines: readonly (readonly [number, number])[]; readonly enough: boolean } {
  const lines: [number, number][] = [];
  let sampled = 0;
  for (let at = from, end = view.indexOf(0x0a, at); end >= 0 && lines.length < sampleLines && sampled < sampleBytes; at = end + 1, end = view.indexOf(0x0a, at)) {
    const kept = Math.min(end, at + maxLineBytes);
    lines.push([at, kept > at && view[kept - 1] === 0x0d ? kept - 1 : kept]);
    sampled += kept - at + 1;
  }
  return { lines, enough: lines.length >= sampleLines || sampled >= sampleBytes };
}
