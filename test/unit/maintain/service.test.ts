import { test } from 'node:test';
import assert from 'node:assert/strict';
import { serviceFile, type ServiceDefinition } from '../../../src/engine/maintain/maintain.ts';

const definition: ServiceDefinition = {
  name: 'logbrief-shop', workspace: 'D:\\', stateFolder: 'D:\\my state\\', command: ['C:\\Program Files\\node.exe', 'C:\\logbrief\\cli.js', 'serve', '--workspace', 'D:\\'],
  isForUser: false, memoryHighMb: 100, memoryMaxMb: 200, cpuQuotaPercent: 100,
};

/** Words as programs of Windows take them (https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments). */
function argumentsOf(line: string): string[] {
  const words: string[] = [];
  let word = '';
  let isQuoted = false;
  for (const [, slashes = '', mark = ''] of `${line} `.matchAll(/(\\*)(.)/g)) {
    const isEscaped = mark === '"' && slashes.length % 2 === 1;
    word += mark === '"' ? '\\'.repeat(slashes.length >> 1) : slashes;
    if (mark === '"' && !isEscaped) isQuoted = !isQuoted;
    else if (mark === ' ' && !isQuoted) words.push(word);
    else word += mark;
    if (mark === ' ' && !isQuoted) word = '';
  }
  return words;
}

test('paths with spaces and with a backslash at their end stay whole in the scripts for Windows', () => {
  const script = serviceFile('nssm', definition).split('\r\n');
  const valueOf = (name: string): string => argumentsOf(script.find((line) => line.includes(` ${name} `)) ?? '').at(-1) ?? '';
  assert.equal(valueOf('AppDirectory'), 'D:\\');
  assert.deepEqual(argumentsOf(valueOf('AppParameters')), ['C:\\logbrief\\cli.js', 'serve', '--workspace', 'D:\\']);
  assert.equal(argumentsOf(script.find((line) => line.startsWith('nssm install')) ?? '').at(-1), 'C:\\Program Files\\node.exe');
});
