/** Finds the name somebody probably meant. */

/** Returns the nearest of `names`, undefined when none is near: a third of the letters may differ, or one is the other with a unit behind it. */
export function suggest(given: string, names: readonly string[]): string | undefined {
  const wanted = plain(given);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  if (wanted.length === 0 || wanted.length > 64) return undefined;
  for (const name of names) {
    const known = plain(name);
    const distance = known.length >= 4 && (wanted.startsWith(known) || (wanted.length >= 4 && known.startsWith(wanted))) ? 1 : editDistance(wanted, known);
    if (distance >= bestDistance) continue;
    best = name;
    bestDistance = distance;
  }
  return best;
}

/** Letters and digits only, so that camelCase, snake_case and kebab-case are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Edit distance with swaps of neighbours (Damerau and Levenshtein, restricted). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
