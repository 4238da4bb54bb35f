/** Opens the workspace's configuration file; the engine makes it, whole and with every setting explained, when there is none. */
import { access } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { EngineError, messageOf, systemCodeOf } from '../base/errors.ts';
import type { EngineClient } from './engineClient.ts';

/** Opens `config.yaml` of the state folder in an editor; throws `EngineError` when it is not there and cannot be made. */
export async function openConfiguration(engine: EngineClient): Promise<void> {
  const file = path.join(engine.stateFolder ?? '', 'config.yaml');
  const shown = await exists(file) ? file : await engine.call('makeConfiguration', undefined);
  await vscode.window.showTextDocument(vscode.Uri.file(shown));
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return false;
    throw new EngineError('readFailed', vscode.l10n.t('Cannot read {0}: {1}. Check the permissions of the folder.', file, messageOf(error)), { cause: error });
  }
}
