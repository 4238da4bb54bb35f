/** Streams: all records of one template in one log, counted over time. What is usual, and what stopped, is read from them. */
import type { Source } from '../../model/source.ts';
import { BucketCounts } from './bucketCounts.ts';
import { StreamsByTemplate } from './streamsByTemplate.ts';
import type { GridUser } from './timeGrid.ts';

/** Streams at most; further ones share one per log, so that random words cannot fill the memory (ours: some 8 MB). */
const streamLimit = 8000;

/** One stream; `buckets` lies on the detector's grid. */
export class Stream {
  readonly source: Source;
  readonly templateId: number;
  readonly component: number;
  /** What it is by its words, decided once by whoever reads it. */
  kind = 0;
  /** Whether its records announce a start, a stop or a change. */
  announces = false;
  severity = 0;
  count = 0;
  /** Of a tally, and where the message is the second line: the records that tell of a failure. */
  failing = 0;
  firstMs = Infinity;
  lastMs = -Infinity;
  firstLine = 0;
  lastLine = 0;
  /** The first record's line, for what was seen only once. */
  firstText = '';
  /** Whether its words say that something was not done; undefined until somebody asks. */
  refuses: boolean | undefined;
  /** Whether its words tell of work done; undefined until somebody asks. */
  isWork: boolean | undefined;
  /** Whether it tells of what comes in and waits; undefined until somebody asks. */
  isIntake: boolean | undefined;
  /** Its first line is one word and more lines follow. */
  isBare = false;
  /** Records read closely for numbers, and those of the newest bucket. */
  samples = 0;
  sampledBucket = -1;
  sampledThere = 0;
  /** Whether one of them held a number to follow, or named one of several members of a pool. */
  hasNumbers = false;
  hasMembers = false;
  readonly buckets = new BucketCounts();

  constructor(source: Source, templateId: number, component: number) {
    this.source = source;
    this.templateId = templateId;
    this.component = component;
  }
}

/** What a log as a whole did. */
export class SourceActivity {
  readonly source: Source;
  count = 0;
  firstMs = Infinity;
  lastMs = -Infinity;
  lastLine = 0;
  /** The stream of the newest record. */
  lastStream: Stream | undefined;
  /** The newest record's line, as far as its batch is read. */
  lastText = '';
  /** What is added to its times so that they never go back for good; ms. */
  offsetMs = 0;
  /** How often its clock was set back, how many records were long before their forerunner, and by how much at most. */
  jumps = 0;
  late = 0;
  jumpBackMs = 0;
  /** Records in a row that are behind just now. */
  behind = 0;
  readonly buckets = new BucketCounts();

  constructor(source: Source) {
    this.source = source;
  }
}

/** What is known of one log. */
export interface LogStreams {
  readonly activity: SourceActivity;
  readonly byTemplate: StreamsByTemplate;
}

/** All streams and logs. */
export class StreamTable implements GridUser {
  readonly #byLog = new Map<string, LogStreams>();
  readonly #streams: Stream[] = [];

  /** The log's activity and its streams by template; rotated generations of one log are one. */
  ofSource(source: Source): LogStreams {
    let known = this.#byLog.get(source.logName);
    if (!known) this.#byLog.set(source.logName, (known = { activity: new SourceActivity(source), byTemplate: new StreamsByTemplate() }));
    return known;
  }

  /** Begins a stream; beyond the limit the one for everything else of this log. */
  begin(source: Source, templateId: number, component: number): Stream {
    const { byTemplate } = this.ofSource(source);
    const isFull = this.#streams.length >= streamLimit;
    const shared = isFull ? byTemplate.get(0) : undefined;
    const stream = shared ?? new Stream(source, isFull ? 0 : templateId, component);
    if (!shared) this.#streams.push(stream);
    byTemplate.set(templateId, stream);
    if (isFull) byTemplate.set(0, stream);
    return stream;
  }

  /** All streams in order of birth. */
  get streams(): readonly Stream[] {
    return this.#streams;
  }

  /** All logs. */
  activities(): SourceActivity[] {
    return [...this.#byLog.values()].map(({ activity }) => activity);
  }

  regrid(indexOf: (bucket: number) => number): void {
    for (const stream of this.#streams) stream.buckets.regrid(indexOf);
    for (const { activity } of this.#byLog.values()) activity.buckets.regrid(indexOf);
  }
}
