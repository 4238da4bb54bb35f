/** Beginnings of what instructions to an agent are made of: seldom in ordinary logs, so that a line that holds one can be read as a whole. */
import { isAscii } from 'node:buffer';
import type { RecordBatch } from '../../model/record.ts';
import { readsAsInstruction } from '../../base/instructions.ts';
import { byteText } from './byteClass.ts';
import { rowAt } from './rows.ts';
import type { Rule } from './view.ts';

/** Searched for in any letter case; short, so that the tables of the search stay small. */
export const instructionHints: readonly string[] = [
  'ignore all', 'ignore any', 'ignore prev', 'ignore prio', 'ignore the', 'ignore you', 'ignore ever', 'ignore%20', 'ignore+', 'disregard', 'forget all', 'forget ever', 'forget prev', 'forget your', 'override your', 'bypass your', 'bypass all',
  'prev instruct', 'previous instr', 'prior instr', 'previous_instr', 'your instruct', 'above instr', 'safety guide', '이전 지시', '지시를', '以前の指示', '前の指示', '之前的所有', '之前的指', 'anweisungen', 'instrucciones', 'instruções', 'instructions pré', 'инструкц',
  'to claude', 'to chatgpt', 'to copilot', 'ai agent', 'ai-agent', 'llm agent', 'ai assist', 'coding agent', 'coding assist', 'attention as', '<|im_', '<|system', '<|user', '[inst]', '<<sys>>', 'system prompt', 'system: you', 'system: the',
  'system: rep', 'system: ign', 'system: new', '"role":', '"role\\":', '### instr', '### system', 'you are now', 'from now on', 'pretend ', 'no longer bound', 'god mode', 'untrusted', '</trusted', 'begin trusted', 'end of untr', 'tool_call', 'tool call', '<function_c', '<invoke',
  '--no-verify', 'rm -rf', '| bash', '&& npx', 'fix available: npm', 'human: please', 'human: ignore', 'you are an ai', 'call the tool', 'use the tool', 'is to run', 'run: curl', 'to run curl', 'dangerously', 'encryption=false', 'auth=false', 'authorized_k', 'id_rsa', 'etc/shadow', 'etc/passwd', '비밀키', '환경 변수를', 'following as', 'security team',
  'user: appr', 'print the con', 'reply with', 'show me your', 'user: conf', 'helpful assist', '</log', '</data>', '_file tool', '=false and', '=false to', ' to proceed', '.env を', '.envを', 'now follow', 'must follow', 'should follow', 'href="command',
  'from the user', 'without ask', '](command:', '](javascript', '](vscode', '<!-- ass', '<!-- sys', 'awdub3jl', 'push --force', 'delete all',
  '[8m', ';8m', '](http',
];

/** So many records of a batch are read for instructions; more than a few hundred in one are told of anyway (ours). */
const maxRead = 300;
const maxTextBytes = 8192;

/** Notes where a hint stands. */
export const hintRule: Rule = ({ hints }, start, end) => {
  hints?.push(start);
  return end;
};

/** Adds where something invisible stands: signs without width and those that turn the direction (U+2000 to U+2060), and tag characters (U+E0000). */
export function addConcealed(bytes: Uint8Array, from: number, to: number, hints: number[]): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
  if (isAscii(text)) return;
  for (const [lead, isInvisible] of concealed) {
    for (let at = text.indexOf(lead); at >= 0; at = text.indexOf(lead, at + 3)) if (isInvisible(text[at + 2] ?? 0)) hints.push(from + at);
  }
}

/** The first two bytes in UTF-8, and whether the third makes such a sign. */
const concealed: readonly (readonly [Buffer, (third: number) => boolean])[] = [
  [Buffer.from([0xe2, 0x80]), (third) => (third >= 0x8b && third <= 0x8d) || third === 0xad || third === 0xae],
  [Buffer.from([0xe2, 0x81]), (third) => third === 0xa0],
  [Buffer.from([0xf3, 0xa0]), (third) => third === 0x80 || third === 0x81],
];

/** Returns the rows of a batch that read like instructions, in order; `places` are those of hints, as they came. */
export function hostileRows(batch: RecordBatch, places: readonly number[]): number[] {
  const rows: number[] = [];
  let read = 0;
  let last = -1;
  for (const place of [...places].sort((a, b) => a - b)) {
    const row = rowAt(batch, place, Math.max(0, last));
    if (row === last) continue;
    last = row;
    if (read++ >= maxRead) break;
    if (readsAsInstruction(textOf(batch, row, place))) rows.push(row);
  }
  return rows;
}

/** The record, or of a very long one what stands around the hint. */
function textOf({ bytes, start, end }: RecordBatch, row: number, place: number): string {
  const first = Math.max(start[row] ?? 0, place - maxTextBytes / 2);
  return Buffer.from(byteText(bytes, first, Math.min(end[row] ?? first, first + maxTextBytes)), 'latin1').toString('utf8').trimEnd();
}
