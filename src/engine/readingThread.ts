/** The inside of a reading thread: parses and redacts what it is sent, and sends back the records. */
import type { MessagePort } from 'node:worker_threads';
import { ByteInterner } from '../base/byteInterner.ts';
import { systemClock } from '../base/clock.ts';
import type { RecordBatch } from '../model/record.ts';
import type { Source } from '../model/source.ts';
import { openReaders, type Readers, type ReaderSetup } from './readers.ts';
import { packBatch, type ReadReply, type ReadRequest } from './readingWire.ts';

/** Serves requests until the port is closed; an error ends the thread, whose owner then stops. */
export function serveReading(port: MessagePort, setup: ReaderSetup): void {
  const components = new ByteInterner();
  const readers = openReaders(setup, components, systemClock);
  let told = components.size;
  port.on('message', (request: ReadRequest) => {
    const { source } = request;
    const batch = readers.redactor.redact(read(readers, request));
    const { wire, transfer } = packBatch(batch);
    const names: string[] = [];
    for (; told < components.size; told++) names.push(components.textOf(told));
    const reply: ReadReply = { batch: wire, ...standing(readers, source), names, severity: highestSeverity(batch) };
    if (request.kind === 'end') readers.parser.end(source);
    port.postMessage(reply, transfer);
  });
}

function read({ parser }: Readers, request: ReadRequest): RecordBatch {
  if (request.kind === 'settle') return parser.flush(request.source, request.partial);
  if (request.kind === 'end') return parser.flush(request.source, true);
  const { source, bytes, positionBytes, resumedLines } = request;
  if (resumedLines !== undefined) parser.resume(source, positionBytes, resumedLines);
  return parser.push(source, bytes, positionBytes);
}

function standing({ parser }: Readers, source: Source): Pick<ReadReply, 'coverage' | 'format' | 'heldBytes' | 'heldSinceMs'> {
  return { coverage: parser.coverageOf(source), format: parser.formatOf(source), heldBytes: parser.heldBytes(source), heldSinceMs: parser.heldSinceMs(source) };
}

function highestSeverity({ severity, count }: RecordBatch): number {
  let highest = 0;
  for (let i = 0; i < count; i++) if ((severity[i] ?? 0) > highest) highest = severity[i] ?? 0;
  return highest;
}
