/** The line formats of the older logging system, each in a log of its own. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readText } from './readText.ts';

function read(lines: readonly string[]): (readonly [string | undefined, string | undefined, string, string])[] {
  return readText(`${lines.join('\n')}\n`).map(({ time, level, component, body }) => [time?.slice(0, 23), level, component, body]);
}

test('its file format, with and without milliseconds, and the agent log', () => {
  assert.deepEqual(read(['2026-11-23 03:08:31,046 - upbit.MainWindow - INFO - hello', '2026-11-23 03:08:32,046 - upbit.DB - WARNING - 주입 실패, QSettings 사용']), [
    ['2026-11-23T03:08:31.046', 'INFO', 'upbit.MainWindow', 'hello'], ['2026-11-23T03:08:32.046', 'WARNING', 'upbit.DB', '주입 실패, QSettings 사용'],
  ]);
  assert.deepEqual(read(['2025-08-06 07:49:46 - upbit.MainWindow - INFO - 🤖 LLM_REPORT: Operation=Nav, Status=SUCCESS, Details=']), [['2025-08-06T07:49:46.000', 'INFO', 'upbit.MainWindow', '🤖 LLM_REPORT: Operation=Nav, Status=SUCCESS, Details=']]);
});

test('its console, with dashes and with bars, with context and a nested tag', () => {
  assert.deepEqual(read(['ERROR - upbit.DB - boom', 'INFO - upbit.DB - fine']), [[undefined, 'ERROR', 'upbit.DB', 'boom'], [undefined, 'INFO', 'upbit.DB', 'fine']]);
  assert.deepEqual(read(["ERROR | upbit.Coins | ❌ 조회 실패 | Context: {'symbol': 'KRW-BTC'}", 'DEBUG | upbit.X | [X] ...']), [
    [undefined, 'ERROR', 'upbit.Coins', "❌ 조회 실패 | Context: {'symbol': 'KRW-BTC'}"], [undefined, 'DEBUG', 'upbit.X', '[X] ...'],
  ]);
});

test('its detailed format with the path', () => {
  assert.deepEqual(read(['2026-11-23 03:08:31,046 - upbit.Main - ERROR - /opt/app/main.py:42 - cannot open']), [['2026-11-23T03:08:31.046', 'ERROR', 'upbit.Main', 'cannot open']]);
});

test('captured terminals', () => {
  assert.deepEqual(read(['[2026-11-23 03:08:31.046] ERROR | upbit.DB | boom', '[2026-11-23 03:08:32.046] INFO | upbit.DB | fine']).map(([time, level, component]) => [time, level, component]), [
    ['2026-11-23T03:08:31.046', 'ERROR', 'upbit.DB'], ['2026-11-23T03:08:32.046', 'INFO', 'upbit.DB'],
  ]);
  assert.deepEqual(read(['[2026-11-23 03:08:33.047] [ERROR] [DB] lost', '[2026-11-23 03:08:34.047] [INFO] [UI] back']), [['2026-11-23T03:08:33.047', 'ERROR', 'DB', 'lost'], ['2026-11-23T03:08:34.047', 'INFO', 'UI', 'back']]);
});

test('the headings of a session and of a merged log are no part of an error in front of them', () => {
  const ruler = '#'.repeat(80);
  const records = readText(`2026-11-23 03:08:31,046 - upbit.DB - ERROR - boom\n${ruler}\n### UPBIT AUTO TRADING 일반 LOG ###\n### 생성: 2026-11-23 ###\n${ruler}\n2026-11-23 03:08:33,046 - upbit.DB - INFO - on\n`);
  assert.deepEqual([records[0]?.body, records[0]?.lines, records.at(-1)?.body], ['boom', 1, 'on']);
  const session = readText(`${'='.repeat(80)}\nSESSION START - 2026-11-23 03:08:30\nPID: 12345\n세션 파일: a.log\n${'='.repeat(80)}\n2026-11-23 03:08:31,046 - upbit.DB - INFO - on\n`);
  assert.deepEqual([session.at(-1)?.body, session.at(-1)?.lines, session.some(({ level }) => level === 'ERROR')], ['on', 1, false]);
});

test('a markdown heading inside a message stays in it', () => {
  const [record] = readText('2026-11-23 03:08:31,046 - upbit.DB - ERROR - report\n### Summary\nall lost\n2026-11-23 03:08:33,046 - upbit.DB - INFO - on\n');
  assert.equal(record?.lines, 3);
});
