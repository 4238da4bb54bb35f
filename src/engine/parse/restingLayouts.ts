/** One layout for all sources at rest whose layouts are alike: of ten thousand logs most are written by a few programs. */
import type { Layout } from './layout.ts';

/** Layouts that are shared at most; then they are gathered anew (ours). */
const mostShared = 1000;

/** The shared layouts; whoever reads on takes a copy. */
export class RestingLayouts {
  readonly #shared = new Map<string, Layout>();
  readonly #isShared = new WeakSet<Layout>();
  /** Parts of layouts are told by who they are, not by what they say. */
  readonly #names = new WeakMap<object, number>();
  #named = 0;

  /** Returns the layout that stands for one at rest: itself where there is none like it. */
  rest(layout: Layout): Layout {
    const contents = layout.contents();
    if (contents === undefined) return layout;
    const key = contents.map((part) => (typeof part === 'object' && part !== null ? `#${this.#nameOf(part)}` : String(part))).join(' ');
    const known = this.#shared.get(key);
    if (known) return known;
    if (this.#shared.size >= mostShared) this.#shared.clear();
    this.#shared.set(key, layout);
    this.#isShared.add(layout);
    return layout;
  }

  /** Returns the layout to read on with. */
  wake(layout: Layout): Layout {
    return this.#isShared.has(layout) ? layout.copy() : layout;
  }

  #nameOf(part: object): number {
    const known = this.#names.get(part) ?? ++this.#named;
    this.#names.set(part, known);
    return known;
  }
}
