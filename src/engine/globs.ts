/** Tells which paths globs mean, relative to a folder or absolute. */
import path from 'node:path';
import picomatch from 'picomatch';

/** Returns a test of absolute paths; a glob without a slash also means the name alone, in any folder. */
export function pathMatcher(folder: string, globs: readonly string[]): (file: string) => boolean {
  const tests = globs.map((glob) => {
    const clean = glob.split(path.sep).join('/').replace(/^\.\//, '');
    return { matches: picomatch(clean, { dot: true }), byName: !clean.includes('/') };
  });
  return (file) => {
    const absolute = file.split(path.sep).join('/');
    const relative = path.relative(folder, file).split(path.sep).join('/');
    const name = path.posix.basename(absolute);
    return tests.some(({ matches, byName }) => matches(relative) || matches(absolute) || (byName && matches(name)));
  };
}
