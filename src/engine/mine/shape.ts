/** Builds the shape of a body: its tokens, how readily each varies, and the hashes it is found by. */
import { classify } from './classify.ts';
import { Folder, foldNumbered } from './fold.ts';
import { coarseKeyOf, leafKeyOf, looseKeyOf } from './keys.ts';
import { createKnownWords } from './knownWords.ts';
import type { Shape } from './tokens.ts';
import type { Units } from './units.ts';

/** Builds shapes; keeps the hashes of the few words it knows. */
export class ShapeBuilder {
  readonly #known = createKnownWords();
  readonly #folder = new Folder(this.#known);

  /** Makes the shape of what `units` holds of `bytes`. */
  build(units: Units, bytes: Uint8Array): Shape {
    const tokens = this.#folder.fold(units, bytes);
    classify(tokens, bytes, this.#known);
    foldNumbered(tokens);
    return { tokens, looseKey: looseKeyOf(tokens, -1), leafKey: leafKeyOf(tokens), coarseKey: coarseKeyOf(tokens, this.#known.equals), cut: units.cut };
  }
}
