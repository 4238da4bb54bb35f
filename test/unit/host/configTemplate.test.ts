import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { loadConfig } from '../../../src/engine/config/config.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { configTemplate } from '../../../src/host/configTemplate.ts';

test('as it is made, the template says nothing', () => {
  assert.equal(parse(configTemplate()), null);
});

test('with its comments removed, the engine takes every line of it and finds the defaults', () => {
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-template-'));
  const stateFolder = path.join(workspace, '.logbrief');
  const lines = configTemplate().split('\n').filter((line) => /^# (?: {2})?\w+:(?: |$)/.test(line)).map((line) => line.slice(2));
  fs.mkdirSync(stateFolder);
  fs.writeFileSync(path.join(stateFolder, 'config.yaml'), lines.join('\n'));
  const loaded = loadConfig({ workspace, stateFolder, overrides: {}, environment: {} });
  const fromFile = [...loaded.origins.values()].filter((origin) => origin.startsWith('file ')).length;
  fs.rmSync(workspace, { recursive: true });
  assert.deepEqual([loaded.problems, loaded.settings, fromFile], [[], defaultSettings, lines.filter((line) => line.startsWith(' ')).length]);
});
