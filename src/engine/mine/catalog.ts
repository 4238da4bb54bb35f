/** Finds or founds the template of a shape: the careful path, taken for each sequence of units that the cache does not know. */
import { isVariable, looseKeyOf, tokenClass } from './shape.ts';
import type { Shape, Token } from './shape.ts';
import type { Mined, TemplateTable } from './templateTable.ts';

/** Distinct values after which a position counts as a variable; ours, from the development half of loghub-2k. */
const valuesToVary = { soft: 2, word: 5, firstWord: 9, capitals: 12 };
/** Templates with the same signs in the same places: from this many on the likeliest are merged, from that many on all that is new. */
const leafLimits = { similar: 40, full: 200 };
/** Share of equal words from which two templates of a crowded leaf are one (Drain's similarity, its default is 0.4). */
const similarRatio = 0.6;
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
  readonly #buckets = new Map<number, number[]>();
  readonly #leaves = new Map<number, Leaf>();
  #overflowId = 0;

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
    if (this.#table.size >= this.#maxTemplates) return this.#overflow(shape, bytes);
    return this.#found(shape, bytes);
  }

  /** Registers a restored template. */
  adopt(mined: Mined, shape: Shape): void {
    this.#remember(shape.looseKey, mined.id);
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
    let mined = this.#table.add(shape, bytes);
    this.#remember(shape.looseKey, mined.id);
    const leaf = this.#leafOf(mined);
    leaf.members.push(mined);
    mined = this.#joinSiblings(mined);
    if (leaf.members.length > leafLimits.similar) mined = this.#joinSimilar(leaf, mined);
    return mined.id;
  }

  /** Merges templates which differ in one position once there are enough values in it. */
  #joinSiblings(born: Mined): Mined {
    let mined = born;
    for (let i = 0; i < mined.tokens.length; i++) {
      const token = mined.tokens[i];
      if (token === undefined || token.class < tokenClass.word) continue;
      const key = looseKeyOf(mined.tokens, i);
      const host = this.#table.mined(this.#byLoose.get(key) ?? 0);
      const bucket = this.#bucketOf(key);
      if (!bucket.includes(mined.id)) bucket.push(mined.id);
      const enough = host !== undefined && host !== mined ? 2 : limitOf(token, i);
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
    return oldest;
  }

  #absorb(older: Mined, younger: Mined): void {
    this.#table.merge(older, younger);
    const leaf = this.#leafOf(younger);
    leaf.members = leaf.members.filter((mined) => mined !== younger);
    leaf.general = leaf.general.filter((mined) => mined !== younger);
  }

  /** In a crowded leaf: merges with the most similar template, in a full one with any. */
  #joinSimilar(leaf: Leaf, mined: Mined): Mined {
    let best: Mined | undefined;
    let bestRatio = leaf.members.length > leafLimits.full ? -1 : similarRatio;
    for (const other of leaf.members) {
      if (other === mined) continue;
      const ratio = similarity(other.tokens, mined.tokens);
      if (ratio >= bestRatio && (best === undefined || ratio > bestRatio)) [best, bestRatio] = [other, ratio];
    }
    return best === undefined ? mined : this.#mergeAll([best.id, mined.id], -1);
  }

  #overflow(shape: Shape, bytes: Uint8Array): number {
    if (this.#overflowId === 0) this.#overflowId = this.#table.add({ ...shape, tokens: [], cut: true }, bytes).id;
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

function limitOf(token: Token, position: number): number {
  if (token.class === tokenClass.capitals) return valuesToVary.capitals;
  return position === 0 ? valuesToVary.firstWord : valuesToVary.word;
}

/** The number of equal words where `tokens` fits the template, -1 where it does not. */
function equalWords(template: readonly Token[], tokens: readonly Token[]): number {
  if (template.length !== tokens.length) return -1;
  let equal = 0;
  for (let i = 0; i < template.length; i++) {
    const mine = template[i];
    const theirs = tokens[i];
    if (mine === undefined || theirs === undefined || mine.space !== theirs.space) return -1;
    if (isVariable(mine)) {
      if (theirs.class === tokenClass.sign) return -1;
    } else if (mine.hash === theirs.hash) equal++;
    else if (mine.class !== tokenClass.soft || theirs.class === tokenClass.sign) return -1;
  }
  return equal;
}

function similarity(one: readonly Token[], other: readonly Token[]): number {
  let equal = 0;
  let words = 0;
  for (let i = 0; i < one.length; i++) {
    const a = one[i];
    const b = other[i];
    if (a === undefined || b === undefined || a.class === tokenClass.sign) continue;
    if (isVariable(a) && isVariable(b)) continue;
    words++;
    if (a.hash === b.hash) equal++;
  }
  return words === 0 ? 1 : equal / words;
}
