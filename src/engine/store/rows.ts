/** Rows of the small tables, read back as the types of the model. */
import { EngineError } from '../../base/errors.ts';
import { categories, issueSeverities, issueStates } from '../../model/issue.ts';
import type { CodeChange, CodeLink, CodePlace, Evidence, Issue, IssueId, KeyLine } from '../../model/issue.ts';
import type { Run, RunStart } from '../../model/run.ts';
import type { Fingerprint, SourceKind } from '../../model/source.ts';
import type { Template } from '../../model/template.ts';
import { numberIn, optionalBytesIn, optionalNumberIn, optionalTextIn, textIn } from './database.ts';
import type { Connection, Row } from './database.ts';
import type { SavedState, StoredComponent, StoredLink, StoredSource } from './types.ts';

/** Earlier runs of a log are kept in the store and compared with no more. */
const runsKept = 20;
const kinds: readonly SourceKind[] = ['file', 'stdin', 'command', 'terminal'];
const ways: readonly CodeLink['how'][] = ['frame', 'source map', 'text'];
const changes: readonly CodeChange['kind'][] = ['commit', 'uncommitted', 'file time'];
const starts: readonly RunStart[] = ['first record', 'announcement', 'process id', 'new file', 'command', 'gap'];

/** Reads everything a restarted engine goes on from. */
export function readSaved(connection: Connection): SavedState {
  return {
    templates: connection.prepare('SELECT id, text, count FROM templates ORDER BY id').all().map(templateOf),
    components: readComponents(connection),
    sources: readSources(connection),
    issues: readIssues(connection),
    links: readLinks(connection),
    runs: readRuns(connection),
    detector: readDetector(connection),
  };
}

/** Reads the table of components. */
export function readComponents(connection: Connection): StoredComponent[] {
  return connection.prepare('SELECT id, name FROM components ORDER BY id').all().map((row) => ({ id: numberIn(row, 'id'), name: textIn(row, 'name') }));
}

/** Reads all sources in the order of their ids. */
export function readSources(connection: Connection): StoredSource[] {
  return connection.prepare('SELECT * FROM sources ORDER BY id').all().map(sourceOf);
}

/** Reads the first bytes of a source's file. */
export function readHead(connection: Connection, sourceId: number): Uint8Array | undefined {
  const row = connection.prepare('SELECT head FROM sources WHERE id = ?').get(sourceId);
  const head = row && optionalTextIn(row, 'head');
  return head === undefined ? undefined : Buffer.from(head, 'base64');
}

/** Reads all issues, the latest seen first. */
export function readIssues(connection: Connection): Issue[] {
  return connection.prepare('SELECT issue FROM issues ORDER BY last_seen_ms DESC, id').all().map((row) => issueOf(textIn(row, 'issue')));
}

/** Reads one issue. */
export function readIssue(connection: Connection, id: string): Issue | undefined {
  const row = connection.prepare('SELECT issue FROM issues WHERE id = ?').get(id);
  return row && issueOf(textIn(row, 'issue'));
}

/** Reads how often each issue was seen. */
export function readIssueCounts(connection: Connection): Map<string, number> {
  return new Map(connection.prepare("SELECT id, json_extract(issue, '$.count') AS count FROM issues").all().map((row) => [textIn(row, 'id'), numberIn(row, 'count')]));
}

/** Reads what the detector has saved. */
export function readDetector(connection: Connection): Uint8Array | undefined {
  const row = connection.prepare("SELECT content FROM state WHERE name = 'detector'").get();
  return row && optionalBytesIn(row, 'content');
}

/** Reads where issues lead to. */
export function readLinks(connection: Connection): StoredLink[] {
  return connection.prepare('SELECT issue_id, link FROM links ORDER BY issue_id').all().map((row) => {
    const { link, change } = objectOf(JSON.parse(textIn(row, 'link')));
    return { issueId: textIn(row, 'issue_id'), link: link === undefined ? undefined : linkOf(objectOf(link)), change: change === undefined ? undefined : changeOf(objectOf(change)) };
  });
}

/** Reads the newest runs of each log, oldest first. */
export function readRuns(connection: Connection): Run[] {
  const sql = `SELECT run FROM runs WHERE number > (SELECT max(number) - ${runsKept} FROM runs AS newest WHERE newest.log = runs.log) ORDER BY log, number`;
  return connection.prepare(sql).all().map((row) => runOf(objectOf(JSON.parse(textIn(row, 'run')))));
}

function runOf(row: Row): Run {
  return {
    log: textIn(row, 'log'), number: numberIn(row, 'number'), startedMs: numberIn(row, 'startedMs'), startedBy: oneOf(starts, textIn(row, 'startedBy')),
    sourceId: numberIn(row, 'sourceId'), positionBytes: numberIn(row, 'positionBytes'),
    endedMs: typeof row['endedMs'] !== 'number' ? undefined : numberIn(row, 'endedMs'), pid: typeof row['pid'] !== 'number' ? undefined : numberIn(row, 'pid'),
    lastMs: numberIn(row, 'lastMs'), records: numberIn(row, 'records'),
    starts: listOf(row['starts']).map(Number),
    issues: Object.fromEntries(Object.keys(objectOf(row['issues'])).map((id) => [id, numberIn(objectOf(row['issues']), id)])),
  };
}

function linkOf(row: Row): StoredLink['link'] {
  return { ...codePlaceOf(row), how: oneOf(ways, textIn(row, 'how')), isLikely: row['isLikely'] === true };
}

function changeOf(row: Row): StoredLink['change'] {
  const change = { kind: oneOf(changes, textIn(row, 'kind')), atMs: numberIn(row, 'atMs') };
  return change.kind === 'commit' ? { ...change, commit: textIn(row, 'commit'), subject: textIn(row, 'subject') } : change;
}

/** Turns a row of `templates` into a template. */
export function templateOf(row: Row): Template {
  return { id: numberIn(row, 'id'), text: textIn(row, 'text'), count: numberIn(row, 'count') };
}

function sourceOf(row: Row): StoredSource {
  const id = numberIn(row, 'id');
  return {
    id,
    kind: oneOf(kinds, textIn(row, 'kind')),
    path: textIn(row, 'path'),
    name: textIn(row, 'name'),
    logName: textIn(row, 'log_name'),
    fingerprint: fingerprintOf(row),
    checkpoint: { sourceId: id, positionBytes: numberIn(row, 'position'), lines: numberIn(row, 'lines'), tailHash: textIn(row, 'tail_hash') },
    coverage: {
      bytes: numberIn(row, 'covered_bytes'),
      lines: numberIn(row, 'covered_lines'),
      records: numberIn(row, 'records'),
      unparsed: numberIn(row, 'unparsed'),
      droppedBytes: numberIn(row, 'dropped_bytes'),
      holeBytes: numberIn(row, 'hole_bytes'),
      cutBytes: numberIn(row, 'cut_bytes'),
      truncated: numberIn(row, 'truncated'),
      rotations: numberIn(row, 'rotations'),
      assumed: numberIn(row, 'assumed'),
      disordered: numberIn(row, 'disordered'),
      backwardMs: numberIn(row, 'backward_ms'),
    },
    format: textIn(row, 'format'),
    lastRecordMs: optionalNumberIn(row, 'last_record_ms'),
  };
}

function fingerprintOf(row: Row): Fingerprint | undefined {
  const device = optionalTextIn(row, 'device');
  return device === undefined ? undefined : { device, inode: textIn(row, 'inode'), head: optionalTextIn(row, 'head') };
}

function issueOf(json: string): Issue {
  const row = objectOf(JSON.parse(json));
  return {
    id: textIn(row, 'id') as IssueId,
    type: textIn(row, 'type'),
    category: oneOf(categories, textIn(row, 'category')),
    severity: oneOf(issueSeverities, textIn(row, 'severity')),
    severityNumber: numberIn(row, 'severityNumber'),
    title: textIn(row, 'title'),
    message: textIn(row, 'message'),
    component: row['component'] === undefined ? undefined : textIn(row, 'component'),
    state: oneOf(issueStates, textIn(row, 'state')),
    count: numberIn(row, 'count'),
    firstSeenMs: numberIn(row, 'firstSeenMs'),
    lastSeenMs: numberIn(row, 'lastSeenMs'),
    sources: textsOf(row['sources']),
    evidence: listOf(row['evidence']).map((entry) => evidenceOf(objectOf(entry))),
    ...(row['caller'] === undefined ? {} : { caller: codePlaceOf(objectOf(row['caller'])) }),
    frame: row['frame'] === undefined ? undefined : codePlaceOf(objectOf(row['frame'])),
    suggestedActions: textsOf(row['suggestedActions']),
    estimatedMinutes: row['estimatedMinutes'] === undefined ? undefined : numberIn(row, 'estimatedMinutes'),
    ...(row['keyLines'] === undefined ? {} : { keyLines: listOf(row['keyLines']).map((entry) => keyLineOf(objectOf(entry))) }),
  };
}

function evidenceOf(row: Row): Evidence {
  return { path: textIn(row, 'path'), line: numberIn(row, 'line'), excerpt: textIn(row, 'excerpt') };
}

function keyLineOf(row: Row): KeyLine {
  return { line: numberIn(row, 'line'), text: textIn(row, 'text') };
}

function codePlaceOf(row: Row): CodePlace {
  const place = { path: textIn(row, 'path'), line: numberIn(row, 'line') };
  return row['functionName'] === undefined ? place : { ...place, functionName: textIn(row, 'functionName') };
}

function objectOf(value: unknown): Row {
  return typeof value === 'object' && value !== null ? (value as Row) : wrongRow();
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : wrongRow();
}

function textsOf(value: unknown): string[] {
  return listOf(value).map((entry) => (typeof entry === 'string' ? entry : wrongRow()));
}

function oneOf<T extends string>(allowed: readonly T[], value: string): T {
  return allowed.find((candidate) => candidate === value) ?? wrongRow();
}

function wrongRow(): never {
  throw new EngineError('storeCorrupt', 'A row of the store does not read as what it should be. Run `logbrief verify`, then restore a backup.');
}
