/** Mines templates from records as they come: one pass, bounded memory, no string per record (FEATURES B1, DESIGN decision 10). */
import { PairTable } from '../../base/pairTable.ts';
import type { RecordBatch } from '../../model/record.ts';
import type { Template } from '../../model/template.ts';
import { Catalog } from './catalog.ts';
import { LikeKinds } from './likeKinds.ts';
import { Scanner } from './scan.ts';
import { ShapeBuilder } from './shape.ts';
import { TemplateTable } from './templateTable.ts';
import type { Units } from './units.ts';

/** What a miner starts from. */
export interface MineOptions {
  /** What an earlier miner had; ids are kept. */
  readonly templates: readonly Template[];
  /** Templates at most; then the rarest are put aside into one. 10,000 by default (ours: some 40 MB when all are in use). */
  readonly maxTemplates?: number;
}

/** Sequences of units that are remembered with their template. Ours: the busiest of the corpora has some 2,000 in use at a time. */
const shapeSlots = 65_536;

/** Gives every record the id of its template. */
export class TemplateMiner {
  readonly #table = new TemplateTable();
  readonly #cache = new PairTable(shapeSlots);
  readonly #like = new LikeKinds();
  readonly #scanner = new Scanner();
  readonly #shapes = new ShapeBuilder();
  readonly #catalog: Catalog;

  constructor(options: MineOptions) {
    this.#catalog = new Catalog(this.#table, options.maxTemplates ?? 10_000);
    this.#restore(options.templates);
  }

  /** How many templates there are, merged ones not counted. */
  get size(): number {
    return this.#table.size;
  }

  /** Fills `batch.template` for every record from its body's first line. */
  assign(batch: RecordBatch): void {
    const { bytes, bodyStart, bodyEnd, template, likeness } = batch;
    for (let i = 0; i < batch.count; i++) {
      const isHashed = likeness !== undefined && likeness.high[i] !== 0;
      let id = isHashed ? this.#like.get(batch, likeness, i) : 0;
      if (id === 0) {
        const units = this.#scanner.scan(bytes, bodyStart[i] ?? 0, bodyEnd[i] ?? 0);
        id = this.#cache.get(units.low, units.high) || this.#look(units, bytes);
        if (isHashed) this.#like.set(batch, likeness, i, { units, id });
      }
      id = this.#table.resolve(id);
      this.#table.count(id);
      template[i] = id;
    }
  }

  /** Takes the careful path and remembers where it led. */
  #look(units: Units, bytes: Uint8Array): number {
    const sweeps = this.#catalog.sweeps;
    const id = this.#catalog.find(this.#shapes.build(units, bytes), bytes);
    if (this.#catalog.sweeps !== sweeps) {
      this.#cache.clear();
      this.#like.clear();
    }
    this.#cache.set(units.low, units.high, id);
    return id;
  }

  /** Returns the id under which a template goes on: itself, or the older one it was merged into. */
  resolve(id: number): number {
    return this.#table.resolve(id);
  }

  /** Returns the template's text, `<*>` for what varies; that of the survivor for a merged one, empty for an id never given. */
  textOf(id: number): string {
    return this.#table.textOf(id);
  }

  /** Returns how many records the template has, those of merged ones included. */
  countOf(id: number): number {
    return this.#table.countOf(id);
  }

  /** Returns the templates born or changed (count included) since the last call; a merged one has the survivor's text and count 0. */
  takeChanged(): Template[] {
    return this.#table.takeChanged();
  }

  #restore(templates: readonly Template[]): void {
    const encoder = new TextEncoder();
    const idOfText = new Map<string, number>();
    for (const { id, text, count } of [...templates].sort((a, b) => a.id - b.id)) {
      if (id <= this.#table.lastId) continue;
      const older = idOfText.get(text);
      if (older !== undefined) {
        this.#table.addAlias(id, older);
        continue;
      }
      idOfText.set(text, id);
      this.#table.reserve(id);
      const bytes = encoder.encode(text);
      const shape = this.#shapes.build(this.#scanner.scan(bytes, 0, bytes.length), bytes);
      const mined = this.#table.add(shape, bytes);
      this.#table.restoreCount(id, count);
      this.#catalog.adopt(mined, shape);
    }
  }
}
