import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newParser, readText, recordsOf, source } from './readText.ts';

const cri = (stream: string, flag: string, text: string): string => `2024-01-05T10:00:01.123456789Z ${stream} ${flag} ${text}\n`;
const docker = (log: string, stream = 'stdout'): string => `${JSON.stringify({ log, stream, time: '2024-01-05T10:00:01.123456789Z' })}\n`;

test('a line that Kubernetes wrote in parts is one record, read as the whole line', () => {
  const json = '{"level":"error","time":"2024-01-05T09:59:59Z","logger":"api","msg":"refused","detail":"' + 'x'.repeat(300) + '"}';
  const text = cri('stdout', 'F', 'INFO: ready') + cri('stdout', 'P', json.slice(0, 90)) + cri('stdout', 'P', json.slice(90, 200)) + cri('stdout', 'F', json.slice(200)) + cri('stdout', 'F', 'INFO: next');
  const records = readText(text);
  assert.deepEqual(records.map(({ lines, level }) => [lines, level]), [[1, 'INFO'], [3, 'error'], [1, 'INFO']]);
  assert.deepEqual([records[1]?.time, records[1]?.component, records[1]?.body], ['2024-01-05T09:59:59.000Z', 'api', 'refused']);
});

test('a part joins only parts of its own stream', () => {
  const records = readText(cri('stdout', 'P', 'one ') + cri('stderr', 'F', 'other') + cri('stdout', 'F', 'two'));
  assert.deepEqual(records.map(({ body }) => body), ['one ', 'other', 'two']);
});

test('parts that come in several pieces are one record', () => {
  const { parser, components } = newParser();
  const bytes = new TextEncoder().encode(cri('stdout', 'P', '2024-01-05 09:00:00 WARN app.db: slow ') + cri('stdout', 'F', 'query') + cri('stdout', 'F', 'INFO next'));
  const records = [];
  for (let at = 0; at < bytes.length; at += 30) records.push(...recordsOf(parser.push(source, bytes.subarray(at, at + 30), at), components));
  records.push(...recordsOf(parser.end(source), components));
  assert.deepEqual(records.map(({ lines, level, component, time }) => [lines, level, component, time]), [[2, 'WARN', 'app.db', '2024-01-05T09:00:00.000-01:00'], [1, 'INFO', '', '2024-01-05T10:00:01.123Z']]);
});

test('a line that Docker wrote in parts, without line feeds in all but the last, is one record', () => {
  const text = docker('2024-01-05 09:00:00 ERROR app.db: first\n') + docker('2024-01-05 09:00:01 ERROR app.db: half ') + docker('and half\n') + docker('2024-01-05 09:00:02 INFO app.db: last\n');
  const records = readText(text);
  assert.deepEqual(records.map(({ lines, level, component }) => [lines, level, component]), [[1, 'ERROR', 'app.db'], [2, 'ERROR', 'app.db'], [1, 'INFO', 'app.db']]);
});

test('lines in JSON strings that never have line feeds are whole', () => {
  const line = '{"log":"2024-01-05 09:00:00 ERROR app.db: no","stream":"stdout"}\n';
  assert.deepEqual(readText(line.repeat(3)).map(({ lines }) => lines), [1, 1, 1]);
});

test('a stack trace in parts of a container\'s output is one record with its frames', () => {
  const lines = ['ERROR app.main: boom', 'Traceback (most recent call last):', '  File "a.py", line 1, in <module>', 'ValueError: no'];
  const records = readText(lines.map((line) => cri('stderr', 'F', line)).join('') + cri('stderr', 'F', 'INFO app.main: next'));
  assert.deepEqual(records.map(({ lines: count, flags }) => [count, flags.includes('trace')]), [[4, true], [1, false]]);
});
