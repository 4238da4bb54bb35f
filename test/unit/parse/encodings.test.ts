import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EncodingName } from '../../../src/base/encodings.ts';
import { readText } from './readText.ts';

const head = '2024-01-05 10:00:00 ERROR app.main: ';

/** Bytes that no file of this encoding is recognised by, and what they mean. */
const named: readonly (readonly [EncodingName, readonly number[], string])[] = [
  ['windows-1252', [0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x20, 0x80], 'Müller €'],
  ['windows-1251', [0xee, 0xf8, 0xe8, 0xe1, 0xea, 0xe0], 'ошибка'],
  ['koi8-r', [0xcf, 0xdb, 0xc9, 0xc2, 0xcb, 0xc1], 'ошибка'],
  ['gb18030', [0xb4, 0xed, 0xce, 0xf3], '错误'],
  ['euc-kr', [0x8c, 0x63], '똠'],
  ['shift_jis', [0xb4, 0xd7, 0xb0], 'ｴﾗｰ'],
];

for (const [encoding, bytes, text] of named) {
  test(`a source named ${encoding} is read as that`, () => {
    const line = Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from('\n')]);
    assert.deepEqual(readText(line, { encoding }).map(({ level, body }) => [level, body]), [['ERROR', text]]);
  });
}

test('UTF-16 without a mark is read when it is named, and a mark says which order it has', () => {
  const text = Buffer.from(`${head}가\n`, 'utf16le');
  assert.equal(readText(text.subarray(0, 12), { encoding: 'utf-16le' })[0]?.body, '2024-0');
  const swapped = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text).swap16()]);
  assert.equal(readText(swapped, { encoding: 'utf-16le' })[0]?.body, '가');
});

test('a source named UTF-8 is never taken for anything else', () => {
  const korean = Buffer.concat([Buffer.from(head), Buffer.from([0xc7, 0xd1, 0xb1, 0xdb, 0x0a])]);
  assert.equal(readText(korean)[0]?.body, '한글');
  assert.equal(readText(korean, { encoding: 'utf-8' })[0]?.body, '\ufffdѱ\ufffd');
});

/** Lines in the two encodings that are recognised by themselves. */
const recognised: readonly (readonly [string, string, string])[] = [
  ['euc-kr', 'c0c0b4e420bdc3b0a320c3cab0fa3a20b5a5c0ccc5cdbaa3c0ccbdba', '응답 시간 초과: 데이터베이스'],
  ['cp949', 'b7e7c6ae8c6320c0fac0e520bdc7c6d0', '루트똠 저장 실패'],
  ['shift_jis', '82b182ea82cd83478389815b82c582b73a2090da91b182c98eb8947382b582dc82b582bd', 'これはエラーです: 接続に失敗しました'],
];

for (const [encoding, hex, text] of recognised) {
  test(`a line of ${encoding} is recognised: ${text}`, () => {
    assert.equal(readText(Buffer.concat([Buffer.from(head), Buffer.from(hex, 'hex'), Buffer.from('\n')]))[0]?.body, text);
  });
}
