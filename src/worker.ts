/** The engine's thread inside the extension: serves the engine over the channel. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { systemClock } from './base/clock.ts';
import type { Logger } from './base/logger.ts';
import { Engine } from './engine/engine.ts';
import { hostSnapshot } from './engine/hostSnapshot.ts';
import { markAlert } from './engine/observe/observe.ts';
import { serveEngine } from './rpc/channel.ts';
import type { EngineStart } from './rpc/contract.ts';

if (parentPort) runEngine(parentPort, workerData as EngineStart);

/** Runs the engine until it is told to stop; a failure ends the thread with its reason, and the client decides what follows. */
function runEngine(port: MessagePort, start: EngineStart): void {
  const stop = new AbortController();
  const logger: Logger = {
    debug: (message) => tell('noticed', { level: 'debug', message }),
    notice: (message) => tell('noticed', { level: 'notice', message }),
    warn: (message) => tell('noticed', { level: 'warn', message }),
    error: (message) => tell('noticed', { level: 'error', message }),
  };
  const tell = serveEngine(port, {
    snapshot: () => {
      const snapshot = engine.snapshot();
      return Promise.resolve(snapshot && hostSnapshot(snapshot));
    },
    briefing: async () => Promise.resolve(engine.briefing()),
    writeReports: async () => Promise.resolve(engine.writeReports()),
    records: async (query) => Promise.resolve(engine.records(query)),
    markAlert: async ({ kind, mark }) => {
      markAlert(start.stateFolder, kind, mark);
      return Promise.resolve(undefined);
    },
    backup: () => engine.backup(),
    planCleanup: async () => Promise.resolve(engine.planCleanup()),
    cleanup: async (plan) => Promise.resolve(engine.cleanup(plan)),
    reload: async (sources) => Promise.resolve(engine.reload(sources)),
    makeConfiguration: async () => Promise.resolve(engine.makeConfiguration()),
    stop: async () => {
      stop.abort();
      await running;
      // The port is what keeps the thread alive; the answer goes out first.
      setImmediate(() => port.close());
      return undefined;
    },
  });
  const engine = new Engine({
    ...start,
    environment: process.env,
    clock: systemClock,
    logger,
    onSnapshot: (snapshot) => tell('snapshotChanged', hostSnapshot(snapshot)),
    onRole: (role) => tell('roleChanged', role),
    // The editor starts no engine where the workspace is not trusted.
    allowsActions: true,
    onAlert: (alert) => tell('alerted', alert),
    onConfig: (report) => tell('configRead', report),
  });
  const running = engine.run(stop.signal);
}
