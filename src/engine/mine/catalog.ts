/** Finds or founds the template of a shape: the careful path, taken for each sequence of units that the cache does not know. */
import { looseKeyOf } from './keys.ts';
import { coarseDifferences, compare, equalWords } from './similarity.ts';
import type { Mined, TemplateTable } from './templateTable.ts';
import { isVariable, tokenClass } from './tokens.ts';
import type { Shape, Token } from './tokens.ts';

/**
 * Distinct values after which a position counts as a variable. Ours, from the development half of loghub-2k, where anything from 5 to
 * 10 does for words; a state in a body of many variables is a column of a record.
 */
const valuesToVary = { word: 5, firstWord: 9, state: 8, stateInRecord: 2, besideVariable: 2 };
/** Variables that make a body a record. */
const recordVariables = 4;
/** Templates with the same signs in the same places, from which on what is new is merged with the nearest. */
const leafLimit = 200;
/** How many templates that share the same words, and what share of their words, make variables of all the others. */
const crowd = { templates: 8, sharedRatio: 0.6 };
/** Templates with one coarse key that are compared with a new one. */
const maxCoarse = 16;
/** A sweep puts aside about one template in so many, and as many as have no more records. */
const sweepDivisor = 10;
/** Ids given per template kept, before sweeping ends and all that is new shares one; bounds the table of ids. */
const maxIdsRatio = 50;
/** Entries of each index before it is started afresh. */
const maxKeys = 262_144;

interface Leaf {
  members: Mined[];
  /** Those with a variable that no look gave away. */
  general: Mined[];
}

/** The templates by what they are found by. */
export class Catalog {
  readonly #table: TemplateTable;
  readonly #maxTemplates: number;
  readonly #byLoose = new Map<number, number>();
  readonly #byCoarse = new Map<number, number[]>();
  readonly #restored = new Map<string, number>();
  readonly #buckets = new Map<number, number[]>();
  readonly #leaves = new Map<number, Leaf>();
  #overflowId = 0;
  /** How often rare templates were put aside; what was remembered of them is void. */
  sweeps = 0;

  constructor(table: TemplateTable, maxTemplates: number) {
    this.#table = table;
    this.#maxTemplates = maxTemplates;
  }

  /** Returns the id of the template that `shape` belongs to; makes one where there is none. */
  find(shape: Shape, bytes: Uint8Array): number {
    const known = this.#known(shape);
    if (known !== undefined) {
      this.#table.generalise(known, shape.tokens);
      return known.id;
    }
    if (this.#table.size >= this.#maxTemplates && !this.#sweep(bytes)) return this.#overflow(bytes);
    return this.#found(shape, bytes);
  }

  /** Registers a restored template. */
  adopt(mined: Mined, shape: Shape): void {
    this.#remember(shape.looseKey, mined.id);
    this.#restored.set(this.#table.textOf(mined.id), mined.id);
    const leaf = this.#leafOf(mined);
    leaf.members.push(mined);
    if (mined.tokens.some((token) => isVariable(token))) leaf.general.push(mined);
  }

  #known(shape: Shape): Mined | undefined {
    const id = this.#byLoose.get(shape.looseKey);
    const exact = id === undefined ? undefined : this.#table.mined(id);
    if (exact !== undefined) return exact;
    const leaf = this.#leaves.get(shape.leafKey);
    let best: Mined | undefined;
    let bestEqual = -1;
    for (const mined of leaf?.general ?? []) {
      const equal = equalWords(mined.tokens, shape.tokens);
      if (equal > bestEqual) [best, bestEqual] = [mined, equal];
    }
    return best;
  }

  #found(shape: Shape, bytes: Uint8Array): number {
    const born = this.#table.add(shape, bytes);
    let mined = born;
    this.#remember(shape.looseKey, mined.id);
    const leaf = this.#leafOf(mined);
    leaf.members.push(mined);
    mined = this.#joinRestored(mined);
    mined = this.#joinCoarse(mined, shape.coarseKey);
    mined = this.#joinSiblings(mined);
    if (mined === born) mined = this.#joinCrowd(leaf, mined);
    return mined.id;
  }

  /** Merges with the restored template of the same text: one whose text does not tell how its bodies are cut into tokens. */
  #joinRestored(born: Mined): Mined {
    if (this.#restored.size === 0) return born;
    const id = this.#restored.get(this.#table.textOf(born.id)) ?? this.#restored.get(this.#table.textWithoutSizes(born));
    const restored = id === undefined ? undefined : this.#table.mined(id);
    if (restored === undefined || restored === born) return born;
    this.#absorb(restored, born);
    return restored;
  }

  /** Merges with a template that has one plain variable where this one has signs around it, or the other way round: `LOCAL(0)` for an address. */
  #joinCoarse(born: Mined, key: number): Mined {
    const ids = this.#byCoarse.get(key) ?? [];
    for (const id of ids) {
      const other = this.#table.mined(id);
      if (other === undefined || other === born) continue;
      const differences = coarseDifferences(born.tokens, other.tokens);
      if (differences === undefined) continue;
      const [older, younger] = other.id < born.id ? [other, born] : [born, other];
      this.#absorb(older, younger);
      return older;
    }
    if (ids.length < maxCoarse) this.#byCoarse.set(key, [...ids, born.id]);
    return born;
  }

  /** Merges templates which differ in one position once there are enough values in it. */
  #joinSiblings(born: Mined): Mined {
    let mined = born;
    const words = born.tokens.filter((token) => token.class >= tokenClass.soft).length;
    for (let i = 0; i < mined.tokens.length; i++) {
      const token = mined.tokens[i];
      if (token === undefined || token.class < tokenClass.word || words < 2) continue;
      const key = looseKeyOf(mined.tokens, i);
      const host = this.#table.mined(this.#byLoose.get(key) ?? 0);
      const bucket = this.#bucketOf(key);
      if (!bucket.includes(mined.id)) bucket.push(mined.id);
      const enough = host !== undefined && host !== mined ? valuesToVary.besideVariable : limitOf(token, i, mined.tokens);
      if (bucket.length + (host === undefined ? 0 : 1) < enough) continue;
      mined = this.#mergeAll(host === undefined ? bucket : [host.id, ...bucket], i);
      this.#buckets.delete(key);
      i = -1;
    }
    return mined;
  }

  #mergeAll(ids: readonly number[], at: number): Mined {
    const all = [...new Set(ids.map((id) => this.#table.resolve(id)))].sort((a, b) => a - b).flatMap((id) => this.#table.mined(id) ?? []);
    const [oldest, ...others] = all;
    if (oldest === undefined) throw new RangeError(`no template to merge at position ${at}`);
    for (const other of others) this.#absorb(oldest, other);
    this.#remember(looseKeyOf(oldest.tokens, -1), oldest.id);
    const leaf = this.#leafOf(oldest);
    if (!leaf.general.includes(oldest)) leaf.general.push(oldest);
    for (const other of leaf.members) if (other !== oldest && equalWords(oldest.tokens, other.tokens) > 0) this.#absorb(oldest, other);
    return oldest;
  }

  #absorb(older: Mined, younger: Mined): void {
    this.#table.merge(older, younger);
    const leaf = this.#leafOf(younger);
    leaf.members = leaf.members.filter((mined) => mined !== younger);
    leaf.general = leaf.general.filter((mined) => mined !== younger);
  }

  /** Merges templates which differ in the same two or more positions, once there are enough of them; in a full leaf merges with the nearest. */
  #joinCrowd(leaf: Leaf, born: Mined): Mined {
    const alike = new Map<number, Mined[]>();
    let nearest: Mined | undefined;
    let nearestWords = -1;
    for (const other of leaf.members) {
      if (other === born) continue;
      const { equal, words, positions } = compare(other.tokens, born.tokens);
      if (equal > nearestWords) [nearest, nearestWords] = [other, equal];
      if (equal < 2 || equal < words * crowd.sharedRatio) continue;
      const group = alike.get(positions) ?? [];
      group.push(other);
      alike.set(positions, group);
      if (group.length + 1 >= crowd.templates) return this.#mergeAll([born.id, ...group.map((mined) => mined.id)], -1);
    }
    return leaf.members.length <= leafLimit || nearest === undefined ? born : this.#mergeAll([nearest.id, born.id], -1);
  }

  /** Puts the rarest templates into the one for all that is too rare to keep, so that a noisy source does not use up the room of the others. */
  #sweep(bytes: Uint8Array): boolean {
    if (this.#table.lastId > this.#maxTemplates * maxIdsRatio) return false;
    const overflowId = this.#overflow(bytes);
    const counted = this.#table.live().filter((mined) => mined.id !== overflowId);
    const counts = counted.map((mined) => this.#table.countOf(mined.id)).sort((a, b) => a - b);
    const limit = counts[Math.floor(counts.length / sweepDivisor)] ?? 0;
    const rare = new Set(counted.filter((mined) => this.#table.countOf(mined.id) <= limit).slice(0, Math.ceil(counted.length / 2)));
    for (const mined of rare) this.#table.retire(mined.id, overflowId);
    for (const [key, id] of this.#byLoose) if (this.#table.resolve(id) === overflowId) this.#byLoose.delete(key);
    for (const [key, leaf] of this.#leaves) {
      leaf.members = leaf.members.filter((mined) => !rare.has(mined));
      leaf.general = leaf.general.filter((mined) => !rare.has(mined));
      if (leaf.members.length === 0) this.#leaves.delete(key);
    }
    this.#buckets.clear();
    this.#byCoarse.clear();
    this.sweeps++;
    return true;
  }

  #overflow(bytes: Uint8Array): number {
    if (this.#overflowId === 0) this.#overflowId = this.#table.add({ tokens: [], looseKey: 0, leafKey: 0, coarseKey: 0, cut: true }, bytes).id;
    return this.#overflowId;
  }

  #leafOf(mined: Mined): Leaf {
    let leaf = this.#leaves.get(mined.leafKey);
    if (leaf === undefined) this.#leaves.set(mined.leafKey, (leaf = { members: [], general: [] }));
    return leaf;
  }

  #bucketOf(key: number): number[] {
    let bucket = this.#buckets.get(key);
    if (this.#buckets.size >= maxKeys) this.#buckets.clear();
    if (bucket === undefined) this.#buckets.set(key, (bucket = []));
    return bucket;
  }

  #remember(key: number, id: number): void {
    if (this.#byLoose.size >= maxKeys) this.#byLoose.clear();
    this.#byLoose.set(key, id);
  }
}

/** How many values make a variable of a position. */
function limitOf(token: Token, position: number, tokens: readonly Token[]): number {
  if (token.class === tokenClass.state) {
    const variables = tokens.filter((other) => isVariable(other)).length;
    return variables >= recordVariables ? valuesToVary.stateInRecord : valuesToVary.state;
  }
  return position === 0 ? valuesToVary.firstWord : valuesToVary.word;
}
