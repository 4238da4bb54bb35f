/** Reads the editor's settings: only what somebody set goes to the engine. */
import * as vscode from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import { checkSetting, settingsTable, type SettingProblem, type SettingRow } from './settingsTable.ts';

/** The settings as the engine gets them. */
export interface EditorSettings {
  readonly isEnabled: boolean;
  /** See `EngineStart.profile`. */
  readonly profile: string | undefined;
  /** By the engine's names; see `EngineStart.overrides`. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** One sentence per value that is not used. */
  readonly problems: readonly string[];
}

/** Reads the settings that hold for `folder`. */
export function readSettings(folder: vscode.Uri | undefined): EditorSettings {
  const configuration = vscode.workspace.getConfiguration(undefined, folder ?? null);
  const overrides: Record<string, unknown> = {};
  const problems: string[] = [];
  let isEnabled = true;
  let profile: string | undefined;
  for (const row of settingsTable) {
    const value = valueSet(configuration, row.key);
    if (value === undefined) continue;
    const checked = checkSetting(row, value);
    if (!checked.ok) problems.push(problemText(row, checked.error));
    else if (row.override !== undefined) overrides[row.override] = checked.value;
    else if (row.key === 'logbrief.profile') profile = checked.value === '' ? undefined : String(checked.value);
    else isEnabled = checked.value !== false;
  }
  return { isEnabled, profile, overrides, problems };
}

/** The most specific value that somebody wrote down. */
function valueSet(configuration: vscode.WorkspaceConfiguration, key: string): unknown {
  const found = configuration.inspect<unknown>(key);
  return found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
}

function problemText(row: SettingRow, problem: SettingProblem): string {
  if (problem.kind === 'outOfRange') {
    return vscode.l10n.t('The setting {0} must lie between {1} and {2}; {3} is used until it does.', row.key, problem.minimum, problem.maximum, String(row.default));
  }
  if (problem.kind === 'notAChoice') return vscode.l10n.t('The setting {0} must be one of {1}; the default is used until it is.', row.key, problem.choices.join(', '));
  switch (problem.wanted) {
    case 'text':
      return vscode.l10n.t('The setting {0} must be a text; the default is used until it is.', row.key);
    case 'boolean':
      return vscode.l10n.t('The setting {0} must be true or false; the default is used until it is.', row.key);
    case 'integer':
      return vscode.l10n.t('The setting {0} must be a whole number; {1} is used until it is.', row.key, String(row.default));
    case 'strings':
      return vscode.l10n.t('The setting {0} must be a list of texts; the default is used until it is.', row.key);
    default:
      return assertNever(problem.wanted);
  }
}
