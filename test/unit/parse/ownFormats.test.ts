import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OwnFormat as FormatSetting } from '../../../src/model/settings.ts';
import type { OwnFormat } from '../../../src/engine/parse/parse.ts';
import { readText } from './readText.ts';

function own(format: Partial<FormatSetting> & { readonly pattern: string }, covers: boolean | 'all' = true): OwnFormat {
  return { format: { name: 'own', ...format }, covers: covers === 'all' ? undefined : () => covers };
}

const billing = own({ pattern: '(?<level>[A-Z]+)~(?<component>\\w+)~(?<timestamp>[^~]+)~(?<message>.*)' });
const line = 'WARN~cards~2024-01-05 10:00:00.5~refused 한글\n';

test('a format of the user\'s own says where time, level, component and message stand', () => {
  const [record] = readText(line, { formats: [billing] });
  assert.deepEqual([record?.time, record?.level, record?.severity, record?.component, record?.body], ['2024-01-05T10:00:00.500', 'WARN', 13, 'cards', 'refused 한글']);
});

test('it wins over what would be found in the sources it names, and says nothing about others', () => {
  const text = '2024-01-05 10:00:00 ERROR app.db: no route\n';
  const format = { pattern: '(?<timestamp>\\S+ \\S+) (?<message>.*)' };
  assert.deepEqual(readText(text, { formats: [own(format)] }).map(({ level, body }) => [level, body]), [[undefined, 'ERROR app.db: no route']]);
  assert.deepEqual(readText(text, { formats: [own(format, false)] }).map(({ level, body }) => [level, body]), [['ERROR', 'no route']]);
});

test('without files it is found by its lines, in front of all other formats', () => {
  const anywhere = own({ pattern: '(?<level>[A-Z]+)~(?<message>.*)' }, 'all');
  assert.deepEqual(readText(`plain\n${line}${line}`, { formats: [anywhere] }).map(({ level }) => level), [undefined, 'WARN', 'WARN']);
  assert.deepEqual(readText('2024-01-05 10:00:00 [INFO] a\n'.repeat(100) + line, { formats: [anywhere] }).at(-1)?.level, 'WARN');
});

test('it is found inside of what a container wrapped', () => {
  const [record] = readText(`2024-01-05T10:00:01.123456789Z stdout F ${line}`, { formats: [billing] });
  assert.deepEqual([record?.level, record?.component, record?.time], ['WARN', 'cards', '2024-01-05T10:00:00.500Z']);
});

test('lines that do not match go on with the record before them', () => {
  const records = readText(`${line}  detail\nmore\n${line}`, { formats: [billing] });
  assert.deepEqual(records.map(({ lines }) => lines), [3, 1]);
});

test('words and numbers that only this log uses for levels mean what the groups that match them are called', () => {
  const format = own({ pattern: '(?:(?<error>OOPS)|(?<fatal>7)|(?<level>\\S+)) (?<message>.*)' });
  assert.deepEqual(readText('OOPS a\n7 b\n3 c\nwarn d\n', { formats: [format] }).map(({ severity, level }) => [severity, level]), [[17, 'OOPS'], [21, 'FATAL'], [17, 'ERROR'], [13, 'warn']]);
});

/** A timestamp's format, the text, and what it means. */
const times: readonly (readonly [string, string, string])[] = [
  ['%d.%m.%Y %H-%M-%S,%f', '05.02.2024 10-00-01,25', '2024-02-05T10:00:01.250'],
  ['%m/%d/%y %I:%M:%S %p', '02/05/24 01:00:01 PM', '2024-02-05T13:00:01.000'],
  ['%Y.%j/%R', '2024.036/10:00', '2024-02-05T10:00:00.000'],
  ['%a %b %e %T %Y %z', 'Mon Feb  5 10:00:01 2024 +0900', '2024-02-05T10:00:01.000+09:00'],
  ['%s', '1707127201', '2024-02-05T10:00:01.000Z'],
  ['%Q', '1707127201250', '2024-02-05T10:00:01.250Z'],
  ['T%%%D_%T.%L', 'T%02/05/24_10:00:01.125', '2024-02-05T10:00:01.125'],
  ['%F %T', '2024-02-05 10:00:01', '2024-02-05T10:00:01.000'],
];

for (const [format, text, meant] of times) {
  test(`${text} written as ${format} is ${meant}`, () => {
    const [record] = readText(`<${text}> hello\n`, { formats: [own({ pattern: '<(?<timestamp>[^>]*)> ', timestamp: format })] });
    assert.deepEqual([record?.time, record?.body], [meant, 'hello']);
  });
}

test('a line whose timestamp does not fit the format is no header', () => {
  const format = own({ pattern: '(?<timestamp>\\S+) ', timestamp: '%H_%M' });
  assert.deepEqual(readText('10_30 a\n99_99 b\n', { formats: [format] }).map(({ lines }) => lines), [2]);
});
