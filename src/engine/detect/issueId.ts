/** The stable name of a cause (DESIGN decision 9). */
import { createHash } from 'node:crypto';
import type { IssueId } from '../../model/issue.ts';

/** Version of the algorithm below; part of what is hashed, so that a changed algorithm never reuses a name. */
const algorithmVersion = 1;

/** What a cause is known by. */
export interface IssueKey {
  readonly frame: { readonly path: string; readonly functionName?: string } | undefined;
  readonly exceptionType: string | undefined;
  /** The template of the telling line, used where there is no frame. */
  readonly template: string;
}

/** Makes the id: from the own frame if there is one (file name and function, not the line, which moves with every edit), else from type and template. */
export function issueIdOf(key: IssueKey): IssueId {
  const place = key.frame && `${fileNameOf(key.frame.path)}#${key.frame.functionName ?? ''}`;
  const parts = place === undefined ? [key.exceptionType ?? '', key.template] : [key.exceptionType ?? '', place];
  const digest = createHash('sha256').update(JSON.stringify([algorithmVersion, ...parts])).digest('hex');
  return `LB-${digest.slice(0, 8)}` as IssueId;
}

function fileNameOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
