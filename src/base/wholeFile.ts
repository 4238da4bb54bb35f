/** Files that are either the old one or the new one, whole, for every reader at every moment. */
import { worldError } from './errors.ts';

/** What of Node's `fs` and `path` it takes; they are given, since this floor knows no Node. */
export interface WholeFileSystem {
  readonly fs: {
    writeFileSync(file: string, text: string, options: { readonly mode: number; readonly flush: boolean }): void;
    renameSync(from: string, to: string): void;
    rmSync(file: string, options: { readonly force: boolean }): void;
  };
  readonly path: { basename(file: string): string; dirname(file: string): string; join(folder: string, name: string): string };
}

/** Writes `text` beside `file`, flushes it, and renames it into place (mode 0600). On failure the old file stays and an `EngineError` says why. */
export function writeWhole({ fs, path }: WholeFileSystem, file: string, text: string): void {
  const partial = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.partial`);
  try {
    fs.writeFileSync(partial, text, { mode: 0o600, flush: true });
    fs.renameSync(partial, file);
  } catch (thrown) {
    fs.rmSync(partial, { force: true });
    throw worldError(`write ${file}`, thrown);
  }
}
