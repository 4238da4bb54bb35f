/** What each byte is to a word: one bit per kind, so that a word's bytes can be or-ed together. */

/** Bits of the byte table. Bytes 0x80-0xBF continue a character and add nothing. */
export const byteBit = {
  lower: 1,
  upper: 2,
  digit: 4,
  dot: 8,
  dash: 16,
  underscore: 32,
  colon: 64,
  slash: 128,
  /** Any other sign that may stand inside a word. */
  sign: 256,
  /** First byte of a character of three or four bytes: Chinese, Japanese, Korean and others written without spaces. */
  wide: 512,
  /** Ends a word and is a unit of its own. */
  hard: 1024,
  /** Ends a word only where another end follows: the full stop of a sentence, the colon behind a key. */
  soft: 2048,
  space: 4096,
  /** A letter that is no hexadecimal digit. */
  notHex: 8192,
} as const;

/** Makes the table; 256 entries. */
export function createByteTable(): Uint16Array {
  const table = new Uint16Array(256);
  const set = (chars: string, bits: number): void => {
    for (const char of chars) table[char.charCodeAt(0)] = bits;
  };
  for (let byte = 0; byte < 128; byte++) table[byte] = byte <= 32 || byte === 127 ? byteBit.space : byteBit.sign;
  for (let byte = 0xc0; byte < 256; byte++) table[byte] = byte < 0xe0 ? byteBit.lower | byteBit.notHex : byteBit.wide;
  set('abcdef', byteBit.lower);
  set('ghijklmnopqrstuvwxyz', byteBit.lower | byteBit.notHex);
  set('ABCDEF', byteBit.upper);
  set('GHIJKLMNOPQRSTUVWXYZ', byteBit.upper | byteBit.notHex);
  set('0123456789', byteBit.digit);
  set('.', byteBit.dot | byteBit.soft);
  set(':', byteBit.colon | byteBit.soft);
  set('%!?\\#@', byteBit.sign | byteBit.soft);
  set('-', byteBit.dash);
  set('_', byteBit.underscore);
  set('/', byteBit.slash);
  set(',;=()[]{}"\'<>|', byteBit.hard);
  return table;
}
