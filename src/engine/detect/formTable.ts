/** A list of expressions asked in order, of which only those are tried whose literals stand in the text: most texts hold none, and to compile an expression is dear. */
import { Candidates } from './candidates.ts';

/** The list; what is to be asked is made at the first question. */
export class FormTable<Form extends { readonly expression: RegExp }> {
  readonly #forms: readonly Form[];
  #candidates: Candidates | undefined;

  constructor(forms: readonly Form[]) {
    this.#forms = forms;
  }

  /** Returns the first form whose expression fits and that `isWanted`. */
  find(text: string, isWanted?: (form: Form) => boolean): Form | undefined {
    this.#candidates ??= new Candidates(this.#forms.map(({ expression }) => expression));
    for (const index of this.#candidates.of(text)) {
      const form = this.#forms[index];
      if (form?.expression.test(text) === true && isWanted?.(form) !== false) return form;
    }
    return undefined;
  }
}
