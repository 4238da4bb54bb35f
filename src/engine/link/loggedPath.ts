/** A path as a log wrote it, brought down to the parts that a file of the workspace can be found by. */

/** What is left of a logged path. */
export interface LoggedPath {
  /** Folder names and the file name, nothing empty, no `.` and no `..`. */
  readonly parts: readonly string[];
  /** Somebody else's code: a package folder, a runtime, a generated text without a file. */
  readonly isForeign: boolean;
}

/** Schemes and wrappers that bundlers, servers and debuggers put before a path; each is cut off, in this order, wherever it stands first. */
const wrappers: readonly RegExp[] = [
  /^(?:webpack-internal|webpack|turbopack|vite|parcel|rollup|app|ng):\/\/[^/]*\//, /^https?:\/\/[^/]+\//, /^file:\/\/(?:localhost)?/, /^\([\w-]+\)\//, /^\[project\]\//, /^\/?@fs(?=\/)/,
];
/** Folders and schemes of what others wrote. `vendor` is one: PHP, Go and Ruby keep their packages there. */
const foreign = /(?:^|\/)(?:node_modules|bower_components|\.pnpm|\.yarn|site-packages|dist-packages|vendor|gems|\.cargo|rustc|\.rustup|\.pub-cache|\.m2|\.gradle|\.nuget|\.pyenv|jspm_packages)\/|\/pkg\/mod\/|@v\d+\.\d+\.\d+|^(?:node|internal|dart|deno|bun|native|jar|java\.base)[:/]|^\/?usr\/(?:local\/)?(?:lib|lib64|go|share|include)\/|(?:^|\/)lib\/python\d|^\/(?:opt\/homebrew|nix\/store)\/|^<|^\[(?!project\])|^package:flutter/;
const longest = 1000;

/** Reads a path from a log; undefined when it names no file at all. */
export function loggedPath(written: string): LoggedPath | undefined {
  if (written === '' || written.length > longest || written.includes('\0')) return undefined;
  const isForeign = foreign.test(written.replaceAll('\\', '/'));
  let text = written.replace(/^["']|["']$/g, '').replace(/[?#].*$/, '');
  for (const wrapper of wrappers) text = text.replace(wrapper, '');
  text = text.replace(/^package:[^/]+\//, 'lib/').replaceAll('\\', '/').replace(/^[A-Za-z]:(?=\/)/, '');
  const parts = partsOf(decoded(text));
  const name = parts.at(-1);
  return name === undefined || !name.includes('.') || name.includes('\0') ? undefined : { parts, isForeign };
}

/** `com.shop.Cart$Inner.add` with `Cart.java` is `com/shop/Cart.java`: a JVM frame names the package only in the function. */
export function withPackage(file: string, functionName: string | undefined): string {
  if (functionName === undefined || file.includes('/') || !/\.(?:java|kt|scala|groovy)$/.test(file)) return file;
  const names = functionName.replace(/^[^/]*\/{1,2}/, '').split('.').slice(0, -1);
  const type = names.findIndex((name) => /^[A-Z]/.test(name));
  return [...names.slice(0, type < 0 ? -1 : type), file].join('/');
}

function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}

/** Undoes `%20` and the like where they are whole. */
function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A file may be called `100%.js`.
  }
}
