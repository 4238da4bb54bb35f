/** Opens the workspace's configuration file; makes it, whole, when there is none. */
import { randomBytes } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { EngineError, messageOf, systemCodeOf } from '../base/errors.ts';
import { configTemplate } from './configTemplate.ts';

/** Opens `config.yaml` of this `.logbrief` folder in an editor; throws `EngineError` when it cannot be made. */
export async function openConfiguration(stateFolder: string): Promise<void> {
  const file = path.join(stateFolder, 'config.yaml');
  if (!(await exists(file))) await makeFile(stateFolder, file);
  await vscode.window.showTextDocument(vscode.Uri.file(file));
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return false;
    throw cannot('readFailed', file, error);
  }
}

/** Writes beside the file and renames, so that the engine never reads half of it. */
async function makeFile(stateFolder: string, file: string): Promise<void> {
  const beside = `${file}.${randomBytes(4).toString('hex')}.new`;
  try {
    await mkdir(stateFolder, { recursive: true, mode: 0o700 });
    await writeFile(beside, configTemplate(), { flag: 'wx', mode: 0o600 });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw cannot('writeFailed', file, error);
  }
}

function cannot(code: 'readFailed' | 'writeFailed', file: string, cause: unknown): EngineError {
  const text = code === 'readFailed'
    ? vscode.l10n.t('Cannot read {0}: {1}. Check the permissions of the folder.', file, messageOf(cause))
    : vscode.l10n.t('Cannot write {0}: {1}. Check the permissions of the folder and the space on the disk.', file, messageOf(cause));
  return new EngineError(code, text, { cause });
}
