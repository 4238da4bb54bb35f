/** Whether the constant words of a template say that something failed, for records whose header names no severity. */

/** An exception printed by its name. */
const named = /\b[A-Z]\w*(?:Error|Exception)\b/;
const failing = /\b(?:error|exception|fatal|panic(?:ked)?|fail(?:ed|ure|s)?|traceback|segfault|segmentation fault|abort(?:ed)?|crash(?:ed)?|refused|denied|unable to|cannot|could not)\b|오류|실패|예외|에러/i;
/** Tallies of zero, negations, names of things that merely contain such a word, and successes. */
const harmless = /\b(?:no|0|zero|without(?: any)?|never) (?:errors?|failures?|exceptions?|failed)\b|\b(?:errors?|failures?|failed|exceptions?)(?:_count)?["']?\s*[=:]\s*["']?(?:0\b|false|null|none|nil)|\b(?:not|didn't|did not|never) fail|\b0 failed\b|\bfail(?:over|back|safe|-safe)\b|error(?:_log|\.log|-handler| handler| handling| page)\b|\bpassed\b|성공/i;

/** Returns whether a text without a severity of its own reads as a failure. */
export function readsAsFailure(text: string): boolean {
  return (failing.test(text) || named.test(text)) && !harmless.test(text);
}
