/** What became of reading the configuration. */

/** What kind of fault it is, so that an editor can say it in the user's language; `file` is whatever makes a file useless as a whole. */
export type ProblemReason =
  | { readonly kind: 'unknownKey'; readonly key: string; readonly meant: string | undefined }
  | { readonly kind: 'range'; readonly key: string; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'value'; readonly key: string }
  | { readonly kind: 'twice'; readonly key: string }
  | { readonly kind: 'tab' }
  | { readonly kind: 'file' };

/** Something in a configuration that is not used. */
export interface ConfigProblem {
  /** Relative to the workspace where it lies inside, with `/`; `editor settings`, `environment` or `command line` for what is no file. */
  readonly file: string;
  /** From 1; 0 where there is no line. */
  readonly line: number;
  readonly column: number;
  /** Names the key and the next step. */
  readonly message: string;
  /** Missing where it is no file that is at fault. */
  readonly reason?: ProblemReason;
}

/** What a reading of the configuration led to. */
export interface ConfigReport {
  /** False when a file is faulty: what was in force before stays. */
  readonly isTaken: boolean;
  readonly problems: readonly ConfigProblem[];
  /** Keys that changed and hold already. */
  readonly applied: readonly string[];
  /** Keys that changed and for which the engine opens its parts anew. */
  readonly reopened: readonly string[];
}

/** Returns a problem as compilers write it, `file:line:column: message`. */
export function problemText({ file, line, column, message }: ConfigProblem): string {
  return line === 0 ? `${file}: ${message}` : `${file}:${line}:${column}: ${message}`;
}

/** Says in one sentence what a reading led to. */
export function reportText({ isTaken, problems, applied, reopened }: ConfigReport): string {
  if (!isTaken) return `The configuration is refused and what was in force stays: ${problems.map(problemText).join(' ')}`;
  const said = [
    ...(applied.length > 0 ? [`in force: ${applied.join(', ')}`] : []),
    ...(reopened.length > 0 ? [`in force once the engine has opened its parts anew, which it does now: ${reopened.join(', ')}`] : []),
  ];
  return `The configuration was read again; ${said.length === 0 ? 'nothing in it changed' : said.join('; ')}.`;
}
