/** Reading what comes from outside, of which nothing is known. */

/** Returns an own field of whatever it is given; undefined when it is no object or has none. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
}
