/**
 * A REFERENCE, no part of the product: mines templates the way Drain3 does with its usual masks (a tree of depth 4 by length and first words,
 * similarity 0.4, 100 children at most), written plainly in TypeScript. Reads the messages behind ` - LEVEL - ` of FILE and prints lines,
 * templates and the CPU time of mining alone as JSON.
 */
import fs from 'node:fs';

const similarityThreshold = 0.4;
const mostChildren = 100;
const masks: readonly (readonly [RegExp, string])[] = [
  [/(?<=[^A-Za-z0-9]|^)(?:[0-9a-f]{2,}:){3,}[0-9a-f]{2,}(?=[^A-Za-z0-9]|$)/g, '<ID>'],
  [/(?<=[^A-Za-z0-9]|^)\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?=[^A-Za-z0-9]|$)/g, '<IP>'],
  [/(?<=[^A-Za-z0-9]|^)(?:0x[a-f0-9A-F]+)(?=[^A-Za-z0-9]|$)/g, '<HEX>'],
  [/(?<=[^A-Za-z0-9]|^)[-+]?\d+(?=[^A-Za-z0-9]|$)/g, '<NUM>'],
];

interface Cluster {
  words: string[];
  size: number;
}

interface Node {
  readonly children: Map<string, Node>;
  readonly clusters: Cluster[];
}

const newNode = (): Node => ({ children: new Map(), clusters: [] });

class Drain {
  readonly #root = newNode();
  size = 0;

  add(message: string): void {
    const words = masks.reduce((text, [expression, name]) => text.replace(expression, name), message).split(/\s+/);
    const leaf = this.#leafOf(words);
    const best = this.#best(leaf, words);
    if (best) {
      best.size++;
      best.words = best.words.map((word, i) => (word === words[i] ? word : '<*>'));
      return;
    }
    leaf.clusters.push({ words, size: 1 });
    this.size++;
  }

  #leafOf(words: readonly string[]): Node {
    let node = childOf(this.#root, String(words.length));
    for (const word of words.slice(0, 2)) {
      const key = /\d/.test(word) || (node.children.size >= mostChildren && !node.children.has(word)) ? '<*>' : word;
      node = childOf(node, key);
    }
    return node;
  }

  #best(leaf: Node, words: readonly string[]): Cluster | undefined {
    let best: Cluster | undefined;
    let bestRatio = similarityThreshold;
    for (const cluster of leaf.clusters) {
      const ratio = cluster.words.filter((word, i) => word === words[i]).length / words.length;
      if (ratio >= bestRatio) [best, bestRatio] = [cluster, ratio];
    }
    return best;
  }
}

function childOf(node: Node, key: string): Node {
  let child = node.children.get(key);
  if (!child) node.children.set(key, (child = newNode()));
  return child;
}

const messages = fs.readFileSync(process.argv[2] ?? '', 'utf8').trimEnd().split('\n').map((line) => line.replace(/^.*? - [A-Z]+ - /, ''));
const drain = new Drain();
const before = process.cpuUsage();
for (const message of messages) drain.add(message);
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${JSON.stringify({ lines: messages.length, templates: drain.size, ms: (user + system) / 1000 })}\n`);
