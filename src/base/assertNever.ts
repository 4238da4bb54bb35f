/** The end of every `switch` over a union. */

/** Fails to compile when a variant was forgotten, and throws when one arrives that no type knows. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected variant ${JSON.stringify(value)}`);
}
