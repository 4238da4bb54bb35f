import { EventEmitter } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { fixedClock } from '../../../src/base/clock.ts';
import { EngineSupervisor, type EngineCondition, type SupervisorOptions } from '../../../src/host/engineSupervisor.ts';
import type { ConfigReport } from '../../../src/model/configReport.ts';
import type { EngineStart } from '../../../src/rpc/contract.ts';
import type { FakeBehaviour } from '../../support/fakeEngine.ts';

const script = path.join(import.meta.dirname, '..', '..', 'support', 'fakeEngine.ts');

function startWith(behaviour: FakeBehaviour, code?: string): EngineStart {
  return { workspace: '/w', stateFolder: '/w/.logbrief', overrides: { 'fake.behaviour': behaviour, 'fake.code': code } };
}

/** A supervisor of real workers whose timers run only when a test says so. */
class Bench {
  readonly timers: { readonly run: () => void; readonly delayMs: number }[] = [];
  readonly notices: string[] = [];
  readonly reports: ConfigReport[] = [];
  readonly workers: Worker[] = [];
  readonly #changed = new EventEmitter();
  readonly supervisor: EngineSupervisor;

  constructor(spawn?: SupervisorOptions['spawn']) {
    this.supervisor = new EngineSupervisor({
      spawn: spawn ?? ((start) => this.#spawn(start)),
      clock: fixedClock(0),
      schedule: (run, delayMs) => {
        const timer = { run, delayMs };
        this.timers.push(timer);
        return () => this.timers.splice(this.timers.indexOf(timer), 1);
      },
      onChange: () => this.#changed.emit('changed'),
      onNotice: ({ message }) => this.notices.push(message),
      onConfig: (report) => void this.reports.push(report),
    });
  }

  async until(kind: EngineCondition['kind']): Promise<EngineCondition> {
    while (this.supervisor.condition.kind !== kind) await new Promise((resolve) => this.#changed.once('changed', resolve));
    return this.supervisor.condition;
  }

  #spawn(start: EngineStart): Worker {
    const worker = new Worker(script, { workerData: start });
    this.workers.push(worker);
    return worker;
  }
}

test('an engine that answers is running and has given its snapshot and role', async () => {
  const bench = new Bench();
  await bench.supervisor.start(startWith('lives'));
  await bench.until('running');
  const { snapshot, role } = bench.supervisor;
  await bench.supervisor.stop();
  assert.deepEqual([snapshot?.workspace, role?.kind], ['/w', 'writer']);
});

test('a stopped engine is idle and keeps its last snapshot', async () => {
  const bench = new Bench();
  await bench.supervisor.start(startWith('lives'));
  await bench.until('running');
  await bench.supervisor.stop();
  assert.deepEqual([bench.supervisor.condition.kind, bench.supervisor.snapshot?.workspace, bench.timers.length], ['idle', '/w', 0]);
});

test('other settings go to the living engine, and to the next one after a crash', async () => {
  const bench = new Bench();
  await bench.supervisor.start(startWith('lives'));
  await bench.until('running');
  await bench.supervisor.reconfigure(startWith('exits when asked for a backup'));
  assert.equal(bench.workers.length, 1);
  assert.deepEqual(bench.reports.map(({ applied }) => applied), [['fake.behaviour']]);
  await bench.workers[0]?.terminate();
  await bench.until('crashed');
  bench.timers[0]?.run();
  await bench.until('running');
  await assert.rejects(bench.supervisor.call('backup', undefined));
  await bench.supervisor.stop();
});

test('a second start does not make a second worker', async () => {
  const bench = new Bench();
  await Promise.all([bench.supervisor.start(startWith('lives')), bench.supervisor.start(startWith('lives'))]);
  await bench.until('running');
  await bench.supervisor.stop();
  assert.equal(bench.workers.length, 1);
});

test('a crash fails what was pending and is followed by a restart', async () => {
  const bench = new Bench();
  await bench.supervisor.start(startWith('exits when asked for a backup'));
  await bench.until('running');
  await assert.rejects(bench.supervisor.call('backup', undefined), { code: 'engineDown', message: 'The engine crashed: the engine ended by itself with exit code 7' });
  assert.deepEqual(bench.supervisor.condition, { kind: 'crashed', message: 'the engine ended by itself with exit code 7', retryInMs: 1000 });
  bench.timers[0]?.run();
  await bench.until('running');
  await bench.supervisor.stop();
  assert.equal(bench.workers.length, 2);
});

test('an engine that throws at each start is left alone after eight restarts', async () => {
  const bench = new Bench();
  await bench.supervisor.start(startWith('throws at start'));
  for (let restart = 0; restart < 8; restart++) {
    await bench.until('crashed');
    bench.timers.at(-1)?.run();
    assert.equal(bench.supervisor.condition.kind, 'starting');
  }
  assert.deepEqual(await bench.until('gaveUp'), { kind: 'gaveUp', message: 'the store is newer than this version', crashes: 9 });
});

test('an engine that cannot run here is not started again', async () => {
  const bench = new Bench();
  await bench.supervisor.start(startWith('throws at start', 'storeTooNew'));
  await bench.until('gaveUp');
  assert.equal(bench.timers.length, 0);
});

test('an engine that does not stop is ended by force, and that is said', async () => {
  const bench = new Bench();
  await bench.supervisor.start(startWith('never stops'));
  await bench.until('running');
  const stopping = bench.supervisor.stop();
  while (bench.timers.length === 0) await Promise.resolve();
  bench.timers[0]?.run();
  await stopping;
  assert.deepEqual([bench.supervisor.condition.kind, bench.notices], ['idle', ['The engine did not stop within 5 s and was ended.']]);
});

test('a stop while a restart is waited for cancels the restart', async () => {
  const bench = new Bench();
  await bench.supervisor.start(startWith('throws at start'));
  await bench.until('crashed');
  await bench.supervisor.stop();
  assert.deepEqual([bench.supervisor.condition.kind, bench.timers.length], ['idle', 0]);
});

test('a worker that cannot even be made counts as a crash', async () => {
  const bench = new Bench(() => {
    throw new Error('no such file');
  });
  await bench.supervisor.start(startWith('lives'));
  assert.deepEqual(bench.supervisor.condition, { kind: 'crashed', message: 'no such file', retryInMs: 1000 });
});

test('a question without an engine is refused', async () => {
  await assert.rejects(new Bench().supervisor.call('briefing', undefined), { code: 'engineDown' });
});
