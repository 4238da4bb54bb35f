/** One run of a build: follows its lines, its steps and sections, and remembers what may tell why it failed. */
import { Candidates, type Candidate } from './candidates.ts';
import type { LineReading } from './classify.ts';
import type { Heat } from './idiom.ts';
import { isBlank, timeOf, type BuildLine } from './physicalLines.ts';
import { RecentLines } from './recentLines.ts';
import { heatFactor, usualFactor, type Ending, type Step } from './runParts.ts';
import { headerEnds, isCut, lastError, structureOf } from './structure.ts';

type Adding = Pick<Candidate, 'kind' | 'tool' | 'key' | 'worth'> & Partial<Pick<Candidate, 'groups' | 'step'>>;

const noGroups: Candidate['groups'] = {};
const noKeys: ReadonlySet<string> = new Set();
const stepLimit = 1000;
/** What is left of a step that ended well (ours). */
const keptOfGoodStep = 25;
/** From this worth on a line gives worth to its neighbours (ours). */
const wakingWorth = 58;
const wakingPlace = 46;
/** How much the last line of a step that failed is worth; half of it where something said plainly what failed (ours). */
const tailWorth = 46;
const wakeLines = 12;
/** What passed prints so many lines at most, as far as we know (ours). */
const dullLines = 40;

/** The run; feed it lines in order. */
export class Run {
  readonly candidates = new Candidates();
  readonly steps: Step[] = [{ name: '', line: 0, failed: false, told: false, isPost: false }];
  readonly endings: Ending[] = [];
  readonly first: BuildLine;
  /** Line numbers of the last verdicts; 0 when there was none. */
  lastRed = 0;
  lastGreen = 0;
  lastStrong = 0;
  /** The line with which a watch loop last said that all is well. */
  lastRound = 0;
  lastLine = 0;
  lastMs = NaN;
  title: string | undefined;
  /** The first command that was run in it, as it is written. */
  command: string | undefined;
  #recent = new RecentLines();
  #heat: Heat = 'plain';
  #dullLeft = 0;
  /** The tool whose failures follow. */
  #hotTool = '';
  #header: 'none' | 'script' | 'arguments' = 'none';
  #wake: { left: number; worth: number; tool: string } = { left: 0, worth: 0, tool: '' };
  #command: BuildLine | undefined;
  /** The last lines and the last command of the step of the work that was left last. */
  #left: { readonly step: number; readonly recent: RecentLines; readonly command: BuildLine | undefined } = { step: -1, recent: new RecentLines(), command: undefined };
  #stepName: string | undefined;
  #suspected: Ending | undefined;
  readonly #usual: ReadonlySet<string>;

  /** `usual`: sorts of line that stood in earlier runs that ended well. */
  constructor(first: BuildLine, usual: ReadonlySet<string> = noKeys) {
    this.first = first;
    this.#usual = usual;
  }

  /** Whether steps are marked, so that a run that fails says which one did. */
  get hasSteps(): boolean {
    return this.steps.length > 1;
  }

  /** Whether its job came to its end. */
  get isComplete(): boolean {
    return this.steps.some((step) => step.isPost);
  }

  /** Takes the next line. */
  take(line: BuildLine): void {
    this.lastLine = line.number;
    if (isBlank(line.text)) {
      if (this.#wake.left > 0) this.#wake.left--;
      return;
    }
    if (this.#isStructure(line)) return;
    this.#judge(line);
    this.#recent.push(line);
  }

  /** Lends worth to the last lines of a step: the run ends there; `isCut`: somebody ended it. */
  #markTail(step: number, isCut: boolean): void {
    const { recent, command } = step === this.#left.step ? this.#left : { recent: this.#recent, command: this.#command };
    let worth = this.steps[step]?.told === true ? tailWorth / 2 : tailWorth;
    for (const line of recent.newest()) {
      const kind = line.reading?.idiom.kind;
      // What was cut off was doing what it said last, however harmless.
      if (kind !== 'frame') this.#add(line, { kind: 'tail', tool: '', key: '', worth: kind === 'noise' && !isCut ? 0 : worth, step });
      worth *= 0.87;
    }
    if (command) this.#add(command, { kind: 'command', tool: 'command', key: 'last command', worth: 58, step });
  }

  #isStructure(line: BuildLine): boolean {
    const { text } = line;
    if (line.stepName !== undefined && line.stepName !== this.#stepName) {
      this.#stepName = line.stepName;
      this.#beginStep(line.stepName, line, line.stepName.startsWith('Post '));
    }
    if (this.#header !== 'none') {
      if (text.startsWith('##[endgroup]')) this.#header = 'none';
      else if (headerEnds.test(text)) this.#header = 'arguments';
      else if (this.#header === 'script') this.#add(line, { kind: 'command', tool: 'script', key: 'script', worth: 30 });
      return true;
    }
    const structure = structureOf(text);
    if (!structure) return false;
    const { kind, name, hasHeader } = structure;
    if (kind === 'leftOut') {
      Object.assign(this.steps.at(-1) ?? {}, { isPost: true });
      return false;
    }
    if (kind === 'post') this.#endWork(line);
    else if (kind === 'title') {
      this.title = name;
      this.#add(line, { kind: 'step', tool: 'job', key: 'job', worth: 50 });
    } else {
      if (this.#stepName === undefined) this.#beginStep(name, line, false);
      if (hasHeader) this.#header = 'script';
      this.#add(line, { kind: 'command', tool: 'step', key: 'step', worth: 52 });
    }
    return true;
  }

  /** The clean-up begins: a step whose last word was an error failed, if nobody said so yet. */
  #endWork(line: BuildLine): void {
    this.#suspect();
    const suspected = this.#suspected;
    const step = suspected && this.steps[suspected.step];
    if (step && this.endings.length === 0) {
      step.failed = true;
      this.endings.push(suspected);
    }
    this.#beginStep('', line, true);
  }

  #suspect(): void {
    const last = this.#recent.newest()[0];
    if (last?.reading?.idiom.kind === 'error' && lastError.test(last.text)) this.#suspected ??= { line: last.number, step: this.steps.length - 1, text: last.text };
  }

  #beginStep(name: string, line: BuildLine, isPost: boolean): void {
    this.#suspect();
    if (this.steps.at(-1)?.failed === false) this.candidates.thin(this.steps.length - 1, keptOfGoodStep);
    if (this.steps.length >= stepLimit) return;
    // How a step of the work ended is sometimes only said behind the clean-up.
    if (this.steps.at(-1)?.isPost === false) this.#left = { step: this.steps.length - 1, recent: this.#recent, command: this.#command };
    this.steps.push({ name, line: line.number, failed: false, told: false, isPost });
    this.candidates.beginStep();
    this.#recent = new RecentLines();
    this.#heat = 'plain';
    this.#wake.left = 0;
    this.#command = undefined;
  }

  #judge(line: BuildLine): void {
    const { reading } = line;
    // pytest prints the source of what failed; words of failure in there are code.
    if (this.#hotTool === 'pytest' && reading?.idiom.tool === 'general' && line.text.startsWith('    ')) return;
    if (!reading || reading.idiom.kind === 'noise') {
      if (reading?.idiom.isVerdict === true) {
        for (const { number } of this.#recent.dropSinceVerdict()) this.candidates.forget(number);
        this.#wake.left = 0;
      }
      this.#follow(line, reading === undefined || reading.idiom.isExcerpt === true ? 1 : 0.3);
      this.#warm(reading?.idiom.heat, reading?.idiom.tool ?? '');
      return;
    }
    const { idiom, key, groups } = reading;
    const { kind } = idiom;
    this.#warm(idiom.heat, idiom.tool);
    // What passed prints errors of its own; the verdict of a tool is none of them.
    if (this.#heat === 'dull' && (kind === 'test' || kind === 'error') && idiom.tool !== 'general') this.#heat = 'plain';
    const settles = kind === 'exit' || kind === 'annotation' || kind === 'tally';
    const worth = settles ? reading.worth : Math.min(96, reading.worth * heatFactor[this.#heat] * (this.#usual.has(key) ? usualFactor : 1));
    this.#settle(line, reading, worth);
    if (worth <= 0) return;
    if (kind === 'command') this.#command = line;
    if (kind === 'weak' || kind === 'hint' || kind === 'command') this.#follow(line, 1);
    // What passed has counts of its own, so that it takes no place of what failed.
    const isFirst = this.#add(line, { kind, tool: idiom.tool, key: this.#heat === 'dull' || this.#heat === 'quiet' ? `passed ${key}` : key, worth, groups });
    // What is said over and over of its own accord tells nothing of what stands around it.
    if (worth < (kind === 'place' ? wakingPlace : wakingWorth) || (!isFirst && (kind === 'cause' || kind === 'place'))) return;
    if (idiom.isVerdict === true) this.#lookBack(this.#recent.sinceVerdict(), worth * 0.8, 0.92);
    else this.#lookBack(this.#recent.near(line), worth * (kind === 'exit' ? 0.5 : 0.3), 0.7);
    this.#wake = { left: wakeLines, worth: worth * 0.5, tool: idiom.tool };
    if (kind === 'exit' && reading.worth >= 80) this.#end(line);
    else if (kind === 'annotation') this.#end(line);
  }

  #warm(heat: Heat | undefined, tool: string): void {
    if (heat) {
      this.#hotTool = heat === 'hot' ? tool : '';
      this.#heat = heat;
      this.#dullLeft = dullLines;
    } else if (this.#heat === 'dull' && --this.#dullLeft <= 0) this.#heat = 'plain';
  }

  #settle(line: BuildLine, { idiom }: LineReading, worth: number): void {
    if (idiom.kind === 'green') this.lastGreen = line.number;
    if (idiom.isRound !== undefined) this.lastRound = line.number;
    if (idiom.kind === 'tally' || idiom.kind === 'exit' || idiom.kind === 'annotation') this.lastRed = line.number;
    const isStrong = worth >= 80 && (idiom.kind === 'error' || idiom.kind === 'exception' || idiom.kind === 'cause' || idiom.kind === 'test');
    if (isStrong) this.lastStrong = line.number;
    if (isStrong) Object.assign(this.steps.at(-1) ?? {}, { told: true });
    if (isStrong || idiom.kind === 'green' || worth >= 80) this.lastMs = timeOf(line);
  }

  #end(line: BuildLine): void {
    const step = this.#endedStep();
    const ended = this.steps[step];
    if (ended) ended.failed = true;
    if (this.endings.length < stepLimit) this.endings.push({ line: line.number, step, text: line.text });
    this.#markTail(step, isCut(line.text));
  }

  /** Some servers say that the job failed behind the clean-up only: it was the last step of the work. */
  #endedStep(): number {
    const last = this.steps.length - 1;
    if (this.steps[last]?.isPost !== true) return last;
    const failed = this.steps.findLastIndex((step) => step.failed && !step.isPost);
    const work = failed >= 0 ? failed : this.steps.findLastIndex((step) => !step.isPost);
    return work >= 0 ? work : last;
  }

  /** A line that says nothing itself, behind one that does. */
  #follow(line: BuildLine, share: number): void {
    if (this.#wake.left <= 0) return;
    this.#wake.left--;
    this.#add(line, { kind: 'context', tool: this.#wake.tool, key: '', worth: this.#wake.worth * share });
    this.#wake.worth *= 0.82;
  }

  /** What stands right before a telling line often names it; what a test said stands before its verdict. */
  #lookBack(lines: readonly BuildLine[], worth: number, decay: number): void {
    let lent = worth;
    for (const before of lines) {
      this.#add(before, { kind: 'context', tool: '', key: '', worth: lent });
      lent *= decay;
    }
  }

  #add(line: BuildLine, { kind, key, worth, tool, groups = noGroups, step = this.steps.length - 1 }: Adding): boolean {
    return worth > 0 && this.candidates.add({ line: line.number, kind, key, groups, worth }, () => ({ tool, text: line.text.trimEnd(), step, atMs: timeOf(line) }));
  }
}
