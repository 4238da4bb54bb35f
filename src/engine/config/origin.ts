/** Where the value of a setting came from; what may happen outside is decided on it. */
import { assertNever } from '../../base/assertNever.ts';

/** Each kind with what a person needs to find it: `place` is a file and line, `text` what was known of a value when files were last sound. */
export type SettingOrigin =
  | { readonly kind: 'default' | 'editor' | 'flag' }
  | { readonly kind: 'file'; readonly place: string }
  | { readonly kind: 'lastGood'; readonly text: string }
  | { readonly kind: 'environment'; readonly name: string };

/** What `config show` prints: `default`, `file .logbrief/config.yaml:3`, `last good file …`, `editor`, `environment LOGBRIEF_…`, `flag`. */
export function originText(origin: SettingOrigin): string {
  switch (origin.kind) {
    case 'default': case 'editor': case 'flag': return origin.kind;
    case 'file': return `file ${origin.place}`;
    case 'lastGood': return `last good ${origin.text}`;
    case 'environment': return `environment ${origin.name}`;
    default: return assertNever(origin);
  }
}

/** Whether a file of the workspace said it, which may come from anyone; what files said when they were last sound lies in the workspace too, whatever it claims to be. */
export function isOfWorkspace(origin: SettingOrigin): boolean {
  switch (origin.kind) {
    case 'file': case 'lastGood': return true;
    case 'default': case 'editor': case 'flag': case 'environment': return false;
    default: return assertNever(origin);
  }
}
