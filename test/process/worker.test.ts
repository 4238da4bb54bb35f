/** The engine in its worker thread, as the extension runs it, under its real supervisor. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { systemClock } from '../../src/base/clock.ts';
import { EngineSupervisor } from '../../src/host/engineSupervisor.ts';
import type { ConfigReport } from '../../src/model/configReport.ts';
import { poll } from '../host/poll.ts';
import { temporaryFolder } from '../support/temporary.ts';

const script = path.join(import.meta.dirname, '..', '..', 'src', 'worker.ts');

test('settings of the editor reach the running engine, which says what holds at once; a faulty file comes with its places', async (context) => {
  const workspace = temporaryFolder(context);
  const stateFolder = path.join(workspace, '.logbrief');
  fs.mkdirSync(path.join(workspace, 'config'));
  fs.writeFileSync(path.join(workspace, 'config', 'enhanced_logging.quiet.yaml'), 'core: { log_level: ERROR }\n');
  fs.writeFileSync(path.join(workspace, 'app.log'), '2026-01-02 03:04:05,000 - shop - ERROR - KaputtError: it broke\n');
  const reports: ConfigReport[] = [];
  let spawned = 0;
  const supervisor = new EngineSupervisor({
    spawn: (start) => {
      spawned++;
      return new Worker(script, { workerData: start });
    },
    clock: systemClock,
    schedule: (run, delayMs) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    onChange: () => undefined,
    onNotice: () => undefined,
    onConfig: (report) => void reports.push(report),
  });
  context.after(() => supervisor.stop());
  await supervisor.start({ workspace, stateFolder, overrides: {} });
  await poll(() => supervisor.role?.kind === 'writer' && supervisor.snapshot, 'the writer');
  await supervisor.reconfigure({ workspace, stateFolder, overrides: { 'briefing.budgetBytes': 2048 }, profile: 'quiet' });
  assert.deepEqual(reports.map(({ isTaken, applied, reopened }) => ({ isTaken, applied, reopened })), [
    { isTaken: true, applied: [], reopened: [] }, { isTaken: true, applied: ['core.log_level', 'briefing.budget_bytes'], reopened: [] },
  ]);
  fs.writeFileSync(path.join(stateFolder, 'config.yaml'), 'core:\n  enabled: maybe\n');
  const refused = await poll(() => reports.find(({ isTaken }) => !isTaken), 'the refusal');
  assert.deepEqual(refused.problems.map(({ file, line, column, reason }) => ({ file, line, column, reason })), [{ file: '.logbrief/config.yaml', line: 2, column: 12, reason: { kind: 'value', key: 'core.enabled' } }]);
  fs.writeFileSync(path.join(stateFolder, 'config.yaml'), 'core:\n  enabled: false\n');
  const role = await poll(() => supervisor.role?.kind === 'off' && supervisor.role, 'the rest');
  assert.equal(role.origin, 'file .logbrief/config.yaml:2');
  assert.equal(spawned, 1);
});
