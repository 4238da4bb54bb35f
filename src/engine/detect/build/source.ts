/** One log: decides whether it is a build log, and hands its lines to the jobs in it. */
import type { Issue } from '../../../model/issue.ts';
import type { RecordBatch } from '../../../model/record.ts';
import { readLine, type LineReading } from './classify.ts';
import type { EvidenceKind, Idiom } from './idiom.ts';
import { Job } from './job.ts';
import { marksIn, type BuildMark } from './marks.ts';
import { eachLine, type BuildLine } from './physicalLines.ts';

/** So many lines of a new log are read as if it were one of a build; behind them only a mark in a template makes it one (ours). */
const sniffLines = 400;
/** Lines without a level, and more so those without a time too, are likely a build's, whose marks may come late: they count for less (ours). */
const timedShare = 0.25;
const bareShare = 0.05;
const enoughWeight = 2;
const jobLimit = 50;
/** Verdicts of tools are marks too, two different ones at least; not of those whose words an application's log may have. */
const verdicts = new Set<EvidenceKind>(['error', 'tally', 'test', 'step']);
const commonWords = new Set(['general', 'tests', 'terraform', 'ansible', 'maven', 'sbt', 'phpstan', 'node', 'ci']);

/** Who has answered so many requests before any build was to be seen is a server, such as one for development: what it builds on the way is part of its work (ours). */
const fewestRequests = 10;
const request = /\b(?:GET|POST|PUT|DELETE|PATCH|HEAD) \/\S* (?:HTTP\/\S+ )?"?[1-5]\d\d\b/;

/** Shared, since nearly all of many logs have none. */
const noJobs: ReadonlyMap<string, Job> = new Map();
const noMarks: ReadonlySet<BuildMark | Idiom> = new Set();

/** The log. */
export class BuildSource {
  readonly #name: string;
  readonly #restored: readonly Issue[];
  readonly #templateText: (templateId: number) => string;
  #jobs: ReadonlyMap<string, Job> = noJobs;
  #marks: ReadonlySet<BuildMark | Idiom> = noMarks;
  /** By template id: whether it was looked at for marks. */
  #looked: boolean[] | undefined;
  #weight = 0;
  /** Lines read so far, each counted by its share. */
  #lines = 0;
  #requests = 0;

  constructor(name: string, restored: readonly Issue[], templateText: (templateId: number) => string) {
    this.#name = name;
    this.#restored = restored;
    this.#templateText = templateText;
    if (restored.length > 0) this.#weight = enoughWeight;
  }

  /** Whether it reads as a build log. */
  get isBuild(): boolean {
    return this.#weight >= enoughWeight;
  }

  /** Whether its jobs say where their steps begin, as those of a build server do. */
  get isServed(): boolean {
    return [...this.#jobs.values()].some((job) => job.hasSteps);
  }

  /** Whether it is not known yet what it is, so that what it says is kept. */
  get isUndecided(): boolean {
    return !this.isBuild && this.#jobs.size > 0;
  }

  /** Whether a mark of a build was seen. */
  get isSuspected(): boolean {
    return this.#weight > 0;
  }

  /** Takes it for no build log from here on, unless a template says otherwise later. */
  giveUp(): void {
    this.#lines = Math.max(this.#lines, sniffLines);
    this.#jobs = noJobs;
  }

  /** Takes the next records; returns `isBuild`. */
  observe(batch: RecordBatch, timesMs: Float64Array): boolean {
    if (!this.isBuild && this.#lines >= sniffLines && !this.#isServer) this.#lookAtTemplates(batch);
    if (!this.isBuild && (this.#lines >= sniffLines || this.#isServer)) {
      this.#jobs = noJobs;
      return false;
    }
    eachLine(batch, timesMs, (line, i) => {
      const isTimed = !Number.isNaN(batch.timestampMs[i]);
      this.#take(line, (batch.severity[i] ?? 0) === 0 ? (isTimed ? timedShare : bareShare) : 1, isTimed);
      // What is no build log by now is not read to the end of the batch.
      return this.isBuild || (this.#lines <= sniffLines && !this.#isServer);
    });
    return this.isBuild;
  }

  /** What its jobs say, and what was known before and is over. */
  issues(): Issue[] {
    if (!this.isBuild) return [];
    const own = [...this.#jobs.values()].flatMap((job) => job.issues());
    if (this.#jobs.size > 0 && [...this.#jobs.values()].some((job) => job.hasVerdict)) {
      const ids = new Set(own.map((issue) => issue.id));
      return [...own, ...this.#restored.filter((issue) => !ids.has(issue.id)).map((issue): Issue => ({ ...issue, state: issue.state === 'muted' ? 'muted' : 'resolved' }))];
    }
    return [...own, ...this.#restored];
  }

  get #isServer(): boolean {
    return this.#requests >= fewestRequests;
  }

  #take(line: BuildLine, share: number, isTimed: boolean): void {
    if (!this.isBuild) {
      this.#lines += share;
      if (this.#lines > sniffLines) return;
      if (request.test(line.text)) this.#requests++;
      // A record with a time and a level of its own is an application's, whatever it says.
      if (line.stamp !== undefined || share < 1 || !isTimed) this.#lookAt(line.text, line.reading);
    }
    const name = line.jobName ?? '';
    let job = this.#jobs.get(name);
    if (!job) {
      if (this.#jobs.size >= jobLimit) return;
      job = new Job(this.#name, line.jobName, this.#restored);
      this.#jobs = this.#jobs.size === 0 ? new Map([[name, job]]) : new Map(this.#jobs).set(name, job);
    }
    job.take(line);
  }

  #lookAt(text: string, reading: LineReading | undefined): void {
    for (const mark of marksIn(text)) {
      if (this.#marks.has(mark)) continue;
      this.#note(mark);
      this.#weight += mark.weight;
    }
    const idiom = reading?.idiom;
    if (!idiom || !verdicts.has(idiom.kind) || commonWords.has(idiom.tool) || this.#marks.has(idiom)) return;
    this.#note(idiom);
    this.#weight++;
  }

  #note(mark: BuildMark | Idiom): void {
    this.#marks = new Set(this.#marks).add(mark);
  }

  /** Costs one look into a table per record, and one reading per new template. */
  #lookAtTemplates(batch: RecordBatch): void {
    const looked = (this.#looked ??= []);
    for (let i = 0; i < batch.count; i++) {
      const id = batch.template[i] ?? 0;
      if (looked[id] === true) continue;
      looked[id] = true;
      this.#lookAtTemplate(id);
    }
  }

  /** Apart from the loop over records: with it inside, the loop is dear to compile. */
  #lookAtTemplate(id: number): void {
    const text = this.#templateText(id).replaceAll('<*>', '1');
    this.#lookAt(text, readLine(text));
  }
}
