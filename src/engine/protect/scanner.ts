/** The one pass over the bytes: an automaton looks for what can begin a secret, and rules look only there. */
import { withoutColours, intoColours } from './ansi.ts';
import { buildAutomaton, type Automaton } from './automaton.ts';
import { byte, lineEnd } from './byteClass.ts';
import { cardRule } from './cardRule.ts';
import { commandRule, passwordCommands } from './commandRule.ts';
import { contextRule, secretContexts } from './contextRule.ts';
import { placeholderLength, placeholderStart } from './findings.ts';
import { DigitRuns } from './digitRuns.ts';
import { compileForm } from './form.ts';
import { authorizationRule, basicRule, bearerRule, cookieRule } from './headerRules.ts';
import { keyRule } from './keyRule.ts';
import { keyWords, type KeyWord } from './keyTable.ts';
import { hintRule, instructionHints } from './instructionHints.ts';
import { maxDepth, PackedFinder } from './packed.ts';
import { pemRule, takeKeyLine } from './pem.ts';
import { platformTokens } from './platformTokens.ts';
import { serviceTokens } from './serviceTokens.ts';
import { goAddressRule, urlRule } from './urlRule.ts';
import { TriggerFilter } from './triggerFilter.ts';
import { alwaysJudges, type Rule, type View } from './view.ts';

/** What begins a colour, the escape byte itself or as JSON and shells write it. */
const colourMarks = ['\x1b[', '\\u001b[', '\\x1b[', '\\033['] as const;
/** Sixteen digits are a card's, in one piece or in groups; the first twelve are searched for. */
const cardMarks = ['000000000000', '0000-0000-0000', '0000 0000 0000', '0000-000000-0000', '0000 000000 0000'] as const;
const urlMarks = ['://', ':\\/\\/', '%3a%2f%2f', '%3a//'] as const;
/** A coloured line is stripped in pieces of this size, so that one of 100 MB needs no copy of it. */
const maxColouredBytes = 1 << 18;
/** So much before the first colour is looked at with it; a secret's name and beginning are in there. */
const maxColouredBack = 4096;

/** How far the automaton is. */
interface Place {
  i: number;
  state: number;
}

/** Finds secrets; holds tables only, so one serves any number of sources. */
export class SecretScanner {
  readonly #rules: readonly Rule[];
  readonly #lengths: readonly number[];
  readonly #automaton: Automaton;
  readonly #filter: TriggerFilter;
  readonly #digitRuns = new DigitRuns();
  readonly #packed = new PackedFinder((view) => this.scan(view));
  /** Looks at a coloured line without its colours too; with them a word may begin where without them it goes on from the one before. */
  readonly #colourRule: Rule = (view, start, end) => {
    const { bytes, from, to, findings } = view;
    if (view.depth >= maxDepth || start < view.coloured.until) return end;
    let first = start;
    while (first > from && start - first < maxColouredBack && bytes[first - 1] !== byte.newline) first--;
    const last = lineEnd(bytes, end, Math.min(to, start + maxColouredBytes));
    const line = withoutColours(bytes, first, last);
    const inner = findings.fork();
    this.scan({ ...view, bytes: line.bytes, from: 0, to: line.length, places: line.places, hints: undefined, judged: undefined, findings: inner, coloured: { until: 0 }, depth: maxDepth });
    for (const finding of inner.take()) findings.push(intoColours(finding, line, bytes));
    view.coloured.until = last;
    return end;
  };

  constructor() {
    const triggers = [...triggersOf(), ...colourMarks.map((mark) => [mark, alwaysJudges(this.#colourRule)] as const)];
    this.#automaton = buildAutomaton(triggers.map(([trigger]) => trigger));
    this.#filter = new TriggerFilter(triggers.map(([trigger]) => trigger).filter((trigger) => !this.#digitRuns.holds(trigger)));
    this.#rules = triggers.map(([, rule]) => rule);
    this.#lengths = triggers.map(([trigger]) => Buffer.byteLength(trigger));
  }

  /** Adds all secrets of a view, which begins and ends with whole lines, to its findings. */
  scan(view: View): void {
    this.scanPart(view, view.from, view.to);
  }

  /** Adds the secrets that begin in whole lines `[from, to)` of a view; returns how far it looked, which may be behind `to`. */
  scanPart(view: View, from: number, to: number): number {
    const { bytes, pem } = view;
    let i = from;
    while (i < to) {
      if (!pem.isOpen) {
        i = this.#search(view, i, to);
        continue;
      }
      const end = lineEnd(bytes, i, to);
      takeKeyLine(view, i, end);
      this.#search({ ...view, to: end }, i, end);
      i = end + 1;
    }
    this.#packed.find(view, from, to);
    return i;
  }

  /** Searches `[from, to)`; returns where to go on: at the end, behind it, or at the beginning of the line behind one that opened a private key. */
  #search(view: View, from: number, to: number): number {
    const { bytes } = view;
    const { depth } = this.#automaton;
    const at: Place = { i: from, state: 0 };
    let nextTrigger = this.#filter.next(bytes, from & ~1, to);
    let nextRun = this.#digitRuns.next(bytes, from, to);
    let runEnd = this.#digitRuns.end;
    while (nextTrigger < to || nextRun < to) {
      const isRun = nextRun < nextTrigger;
      const begin = isRun ? nextRun : nextTrigger - this.#filter.back;
      if (begin > at.i) {
        at.i = begin;
        at.state = 0;
      }
      const opened = this.#follow(view, at, to, isRun ? runEnd : nextTrigger + 2);
      if (opened > 0) return opened;
      // A trigger that begins behind a group of four has one of its own.
      const seen = at.i - (depth[at.state] ?? 0);
      if (!isRun || nextTrigger < seen - 1) nextTrigger = this.#filter.next(bytes, Math.max(nextTrigger + (isRun ? 0 : 2), (seen - 1) & ~1), to);
      if (isRun || nextRun < seen) {
        nextRun = this.#digitRuns.next(bytes, Math.max(seen, isRun ? runEnd : 0), to);
        runEnd = this.#digitRuns.end;
      }
    }
    return Math.max(at.i, to);
  }

  /** Lets the automaton run until no trigger that began before `until` can go on; returns where to go on when a private key opened, else 0. */
  #follow(view: View, at: Place, to: number, until: number): number {
    const { bytes, pem } = view;
    const { classOf, next, firstHit, depth } = this.#automaton;
    const wasOpen = pem.isOpen;
    let { i, state } = at;
    while (i < to && i - (depth[state] ?? 0) < until) {
      state = next[state + (classOf[bytes[i++] ?? 0] ?? 0)] ?? 0;
      if (state < firstHit) continue;
      const resume = this.#apply(view, state, i);
      if (resume > i) {
        state = 0;
        i = resume;
      }
      if (pem.isOpen && !wasOpen) {
        const end = lineEnd(bytes, i, to);
        this.#search({ ...view, to: end }, i, end);
        return end + 1;
      }
    }
    at.i = i;
    at.state = state;
    return 0;
  }

  #apply(view: View, state: number, end: number): number {
    const { firstHit, hits, width } = this.#automaton;
    view.judged?.triggers.push(end - 1);
    for (const hit of hits[(state - firstHit) / width] ?? []) {
      const resume = this.#rules[hit]?.(view, end - (this.#lengths[hit] ?? 0), end) ?? end;
      if (resume > end) return resume;
    }
    return end;
  }
}

/** Everything to search for and who judges it; where several end at one place the longest is asked first, then the first of these. */
function triggersOf(): (readonly [string, Rule])[] {
  const forms = [...platformTokens, ...serviceTokens].map((row) => compileForm(row));
  return [
    [placeholderStart, alwaysJudges((view, start, end) => Math.max(end, start + placeholderLength(view.bytes, start)))],
    ['-----begin', alwaysJudges(pemRule)],
    ...forms.map(({ trigger, rule }) => [trigger, rule] as const),
    ...urlMarks.map((mark) => [mark, urlRule] as const),
    ['@tcp(', goAddressRule],
    ['@unix(', goAddressRule],
    ['bearer', bearerRule],
    ['basic', basicRule],
    ['authorization', authorizationRule],
    ['cookie', cookieRule],
    ...keyWords.flatMap((row) => spellings(row).map((word) => [word, verified(word, keyRule(row))] as const)),
    ...secretContexts.map((row) => [row.before, verified(row.before, contextRule(row))] as const),
    ...instructionHints.map((hint) => [hint, alwaysJudges(verified(hint, hintRule))] as const),
    ...passwordCommands.map((row) => [row.program, commandRule(row)] as const),
    ...cardMarks.map((mark) => [mark, cardRule] as const),
  ];
}

function spellings({ word, isEscapedToo }: KeyWord): string[] {
  return isEscapedToo ? [word, Array.from(word, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`).join('')] : [word];
}

/** The automaton takes letters beyond ASCII for each other, and digits; a word with such is compared byte by byte. */
function verified(word: string, rule: Rule): Rule {
  if (/^[a-z_. -]+$/.test(word)) return rule;
  const wanted = word.toLowerCase();
  // The first byte of a letter is the same for both cases in all alphabets that the words are of.
  const first = Buffer.from(wanted)[0] ?? 0;
  const compared: Rule = (view, start, end) => (first >= 0x80 && view.bytes[start] !== first ? end : Buffer.from(view.bytes.subarray(start, end)).toString().toLowerCase() === wanted ? rule(view, start, end) : end);
  return /[0-9]/.test(wanted) ? alwaysJudges(compared) : compared;
}
