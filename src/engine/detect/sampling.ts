/** Which records of a stream are read closely. */
import type { Stream } from './streams.ts';

/** Numbers are read from the first records of a stream in each bucket, then from every n-th one, of very busy streams more rarely (ours: some 5 % of the time). */
const perBucket = 4;
const sampleEvery = 16;
const busy = 8192;
const sampleEveryBusy = 128;
/** A stream without numbers to follow in so many records is read as rarely as a busy one. */
const unfruitful = 256;

/** Returns whether numbers are read from the next record. */
export function isSampled(stream: Stream, bucket: number): boolean {
  stream.samples++;
  if (bucket !== stream.sampledBucket) {
    stream.sampledBucket = bucket;
    stream.sampledThere = 0;
  }
  if (stream.samples > busy || (!stream.hasNumbers && stream.samples > unfruitful)) return stream.samples % sampleEveryBusy === 0;
  return ++stream.sampledThere <= perBucket || stream.samples % sampleEvery === 0;
}

/** Returns whether a record of a stream that tells of members is read for them: every one, so that they are told apart however they take turns; of very busy ones some, by no rule of theirs. */
export function isFollowed(stream: Stream, line: number): boolean {
  return stream.count < busy || (Math.imul(line, 0x9e3779b1) >>> 28) === 0;
}
