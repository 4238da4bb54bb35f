/** Severity words: which words say how bad a record is, in every spelling we have met, as OpenTelemetry numbers. */
import { bytesOf } from './bytes.ts';

/** Words that are a level wherever a header can have one, lower case. */
const commonWords: readonly (readonly [number, string])[] = [
  [1, 'trace trc verbose finest finer vrb trace1 추적 トレース'],
  [2, 'trace2'], [3, 'trace3'], [4, 'trace4'],
  [5, 'debug dbg debg debug1 depuración 디버그 デバッグ 调试'],
  [6, 'debug2'], [7, 'debug3 debug4 debug5'],
  [9, 'info inf information informational 정보 情報 信息 información'],
  [10, 'notice 알림 通知'],
  [13, 'warn warning wrn 경고 警告 warnung avertissement advertencia'],
  [17, 'error err erro severe 오류 에러 エラー 错误 fehler erreur errore'],
  [18, 'critical crit crt 심각 重大 严重'],
  [21, 'fatal ftl fatl panic dpanic emerg emergency 치명 致命'],
];

/** Words that are a level only where the format says that this is the place of the level. */
const placedWords: readonly (readonly [number, string])[] = [
  [1, 'verb spam silly'], [5, 'fine config'], [9, 'log note success ok'], [10, 'notic ntc statement detail hint context http'],
  [17, 'failure fail'], [21, 'alert'],
];

const letterSeverities = [['TV', 1], ['D', 5], ['I', 9], ['N', 10], ['W', 13], ['E', 17], ['C', 18], ['FA', 21]] as const;

interface Word {
  readonly bytes: Uint8Array;
  readonly severity: number;
  readonly common: boolean;
}

const slots = 512;
const longest = 16;
const table = wordTable();
const letters = letterTable();

function wordTable(): readonly (Word | undefined)[] {
  const words = new Array<Word | undefined>(slots).fill(undefined);
  for (const common of [true, false]) {
    for (const [severity, texts] of common ? commonWords : placedWords) {
      for (const text of texts.split(' ')) addWord(words, { bytes: bytesOf(text), severity, common });
    }
  }
  return words;
}

function addWord(words: (Word | undefined)[], word: Word): void {
  let slot = slotOf(word.bytes, 0, word.bytes.length);
  while (words[slot] !== undefined) slot = (slot + 1) % slots;
  words[slot] = word;
}

function letterTable(): Uint8Array {
  const severities = new Uint8Array(256);
  for (const [text, severity] of letterSeverities) {
    for (const letter of text) severities[letter.charCodeAt(0)] = severity;
  }
  return severities;
}

function slotOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = (hash * 31 + ((bytes[i] ?? 0) | 0x20)) & 0xffff;
  return hash % slots;
}

/** Returns the severity of the word `bytes[start, end)` anywhere in a header, 0 when it is none; letter case does not matter. */
export function severityOfWord(bytes: Uint8Array, start: number, end: number): number {
  const word = wordAt(bytes, start, end);
  return word?.common === true ? word.severity : 0;
}

/** Returns the severity of a word in a place that holds nothing but levels: more words count there. */
export function severityInPlace(bytes: Uint8Array, start: number, end: number): number {
  return end - start === 1 ? severityOfLetter(bytes[start] ?? 0) : (wordAt(bytes, start, end)?.severity ?? 0);
}

function wordAt(bytes: Uint8Array, start: number, end: number): Word | undefined {
  const length = end - start;
  if (length < 2 || length > longest) return undefined;
  for (let slot = slotOf(bytes, start, end); ; slot = (slot + 1) % slots) {
    const word = table[slot];
    if (word === undefined || (word.bytes.length === length && sameWord(word.bytes, bytes, start))) return word;
  }
}

/** Returns the severity of a level letter (`I`, `E`, …; upper case), 0 when it is none. */
export function severityOfLetter(letter: number): number {
  return letters[letter] ?? 0;
}

function sameWord(word: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < word.length; i++) {
    const b = bytes[start + i] ?? 0;
    const lower = b >= 0x41 && b <= 0x5a ? b | 0x20 : b;
    if (lower !== word[i]) return false;
  }
  return true;
}
