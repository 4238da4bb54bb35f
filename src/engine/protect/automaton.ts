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

interface Node {
  readonly edges: Map<number, Node>;
  readonly own: number[];
  fail: Node | undefined;
  hits: number[];
  state: number;
  readonly depth: number;
}

/** Builds the tables; a digit in a trigger stands for any digit, an ASCII letter for both cases, and texts are UTF-8, of which a hit is only likely. */
export function buildAutomaton(triggers: readonly string[]): Automaton {
  const words = triggers.map((trigger) => Buffer.from(trigger.replace(/[A-Z]/g, (letter) => letter.toLowerCase()), 'utf8'));
  const { classOf, width } = classesOf(words);
  const root = newNode(0);
  for (const [index, word] of words.entries()) {
    let node = root;
    for (const code of word) node = childOf(node, classOf[code] ?? 0);
    node.own.push(index);
  }
  const nodes = linkFailures(root);
  const plain = nodes.filter((node) => node.hits.length === 0);
  const ending = nodes.filter((node) => node.hits.length > 0);
  for (const [index, node] of [...plain, ...ending].entries()) node.state = index * width;
  const size = nodes.length * width;
  const next = size > 0x10000 ? new Uint32Array(size) : new Uint16Array(size);
  // Breadth first, so that the row of the state to fall back to is there: what a state has no edge for goes where that one goes.
  for (const { state, fail, edges } of nodes) {
    if (fail) next.copyWithin(state, fail.state, fail.state + width);
    for (const [kind, child] of edges) next[state + kind] = child.state;
  }
  const depth = new Uint8Array(size);
  for (const node of nodes) depth[node.state] = node.depth;
  return { classOf, next, firstHit: plain.length * width, hits: ending.map((node) => node.hits), width, depth };
}

function newNode(depth: number): Node {
  return { edges: new Map(), own: [], fail: undefined, hits: [], state: 0, depth };
}

function childOf(node: Node, kind: number): Node {
  const known = node.edges.get(kind);
  if (known) return known;
  const child = newNode(node.depth + 1);
  node.edges.set(kind, child);
  return child;
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

/** Sets failures and hits breadth first and returns all nodes in that order. */
function linkFailures(root: Node): Node[] {
  const nodes = [root];
  for (const node of nodes) {
    node.hits = [...node.own, ...(node.fail?.hits ?? [])];
    for (const [kind, child] of node.edges) {
      let fail = node.fail;
      while (fail && !fail.edges.has(kind)) fail = fail.fail;
      child.fail = fail?.edges.get(kind) ?? root;
      nodes.push(child);
    }
  }
  return nodes;
}
