/** Measures what the engine itself does: rates, memory, CPU. */
import { isMainThread } from 'node:worker_threads';
import type { Performance } from '../model/snapshot.ts';
import type { Coverage } from '../model/source.ts';

/** Rates are taken over at least this long, so that a burst is not shown as a steady stream. */
const windowMs = 2000;

/** Keeps the last measurement to take differences from. */
export class Meter {
  #atMs = performance.now();
  #records = NaN;
  #bytes = NaN;
  #cpu = process.cpuUsage();
  #rates = { recordsPerSecond: 0, bytesPerSecond: 0, cpuRatio: 0 };
  #commitMs = 0;

  /** Notes how long a commit took. */
  committed(tookMs: number): void {
    this.#commitMs = tookMs;
  }

  /** Megabytes taken now. In a worker thread that of the thread (heap and buffers), else that of the process. */
  memoryMb(): number {
    const { rss, heapTotal, external } = process.memoryUsage();
    return (isMainThread ? rss : heapTotal + external) / 1e6;
  }

  /** Measures now. In a worker thread memory is that of the thread (heap and buffers), else that of the process. */
  measure(coverage: Coverage, lagBytes: number, storeBytes: number): Performance {
    const nowMs = performance.now();
    const elapsedMs = nowMs - this.#atMs;
    if (Number.isNaN(this.#records) || elapsedMs >= windowMs) {
      const cpu = process.cpuUsage();
      const seconds = elapsedMs / 1000;
      if (!Number.isNaN(this.#records)) {
        this.#rates = {
          recordsPerSecond: (coverage.records - this.#records) / seconds,
          bytesPerSecond: (coverage.bytes - this.#bytes) / seconds,
          cpuRatio: (cpu.user + cpu.system - this.#cpu.user - this.#cpu.system) / 1e6 / seconds,
        };
      }
      this.#atMs = nowMs;
      this.#records = coverage.records;
      this.#bytes = coverage.bytes;
      this.#cpu = cpu;
    }
    return { ...this.#rates, memoryMb: this.memoryMb(), lagBytes, commitMs: this.#commitMs, storeBytes };
  }
}
