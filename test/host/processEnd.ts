/** Cleaning up when the process ends before its `await using` could: at exit and on the signals that end a process. */

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const cleanUps = new Set<() => void>();

/** Runs `cleanUp` (synchronous, may not throw) when the process ends, unless what is returned was disposed before. */
export function atProcessEnd(cleanUp: () => void): Disposable {
  if (cleanUps.size === 0) {
    process.on('exit', cleanAll);
    for (const signal of signals) process.on(signal, cleanAndEnd);
  }
  cleanUps.add(cleanUp);
  return {
    [Symbol.dispose]: () => {
      if (cleanUps.delete(cleanUp) && cleanUps.size === 0) stopListening();
    },
  };
}

function cleanAll(): void {
  for (const cleanUp of cleanUps) cleanUp();
  cleanUps.clear();
}

/** Ends as the signal would have, which a listener prevents. */
function cleanAndEnd(signal: NodeJS.Signals): void {
  cleanAll();
  stopListening();
  process.kill(process.pid, signal);
}

function stopListening(): void {
  process.off('exit', cleanAll);
  for (const signal of signals) process.off(signal, cleanAndEnd);
}
