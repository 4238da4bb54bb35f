/** A reading thread of the engine: the process entry, nothing else. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ReaderSetup } from './engine/readers.ts';
import { serveReading } from './engine/readingThread.ts';

if (parentPort) serveReading(parentPort, workerData as ReaderSetup);
