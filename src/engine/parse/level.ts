/** Severity words: which words say how bad a record is, in every spelling we have met, as OpenTelemetry numbers. */
import { ByteTable } from './byteTable.ts';
import { bytesOf } from './bytes.ts';

/** Words that are a level wherever a header can have one, lower case. */
const commonWords: readonly (readonly [number, string])[] = [
  [1, 'trace trc trce verbose finest finer vrb trace1 추적 トレース'],
  [2, 'trace2'], [3, 'trace3'], [4, 'trace4'],
  [5, 'debug dbg dbug debg debug1 depuración 디버그 デバッグ 调试'],
  [6, 'debug2'], [7, 'debug3 debug4 debug5'],
  [9, 'info inf information informational 정보 情報 信息 información'],
  [10, 'notice 알림 通知'],
  [13, 'warn warning wrn 경고 警告 warnung avertissement advertencia'],
  [17, 'error err erro fail severe 오류 에러 エラー 错误 fehler erreur errore'],
  [18, 'critical crit crt 심각 重大 严重'],
  [21, 'fatal ftl fatl dpanic emerg emergency 치명 致命'],
];

/** Words that are a level only where the format says that this is the place of the level. */
const placedWords: readonly (readonly [number, string])[] = [
  [1, 'verb spam silly'], [5, 'fine config debu'], [9, 'log note success ok system'], [10, 'notic ntc statement detail hint context http'],
  [17, 'failure'], [21, 'alert panic fata pani'],
];

const letterSeverities = [['TV', 1], ['D', 5], ['I', 9], ['N', 10], ['W', 13], ['E', 17], ['C', 18], ['FA', 21]] as const;

interface Word {
  readonly severity: number;
  readonly common: boolean;
}

const table = new ByteTable<Word>(
  [true, false].flatMap((common) =>
    (common ? commonWords : placedWords).flatMap(([severity, texts]) => texts.split(' ').map((text): [string, Word] => [text, { severity, common }])),
  ),
);
const heads = headsOf();

function headsOf(): Uint8Array {
  const set = new Uint8Array(256);
  for (const [, texts] of [...commonWords, ...placedWords]) for (const word of texts.split(' ')) for (const text of [word, word.toUpperCase()]) set[bytesOf(text)[0] ?? 0] = 1;
  for (const [text] of letterSeverities) for (const b of bytesOf(text)) set[b] = 1;
  return set;
}

const letters = Uint8Array.from({ length: 256 }, (_, b) => letterSeverities.find(([text]) => text.includes(String.fromCharCode(b)))?.[1] ?? 0);

/** Tells whether some level, a word or a letter, begins with this byte. */
export function beginsLevel(b: number): boolean {
  return heads[b] === 1;
}

/** Returns the severity of the word `bytes[start, end)` anywhere in a header, 0 when it is none; letter case does not matter. */
export function severityOfWord(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 3) return 0;
  const word = table.get(bytes, start, end);
  return word?.common === true ? word.severity : 0;
}

/** Returns the severity of a word in a place that holds nothing but levels: more words count there. */
export function severityInPlace(bytes: Uint8Array, start: number, end: number): number {
  return end - start === 1 ? severityOfLetter(bytes[start] ?? 0) : (table.get(bytes, start, end)?.severity ?? 0);
}

/** Returns the severity of a level letter (`I`, `E`, …; upper case), 0 when it is none. */
export function severityOfLetter(letter: number): number {
  return letters[letter] ?? 0;
}
