/** Words that are values wherever they stand: yes, no, nothing and the superuser. */

/**
 * Tells whether a word's hash is that of `true`, `false`, `null` (in the usual spellings), `root` or `admin`; the annotators of log
 * corpora count them as variables (Khan et al. 2022). The numbers are `hashText` of the words, which a test checks: a comparison costs
 * nothing where a look-up in a set costs 20 ns a word (measured).
 */
export function isFlagHash(hash: number): boolean {
  switch (hash) {
    case 1303515621:
    case 184981848:
    case -841064955:
    case -1753917960:
    case 1343949093:
    case -296126344:
    case 1996966820:
    case 963632676:
    case -147613756:
    case 553455173:
    case 885536276:
      return true;
    default:
      return false;
  }
}

/** The words behind the numbers above. */
export const flagWords = ['true', 'false', 'True', 'False', 'TRUE', 'FALSE', 'null', 'NULL', 'Null', 'root', 'admin'];
