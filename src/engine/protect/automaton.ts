/** Finds all trigger words in one pass over the bytes (Aho and Corasick 1975, with all transitions spelled out). */

/** Tables of the automaton; a state is its row's first index in `next`, so that a step is one addition and one load. */
export interface Automaton {
  /** Class of each byte: letters folded, all digits alike, bytes of letters beyond ASCII in four classes, whatever no trigger has in class 0. */
  readonly classOf: Uint8Array;
  /** Measured: 16 bits, which holds up to 65,536 entries, is a fifth faster than 32. */
  readonly next: Uint16Array | Uint32Array;
  /** States from here on end one or more triggers. */
  readonly firstHit: number;
  /** Triggers that end in a state, longest first; by state minus `firstHit`, divided by `width`. */
  readonly hits: readonly (readonly number[])[];
  readonly width: number;
  /** Bytes of a trigger that a state has seen, by state. */
  readonly depth: Uint8Array;
}

/** The words as a tree; a node is its number, the root is 0. */
interface Tree {
  /** By node times width plus class: the child; once failures are linked, where to go on. */
  readonly edges: Uint16Array | Uint32Array;
  readonly count: number;
  readonly depth: Uint8Array;
  /** Words that end in a node. */
  readonly own: ReadonlyMap<number, readonly number[]>;
}

/** Builds the tables; a digit in a trigger stands for any digit, an ASCII letter for both cases, and texts are UTF-8, of which a hit is only likely. */
export function buildAutomaton(triggers: readonly string[]): Automaton {
  const words = triggers.map((trigger) => Buffer.from(trigger.replace(/[A-Z]/g, (letter) => letter.toLowerCase()), 'utf8'));
  const { classOf, width } = classesOf(words);
  const tree = treeOf(words, classOf, width);
  const hits = linkFailures(tree, width);
  const { edges, count } = tree;
  const plain = count - hits.size;
  const states = new Uint32Array(count);
  let isPlain = 0;
  let isEnding = plain;
  for (let node = 0; node < count; node++) states[node] = (hits.has(node) ? isEnding++ : isPlain++) * width;
  const size = count * width;
  const next = size > 0x10000 ? new Uint32Array(size) : new Uint16Array(size);
  const depth = new Uint8Array(size);
  for (let node = 0; node < count; node++) {
    const state = states[node] ?? 0;
    depth[state] = tree.depth[node] ?? 0;
    for (let kind = 0; kind < width; kind++) next[state + kind] = states[edges[node * width + kind] ?? 0] ?? 0;
  }
  const ordered = [...hits].sort(([a], [b]) => a - b).map(([, found]) => found);
  return { classOf, next, firstHit: plain * width, hits: ordered, width, depth };
}

function treeOf(words: readonly Uint8Array[], classOf: Uint8Array, width: number): Tree {
  const most = words.reduce((sum, word) => sum + word.length, 1);
  const edges = most > 0x10000 ? new Uint32Array(most * width) : new Uint16Array(most * width);
  const depth = new Uint8Array(most);
  const own = new Map<number, number[]>();
  let count = 1;
  for (const [index, word] of words.entries()) {
    let node = 0;
    for (let i = 0; i < word.length; i++) {
      const edge = node * width + (classOf[word[i] ?? 0] ?? 0);
      if (edges[edge] === 0) {
        depth[count] = i + 1;
        edges[edge] = count++;
      }
      node = edges[edge] ?? 0;
    }
    own.set(node, [...(own.get(node) ?? []), index]);
  }
  return { edges, count, depth, own };
}

/** Breadth first, what a node has no edge for goes where the node to fall back to goes; returns the words that end in a node, longest first. */
function linkFailures({ edges, count, own }: Tree, width: number): Map<number, readonly number[]> {
  const hits = new Map(own);
  const fails = new Uint32Array(count);
  const order = new Uint32Array(count);
  let known = 1;
  for (let at = 0; at < known; at++) {
    const node = order[at] ?? 0;
    const fail = fails[node] ?? 0;
    for (let kind = 0; kind < width; kind++) {
      const child = edges[node * width + kind] ?? 0;
      const other = node === 0 ? 0 : edges[fail * width + kind] ?? 0;
      if (child === 0) {
        edges[node * width + kind] = other;
        continue;
      }
      fails[child] = other;
      order[known++] = child;
      const shorter = hits.get(other);
      if (shorter) hits.set(child, [...(hits.get(child) ?? []), ...shorter]);
    }
  }
  return hits;
}

function classesOf(words: readonly Uint8Array[]): { readonly classOf: Uint8Array; readonly width: number } {
  const classOf = new Uint8Array(256);
  let used = 0;
  for (const word of words) {
    for (const code of word) {
      if (classOf[code]) continue;
      used++;
      const isDigit = code >= 0x30 && code <= 0x39;
      for (let digit = 0x30; isDigit && digit <= 0x39; digit++) classOf[digit] = used;
      classOf[code] = used;
      if (code >= 0x61 && code <= 0x7a) classOf[code - 0x20] = used;
      for (let other = 0x80 + (code & 3); code >= 0x80 && other < 256; other += 4) classOf[other] = used;
    }
  }
  return { classOf, width: used + 1 };
}
