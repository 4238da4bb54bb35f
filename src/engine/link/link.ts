/**
 * Link: from an issue to the line of the workspace that wrote it, and how that line was last changed. Never on the hot path: `linkOf`
 * answers from memory, `resolve` looks things up within a budget whenever its caller has time for it.
 */
import type { CodeChange, CodeLink, Issue } from '../../model/issue.ts';
import { Git } from './git.ts';
import { InsideRoot, type InsideFile } from './insideFile.ts';
import { phrasesOf } from './phrases.ts';
import { placesIn } from './places.ts';
import { resolvePath, type LoggedPlace } from './resolvePath.ts';
import { searchWords } from './searchWords.ts';
import { SourceMaps } from './sourceMap.ts';
import { WorkspaceIndex } from './workspaceIndex.ts';

export { lastEdit, type LastEdit } from './lastEdit.ts';

/** What a linker is made for. */
export interface LinkOptions {
  /** Absolute. */
  readonly workspace: string;
  /** Whether git may be asked: a repository's configuration is its author's. */
  readonly isTrusted: boolean;
  /** As `takeChanged` gave them before a restart. */
  readonly saved?: readonly SavedLink[];
}

/** What an issue leads to, without the part that follows from when the issue began. */
export interface SavedLink {
  readonly issueId: string;
  /** Undefined: looked for and not found. */
  readonly link: Omit<CodeLink, 'change'> | undefined;
  readonly change: Omit<CodeChange, 'isIssueAfter'> | undefined;
}

/** How long one call of `resolve` may take, and which issues it may look up at most. */
export interface LinkBudget {
  readonly timeMs: number;
  readonly signal: AbortSignal;
}

interface Known extends SavedLink {
  /** The issue's own words when it was looked up. */
  readonly key: string;
  /** The file's size and time and the repository's head: while they stay, so does the answer. */
  readonly stamp: string;
  readonly atMs: number;
}

const mostKnown = 2000;
/** Issues looked up in one call, worst first; nobody reads further in a briefing. */
const mostIssues = 50;
const mostSearched = 12;
/** What was not found is looked for again after this long, and the list of files is read again for it. */
const retryMs = 60_000;
const indexMs = 20_000;

/** The links of one workspace. */
export class Linker {
  readonly #options: LinkOptions;
  readonly #known = new Map<string, Known>();
  readonly #changed = new Set<string>();
  readonly #maps = new SourceMaps();
  #root: InsideRoot | undefined;
  #git: Git | undefined;
  #index: { readonly files: WorkspaceIndex; readonly atMs: number } | undefined;
  #isOpen = false;
  /** Answers that were another one than before. */
  #news = 0;

  constructor(options: LinkOptions) {
    this.#options = options;
    for (const saved of options.saved ?? []) this.#known.set(saved.issueId, { ...saved, key: '', stamp: '', atMs: -Infinity });
  }

  /** Where an issue leads to as far as it is known now. */
  linkOf(issue: Issue): CodeLink | undefined {
    const { link, change } = this.#known.get(issue.id) ?? {};
    if (!link) return undefined;
    return { ...link, ...(change ? { change: { ...change, isIssueAfter: (issue.onsetMs ?? issue.firstSeenMs) > change.atMs } } : {}) };
  }

  /** Whether `resolve` has something to look up: an issue it does not know yet. */
  isBehind(issues: readonly Issue[]): boolean {
    return issues.slice(0, mostIssues).some((issue) => this.#known.get(issue.id)?.key !== keyOf(issue));
  }

  /** Links that are new or changed since the last call, for the store. */
  takeChanged(): SavedLink[] {
    const changed = [...this.#changed].flatMap((id) => this.#known.get(id) ?? []).map(({ issueId, link, change }) => ({ issueId, link, change }));
    this.#changed.clear();
    return changed;
  }

  /** Looks up the first of these issues, unknown ones first, until the time is over; returns whether any answer is another one than before. */
  async resolve(issues: readonly Issue[], { timeMs, signal }: LinkBudget): Promise<boolean> {
    const endMs = performance.now() + timeMs;
    const asked = issues.slice(0, mostIssues);
    const isUnknown = (issue: Issue): number => (this.#known.get(issue.id)?.key === keyOf(issue) ? 1 : 0);
    const due = asked.filter((issue) => this.#mayHaveChanged(issue)).sort((a, b) => isUnknown(a) - isUnknown(b));
    if (due.length === 0 || !(await this.#open(signal))) return false;
    const before = this.#news;
    const wordless: Issue[] = [];
    for (const issue of due) {
      if (performance.now() > endMs || signal.aborted) break;
      if (await this.#isAsBefore(issue)) continue;
      const link = await this.#byPlaces(issue);
      if (link) await this.#learn(issue, link, signal);
      else wordless.push(issue);
    }
    await this.#byWords(wordless.slice(0, mostSearched), endMs, signal);
    return this.#news > before;
  }

  #mayHaveChanged(issue: Issue): boolean {
    const known = this.#known.get(issue.id);
    return known?.key !== keyOf(issue) || known.link !== undefined || performance.now() - known.atMs > retryMs;
  }

  async #open(signal: AbortSignal): Promise<boolean> {
    if (!this.#isOpen) {
      this.#root = await InsideRoot.open(this.#options.workspace);
      this.#git = this.#options.isTrusted && this.#root ? await Git.open(this.#options.workspace, signal) : undefined;
    }
    if (this.#root && (!this.#index || performance.now() - this.#index.atMs > indexMs)) {
      const files = await WorkspaceIndex.read(this.#root.folder, this.#git, signal);
      // What was read in part, because somebody stopped it, is no answer for later.
      if (!signal.aborted) this.#index = { files, atMs: performance.now() };
    }
    this.#isOpen = !signal.aborted;
    return this.#root !== undefined && !signal.aborted;
  }

  /** The answer still stands: nothing it was made from has changed. */
  async #isAsBefore(issue: Issue): Promise<boolean> {
    const known = this.#known.get(issue.id);
    if (!known?.link || known.key !== keyOf(issue)) return false;
    return known.stamp === this.#stampOf(await this.#root?.look(known.link.path));
  }

  #stampOf(file: InsideFile | undefined): string {
    return file ? `${file.sizeBytes}:${file.modifiedMs}:${this.#git?.headStamp() ?? ''}` : 'gone';
  }

  /** The issue's own frame first, then where its logger was called, then whatever places its text names: a certain one before a likely one. */
  async #byPlaces(issue: Issue): Promise<Omit<CodeLink, 'change'> | undefined> {
    const texts = [issue.message, ...issue.evidence.slice(0, 1).map(({ excerpt }) => excerpt)];
    const named = texts.flatMap((text) => placesIn(text));
    const places: LoggedPlace[] = [...(issue.frame ? [withColumn(issue.frame, named)] : []), ...(issue.caller ? [issue.caller] : []), ...named];
    let likely: Omit<CodeLink, 'change'> | undefined;
    for (const place of places) {
      const link = await this.#follow(place);
      if (link && !link.isLikely) return link;
      likely ??= link;
    }
    return likely;
  }

  async #follow(place: LoggedPlace): Promise<Omit<CodeLink, 'change'> | undefined> {
    if (!this.#root || !this.#index) return undefined;
    const searched = { root: this.#root, index: this.#index.files };
    const found = await resolvePath(place, searched);
    if (!found) return undefined;
    const name = place.functionName === undefined ? {} : { functionName: place.functionName };
    const original = await this.#maps.original(found.path, place, searched);
    if (original) return { path: original.path, line: original.line, ...name, how: 'source map', isLikely: found.isLikely || original.isLikely };
    return { path: found.path, line: place.line, ...name, how: 'frame', isLikely: found.isLikely };
  }

  async #byWords(issues: readonly Issue[], endMs: number, signal: AbortSignal): Promise<void> {
    if (issues.length === 0 || !this.#root || !this.#index || signal.aborted || performance.now() > endMs) return;
    const wanted = issues.map((issue) => ({ phrases: phrasesOf(wordsOf(issue)), component: issue.component }));
    const found = await searchWords(wanted, { root: this.#root, index: this.#index.files }, { endMs, signal });
    for (const [i, issue] of issues.entries()) {
      const line = found[i];
      await this.#learn(issue, line && { ...line, how: 'text', isLikely: true }, signal);
    }
  }

  async #learn(issue: Issue, link: Omit<CodeLink, 'change'> | undefined, signal: AbortSignal): Promise<void> {
    const file = link && (await this.#root?.look(link.path));
    const change = link && file ? await this.#changeOf(link, file, signal) : undefined;
    const known: Known = { issueId: issue.id, link: file ? link : undefined, change, key: keyOf(issue), stamp: this.#stampOf(file), atMs: performance.now() };
    const before = this.#known.get(issue.id);
    if (JSON.stringify([before?.link, before?.change]) !== JSON.stringify([known.link, known.change])) {
      this.#changed.add(issue.id);
      this.#news++;
    }
    if (this.#known.size >= mostKnown && !before) this.#known.delete([...this.#known.keys()][0] ?? '');
    this.#known.set(issue.id, known);
  }

  async #changeOf({ path, line }: { readonly path: string; readonly line: number }, file: InsideFile, signal: AbortSignal): Promise<SavedLink['change']> {
    const change = await this.#git?.lineChange(path, line, signal);
    if (change?.kind === 'commit') return change;
    // git shows no history of a file it does not follow; one that it would follow is an edit like any other.
    const isUncommitted = change !== undefined || (await this.#git?.isUntracked(path, signal)) === true;
    return { kind: isUncommitted ? 'uncommitted' : 'file time', atMs: Math.round(file.modifiedMs) };
  }
}

/** What the answer depends on in the issue itself. */
function keyOf({ title, message, frame, caller, component }: Issue): string {
  return JSON.stringify([title, message.length, frame?.path, frame?.line, caller?.path, caller?.line, component]);
}

/** The template has what varies taken out already; a title that was put together from fields is no line of any source. */
function wordsOf({ template, title }: Issue): string {
  return template === undefined || template === '' ? title : template;
}

/** A frame's column stands in the text only. */
function withColumn(frame: LoggedPlace, named: readonly LoggedPlace[]): LoggedPlace {
  const column = frame.column ?? named.find(({ path, line }) => line === frame.line && (path === frame.path || path.endsWith(frame.path)))?.column;
  return { ...frame, ...(column === undefined ? {} : { column }) };
}
