/** Puts a service's file in place and tells the system, or changes nothing and says what it would have done. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../base/makeFolder.ts';
import { EngineError, messageOf, systemCodeOf } from '../base/errors.ts';
import { serviceMark, type ServiceDefinition, type ServiceSteps } from '../engine/maintain/maintain.ts';
import type { Terminal } from './command.ts';

/** What is to be done. */
export interface ServiceOrder {
  readonly definition: Pick<ServiceDefinition, 'stateFolder' | 'account' | 'isForUser'>;
  readonly steps: ServiceSteps;
  readonly text: string;
  readonly isDry: boolean;
}

/** Writes the file and starts the service. When the system refuses, the file is taken away again. */
export async function installService({ definition, steps, text, isDry }: ServiceOrder, terminal: Terminal): Promise<void> {
  const { file, start } = steps;
  const former = ownFile(file);
  const folderStep = folderStepOf(definition);
  await terminal.write(`${folderStep === undefined ? '' : `${folderStep}\n`}write ${shellWord(file)}\n${start.map(shellLine).join('')}`);
  if (isDry) return;
  requireRights(file);
  if (folderStep !== undefined) makeStateFolder(definition);
  try {
    makeFolder({ fs, path }, path.dirname(file));
    fs.writeFileSync(`${file}.partial`, text, { mode: 0o644 });
    fs.renameSync(`${file}.partial`, file);
  } catch (thrown) {
    fs.rmSync(`${file}.partial`, { force: true });
    throw new EngineError('writeFailed', `Cannot write ${file}: ${messageOf(thrown)}. Nothing was changed.`, { cause: thrown });
  }
  try {
    for (const words of start) run(words);
  } catch (thrown) {
    if (former === undefined) fs.rmSync(file, { force: true });
    else fs.writeFileSync(file, former, { mode: 0o644 });
    for (const words of steps.forget) spawnSync(words[0] ?? '', words.slice(1), { stdio: 'ignore' });
    throw thrown;
  }
  terminal.notice('the service is running');
}

/** What has to be done before a service for the machine may write: its unit lets it write this folder alone, so that it cannot make it. Undefined when it is there. */
export function folderStepOf({ stateFolder, account, isForUser }: ServiceOrder['definition']): string | undefined {
  if (isForUser || fs.existsSync(stateFolder)) return undefined;
  return ['install', '-d', '-m', '700', ...(account === undefined ? [] : ['-o', account]), stateFolder].map(shellWord).join(' ');
}

function makeStateFolder({ stateFolder, account }: ServiceOrder['definition']): void {
  const owner = account === undefined ? undefined : { user: numberOf('-u', account), group: numberOf('-g', account) };
  try {
    makeFolder({ fs, path }, path.dirname(stateFolder), 0o755);
    fs.mkdirSync(stateFolder, { mode: 0o700 });
    // The folder itself, were it a link by now: what a link leads to is nobody's to give away.
    if (owner) fs.lchownSync(stateFolder, owner.user, owner.group);
  } catch (thrown) {
    throw new EngineError('writeFailed', `Cannot make ${stateFolder}: ${messageOf(thrown)}. Nothing was changed.`, { cause: thrown });
  }
}

/** What `id` says of an account. */
function numberOf(option: string, account: string): number {
  const { stdout, status } = spawnSync('id', [option, account], { encoding: 'utf8', timeout: 10_000 });
  if (status === 0) return Number(stdout);
  throw new EngineError('notFound', `There is no account ${account} on this machine. Name another one with --account.`);
}

/** Stops the service and removes its file. */
export async function uninstallService({ steps, isDry }: Pick<ServiceOrder, 'steps' | 'isDry'>, terminal: Terminal): Promise<void> {
  const { file, stop, forget } = steps;
  if (ownFile(file) === undefined) throw new EngineError('notFound', `There is no service of this name: ${file} does not exist. Name it with --name.`);
  const lines = [...stop, ['remove', file], ...forget];
  await terminal.write(lines.map(shellLine).join(''));
  if (isDry) return;
  requireRights(file);
  for (const words of stop) run(words);
  fs.rmSync(file);
  for (const words of forget) run(words);
  terminal.notice('the service is gone; what it stored stays');
}

/** Returns the text of a file that we made, undefined when there is none; throws when it is somebody else's. */
function ownFile(file: string): string | undefined {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (thrown) {
    if (systemCodeOf(thrown) === 'ENOENT' || systemCodeOf(thrown) === 'ENOTDIR') return undefined;
    throw new EngineError('readFailed', `Cannot read ${file}: ${messageOf(thrown)}.`, { cause: thrown });
  }
  if (text.includes(serviceMark)) return text;
  throw new EngineError('permissionDenied', `${file} was not made by Logbrief, so it is left alone. Choose another name with --name.`);
}

/** Looks before anything is changed. */
function requireRights(file: string): void {
  let folder = path.dirname(file);
  while (!fs.existsSync(folder) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  try {
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (thrown) {
    throw new EngineError('permissionDenied', `The steps above need rights that you do not have here (${folder} is not writable). Nothing was changed: run it again with sudo, or with --user for your account.`, { cause: thrown });
  }
}

function run(words: readonly string[]): void {
  const [program = '', ...rest] = words;
  const done = spawnSync(program, rest, { encoding: 'utf8', timeout: 180_000 });
  if (done.status === 0) return;
  const reason = done.error ? messageOf(done.error) : done.stderr.trim();
  throw new EngineError('writeFailed', `\`${words.map(shellWord).join(' ')}\` failed: ${reason === '' ? `exit code ${done.status ?? 'unknown'}` : reason}. See the service with its own tools, then try again.`);
}

/** A line that a person can give to a shell as it stands. */
function shellLine(words: readonly string[]): string {
  return `${words.map(shellWord).join(' ')}\n`;
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
