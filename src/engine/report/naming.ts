/** Shorter names for logs that all lie in one long folder, so that the budget goes to what happened. */

/** How logs are named in one text. */
export interface Naming {
  /** What all names start with and is left out; empty when nothing is. */
  readonly prefix: string;
  short(path: string): string;
  /** The same for a sentence that names logs. */
  within(text: string): string;
}

/** A shorter folder is not worth a sentence that explains it (ours). */
const worthBytes = 24;

/** Finds the folder that all names share. */
export function shortNames(names: readonly string[]): Naming {
  const folders = names.map((name) => name.slice(0, name.lastIndexOf('/') + 1));
  let prefix = folders[0] ?? '';
  while (prefix !== '' && !folders.every((folder) => folder.startsWith(prefix))) prefix = prefix.slice(0, prefix.slice(0, -1).lastIndexOf('/') + 1);
  if (Buffer.byteLength(prefix) < worthBytes) prefix = '';
  return {
    prefix,
    short: (path) => (prefix !== '' && path.startsWith(prefix) ? path.slice(prefix.length) : path),
    within: (text) => (prefix === '' ? text : text.replaceAll(prefix, '')),
  };
}
