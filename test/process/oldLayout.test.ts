/** The folders of the older logging system, pointed at as they are. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { logbrief, Serving } from '../support/commandLine.ts';
import { poll } from '../host/poll.ts';
import { temporaryFolder } from '../support/temporary.ts';

const files: Readonly<Record<string, string>> = {
  'logs/upbit_auto_trading.log': [
    '2025-08-06 07:49:44 - upbit.MainWindow - INFO - MainWindow IL 스마트 로깅 초기화 완료',
    '2025-08-06 07:49:46 - upbit.MainWindow - WARNING - SettingsService DI 주입 실패, QSettings 사용',
    '2025-08-06 07:49:48 - upbit.DB - ERROR - 데이터베이스 연결 실패: settings.sqlite3',
  ].join('\n'),
  'logs/upbit_auto_trading_LLM.log': [
    '2025-08-06 07:49:44 - upbit.MainWindow - INFO - 🤖 LLM_REPORT: Operation=NavigationBar_DI, Status=SUCCESS, Details=DI Container 기반 주입 완료',
    '2025-08-06 07:49:47 - upbit.MainWindow - INFO - 🤖 LLM_REPORT: Operation=ThemeService_DI, Status=FAILED, Details=metaclass 충돌, 재시도 없음',
    '2025-08-06 07:49:49 - upbit.Chart - INFO - 🤖 LLM_REPORT: Operation=Chart, Status=SUCCESS, Details=',
  ].join('\n'),
  'logs/upbit_auto_trading_session_20250806_074944_12345.log': [
    '='.repeat(80), 'SESSION START - 2025-08-06 07:49:44', 'PID: 12345', '세션 파일: upbit_auto_trading_session_20250806_074944_12345.log', '='.repeat(80),
    '2025-08-06 07:49:45 - upbit.Coins - INFO - 시작',
  ].join('\n'),
  'data/dashboard/dashboard_20250806.json': '{"system_health": "CRITICAL", "error": "not a log"}',
  'data/metrics/metrics_20250806.json': '{"errors": 12}',
};

test('logs/ and data/ of the older system are read: its reports, its sessions, and no file of its data as a log', async (context) => {
  const workspace = temporaryFolder(context);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
    fs.writeFileSync(path.join(workspace, name), `${text}\n`);
  }
  const engine = new Serving(['--workspace', workspace]);
  context.after(() => engine.end('SIGKILL'));
  const dashboard = path.join(workspace, '.logbrief', 'dashboard.json');
  interface Board { active_issues: { title: string; category: string }[]; sources: { name: string }[]; coverage: { records: number } }
  const read = (): Board => JSON.parse(fs.readFileSync(dashboard, 'utf8')) as Board;
  await poll(() => fs.existsSync(dashboard) && read().coverage.records >= 8, 'all records');
  assert.equal(await engine.end(), 0);
  const { active_issues: issues, sources } = read();
  assert.deepEqual(sources.map(({ name }) => name).sort(), Object.keys(files).filter((name) => name.startsWith('logs/')).sort());
  assert.ok(issues.some(({ title }) => title === 'ThemeService_DI FAILED: metaclass 충돌, 재시도 없음'), JSON.stringify(issues));
  assert.ok(issues.some(({ title, category }) => title.startsWith('데이터베이스 연결 실패') && category === 'DB'));
  assert.equal(issues.some(({ title }) => title.includes('SUCCESS') || title.includes('NavigationBar') || title.includes('Chart')), false);
  assert.equal(logbrief(['scan', path.join(workspace, 'logs')]).stdout.includes('ThemeService_DI FAILED'), true);
});
