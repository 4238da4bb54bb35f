/** Tells text from everything else by a file's first bytes. */

/** First bytes of kinds of files that are never logs. */
const magics: readonly (readonly [string, string])[] = [
  ['1f8b', 'gzip'], ['28b52ffd', 'zstd'], ['504b0304', 'zip'], ['425a68', 'bzip2'], ['fd377a585a', 'xz'], ['377abcaf', '7z'],
  ['89504e47', 'a picture'], ['ffd8ff', 'a picture'], ['47494638', 'a picture'], ['25504446', 'PDF'], ['7f454c46', 'a program'],
  ['4d5a90', 'a program'], ['cafebabe', 'Java bytecode'], ['53514c69746520666f726d6174203300', 'a SQLite database'],
  ['0061736d', 'WebAssembly'], ['4c504b5348485248', 'a systemd journal'], ['d0cf11e0', 'an Office file'],
];

/** More control bytes than this and it is no text (ours; logs with ANSI colours have some 3 %). */
const maxControlRatio = 0.1;

/** Returns what a file is when its first bytes are not text, undefined for text (UTF-16 and sparse holes included). */
export function binaryKind(head: Uint8Array): string | undefined {
  const hex = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 16)).toString('hex');
  const known = magics.find(([magic]) => hex.startsWith(magic));
  if (known) return known[1];
  if (hex.startsWith('fffe') || hex.startsWith('feff') || head.length === 0) return undefined;
  let even = 0;
  let odd = 0;
  let control = 0;
  for (let i = 0; i < head.length; i++) {
    const byte = head[i] ?? 0;
    if (byte === 0 && i % 2 === 0) even++;
    else if (byte === 0) odd++;
    else if (byte < 32 && byte !== 10 && byte !== 13 && byte !== 9 && byte !== 27 && byte !== 12) control++;
  }
  const nuls = even + odd;
  const hole = nuls === head.length || startsWithHole(head, nuls);
  const utf16 = Math.max(even, odd) > head.length * 0.4 && Math.min(even, odd) < head.length * 0.05;
  if (control > head.length * maxControlRatio) return 'binary';
  return nuls > head.length * maxControlRatio && !hole && !utf16 ? 'binary' : undefined;
}

/** A log cut by copytruncate under a writer that does not append begins with a hole. */
function startsWithHole(head: Uint8Array, nuls: number): boolean {
  const end = head.findIndex((byte) => byte !== 0);
  return end > 0 && end === nuls;
}

/** Tells whether the first line is one whole JSON object, or the beginning of one when it does not end here. */
export function looksLikeJsonLines(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('utf8').replace(/^\uFEFF/, '').trimStart();
  const end = text.indexOf('\n');
  if (end < 0) return /^\{\s*"/.test(text);
  try {
    const value: unknown = JSON.parse(text.slice(0, end));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
