/** The read side: every question anyone may ask of a workspace's store, whether somebody writes it or not. */
import { EngineError } from '../base/errors.ts';
import type { Issue } from '../model/issue.ts';
import type { RecordFilter, RecordPage, RecordQuery, StoreCheck } from '../model/query.ts';
import type { LogRecord } from '../model/record.ts';
import type { Verification } from '../model/verification.ts';
import type { Snapshot, SourceState } from '../model/snapshot.ts';
import { Detector } from './detect/detect.ts';
import { lastEdit, Linker } from './link/link.ts';
import { addMark, freeMarkName, readMarks, type Mark } from './marks.ts';
import { rankIssues } from './score/score.ts';
import { momentOf, sinceOf } from './sinceMoment.ts';
import { makeSnapshot } from './snapshot.ts';
import { StoreReader, type Arrivals, type BlockCache, type RawLine, type StoredSource } from './store/store.ts';
import { verifyFix } from './verifyFix.ts';

/** A day of minutes is shown. */
const chartMs = 24 * 3_600_000;
/** Without the writer's word the store is taken as true for this long. */
const staleAfterMs = 10_000;

/** A read-only view; open one per question or per conversation, and dispose it. */
export class Query implements Disposable {
  readonly #workspace: string;
  readonly #stateFolder: string;
  readonly #reader: StoreReader;

  private constructor(workspace: string, stateFolder: string, reader: StoreReader) {
    this.#workspace = workspace;
    this.#stateFolder = stateFolder;
    this.#reader = reader;
  }

  /** Opens; throws `EngineError('notFound')` when nothing was ever stored here. */
  static open(workspace: string, stateFolder: string, cache?: BlockCache): Query {
    return new Query(workspace, stateFolder, StoreReader.open(stateFolder, cache));
  }

  /** One sentence per damaged block that was left out of an answer so far: whoever answers has to say so. */
  get problems(): readonly string[] {
    return this.#reader.problems;
  }

  /** Searches, newest first. */
  records(query: RecordQuery): RecordPage {
    return this.#reader.records(query);
  }

  /** All issues by rank, with where they lead to in the code. */
  issues(): Issue[] {
    return this.#withCode(rankIssues(this.#reader.issues()));
  }

  /** The issue with this id; throws `notFound` when there is none. */
  issue(id: string): Issue {
    const issue = this.#reader.issue(id);
    const [linked] = issue ? this.#withCode([issue]) : [];
    if (linked) return linked;
    throw new EngineError('notFound', `There is no issue ${JSON.stringify(id.slice(0, 40))} here. See \`logbrief issues\` for those there are.`);
  }

  /** By issue id, how often it was seen. */
  issueCounts(): Map<string, number> {
    return this.#reader.issueCounts();
  }

  /** Another number than before when somebody has committed since; costs next to nothing. */
  get dataVersion(): number {
    return this.#reader.dataVersion;
  }

  /** Follows what is stored from now on for records with this text. */
  arrivals(text: string): Arrivals {
    return this.#reader.arrivals(text);
  }

  /** Throws `notFound` for a log, component or template that a filter names and nothing stored has: an empty answer would say that all is quiet there. */
  requireNames({ sources = [], component, templateId }: RecordFilter): void {
    if (sources.length > 0) requireKnown('log', sources, this.#reader.names('sources'));
    if (component !== undefined) requireKnown('component', [component], this.#reader.names('components'));
    if (templateId !== undefined && !this.#reader.template(templateId)) throw new EngineError('notFound', `There is no template ${templateId} in the store. The records of \`logbrief query --json\` name those there are.`);
  }

  /** Gives this moment a name, with what is known now; see `marks.ts`. Returns the mark. */
  mark(name: string | undefined, nowMs: number): Mark {
    const marks = readMarks(this.#stateFolder);
    const mark: Mark = {
      name: name ?? freeMarkName(marks),
      atMs: nowMs,
      positions: new Map(this.#reader.sources().map(({ id, checkpoint }) => [id, checkpoint.positionBytes])),
      counts: this.#reader.issueCounts(),
    };
    addMark(this.#stateFolder, mark);
    return mark;
  }

  /** Says what became of each issue since a mark (by its name), `edit` or `run`; undefined: the newest mark, else the newest edit. */
  async verifyFix(since: string | undefined, signal: AbortSignal): Promise<Verification> {
    const marks = readMarks(this.#stateFolder);
    const moment = await momentOf(sinceOf(since, marks), { marks, runs: this.#reader.runs(), lastEdit: () => lastEdit(this.#workspace, true, signal) });
    const found = verifyFix(this.#reader, { moment, issues: this.issues() });
    return { ...found, notices: [...found.notices, ...this.problems] };
  }

  /** What the store knows, as a snapshot; issues of the components in focus come first. */
  snapshot(nowMs: number, componentFocus: readonly string[] = []): Snapshot {
    const reader = this.#reader;
    const issues = reader.issues();
    const names = new Map(reader.components().map(({ id, name }) => [id, name]));
    const detector = new Detector({ templateText: () => '', componentText: (id) => names.get(id) ?? '', issues, saved: reader.detector() });
    const linker = new Linker({ workspace: this.#workspace, isTrusted: false, saved: reader.links() });
    const sources = reader.sources().map(stateOf);
    const perMinute = reader.perMinute(nowMs - chartMs);
    const isWritten = this.writerAlive();
    return makeSnapshot({
      generatedMs: nowMs,
      staleAfterMs: isWritten ? nowMs + staleAfterMs : nowMs,
      workspace: this.#workspace,
      issues,
      linkOf: (issue) => linker.linkOf(issue),
      runs: reader.runs(),
      components: detector.components(),
      sources,
      perMinute,
      firstRecordMs: perMinute[0]?.minuteMs,
      lastRecordMs: newestOf(sources),
      performance: undefined,
      componentFocus,
      notices: [],
      ...(isWritten ? {} : { isUnattended: true }),
    });
  }

  /** Stored records by source and position. */
  exportRecords(filter: RecordFilter): Iterable<LogRecord> {
    return this.#reader.exportRecords(filter);
  }

  /** Stored physical lines, exactly as they were in the files. */
  exportRawLines(filter: RecordFilter): Iterable<RawLine> {
    return this.#reader.exportRawLines(filter);
  }

  /** Checks the whole store, hashes included. */
  verify(): StoreCheck {
    return this.#reader.verify();
  }

  /** Whether some process holds the writer lock. */
  writerAlive(): boolean {
    return this.#reader.writerAlive();
  }

  #withCode(issues: readonly Issue[]): Issue[] {
    const linker = new Linker({ workspace: this.#workspace, isTrusted: false, saved: this.#reader.links() });
    return issues.map((issue) => {
      const code = linker.linkOf(issue);
      return code ? { ...issue, code } : issue;
    });
  }

  [Symbol.dispose](): void {
    this.#reader[Symbol.dispose]();
  }
}

const namesShown = 12;

function requireKnown(what: string, asked: readonly string[], known: readonly string[]): void {
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const more = known.length > namesShown ? ` and ${known.length - namesShown} more` : '';
  throw new EngineError('notFound', `There is no ${what} ${JSON.stringify(unknown)} in the store. ${known.length === 0 ? 'It has none.' : `It has ${known.slice(0, namesShown).join(', ')}${more}.`}`);
}

function stateOf(source: StoredSource): SourceState {
  const { id, name, kind, format, coverage, lastRecordMs } = source;
  return { id, name, kind, format, coverage, lagBytes: 0, lastRecordMs, state: 'stored' };
}

function newestOf(sources: readonly SourceState[]): number | undefined {
  const times = sources.flatMap(({ lastRecordMs }) => lastRecordMs ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}
