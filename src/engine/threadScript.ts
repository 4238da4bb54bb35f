/** Where the file of the reading threads is: beside the bundle, or in the sources. */
import fs from 'node:fs';
import path from 'node:path';

/** Returns its path, undefined when it is not there. */
export function threadScript(): string | undefined {
  const here = import.meta.dirname;
  return [path.join(here, 'parseThread.js'), path.join(here, '..', 'parseThread.ts')].find((file) => fs.existsSync(file));
}
