import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../../src/engine/config/config.ts';
import { problemWords } from '../../../src/host/problemWords.ts';
import type { Translate } from '../../../src/host/words.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const bundle = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '..', '..', '..', 'media', 'l10n', 'bundle.l10n.ko.json'), 'utf8')) as Record<string, string>;
const fill = (text: string, args: readonly (string | number)[]): string => text.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]));
const english: Translate = (text, ...args) => fill(text, args);
const korean: Translate = (text, ...args) => fill(bundle[text] ?? assert.fail(text), args);

test('each kind of fault has a sentence in English and in Korean that names the key', (context) => {
  const folder = temporaryFolder(context);
  const said = (text: string): (readonly [string, string])[] => {
    fs.writeFileSync(path.join(folder, 'config.yaml'), text);
    return loadConfig({ workspace: folder, stateFolder: folder, overrides: {}, environment: {} }).problems.map((problem) => [problemWords(problem, { t: english }), problemWords(problem, { t: korean })]);
  };
  assert.deepEqual(said('briefing: { enbled: true, budget_bytes: 7 }\ncore: { log_level: 3 }\nother: 1\n'), [
    ['`briefing.enbled` is not known here. Did you mean `enabled`?', '`briefing.enbled`은(는) 여기서 알 수 없는 이름입니다. `enabled`을(를) 쓰려 했나요?'],
    ['`briefing.budget_bytes` must lie between 1024 and 65536.', '`briefing.budget_bytes` 값은 1024에서 65536 사이여야 합니다.'],
    [
      'The value of `core.log_level` does not fit: `core.log_level` must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, and this is 3.',
      '`core.log_level` 값이 맞지 않습니다: `core.log_level` must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, and this is 3.',
    ],
    ['`other` is not known here. Remove it.', '`other`은(는) 여기서 알 수 없는 이름입니다. 지우세요.'],
  ]);
  assert.deepEqual(said('core: {}\ncore: {}\n').map(([, text]) => text), ['`core`이(가) 두 번 있습니다. 하나를 지우세요.']);
  assert.deepEqual(said('core:\n\tenabled: true\n').map(([, text]) => text), ['들여쓰기에 탭을 썼습니다. 공백으로 바꾸세요.']);
  assert.match(said('{').map(([, text]) => text).join(), /^이 파일은 쓸 수 없습니다: Not valid YAML/);
});
