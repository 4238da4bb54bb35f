/** `logbrief config`: checks, shows, explains and migrates the configuration. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../base/makeFolder.ts';
import { writeWhole } from '../base/wholeFile.ts';
import { EngineError } from '../base/errors.ts';
import { checkConfigFile, configReference, configSchema, effectiveSettings, loadConfig, migrateConfig, readText, type ConfigOptions } from '../engine/config/config.ts';
import { problemText, type ConfigProblem } from '../model/configReport.ts';
import { exitCode, textOption, usageError, type Arguments, type Command, type Terminal } from './command.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { flagHelp, flagOptions, flagsOf } from './flags.ts';
import { placeHelp, placeOf, placeOptions, type Place } from './workspace.ts';

/** The subcommand. */
export const configCommand: Command = {
  name: 'config',
  help: `Usage: logbrief config check [FILE…] [options]
       logbrief config show [--origin] [--reference] [options]
       logbrief config schema
       logbrief config migrate [FILE…] [--write] [--force] [options]

${placeHelp}
${flagHelp}
  --origin            also where each value comes from
  --reference         every key with what it takes, its default and what it does, in markdown
${jsonHelp}
  --write             writes the migrated file to .logbrief/config.yaml instead of printing it
  --force             also where there is one, which is kept as config.yaml.before-migration

check prints file:line:column and what is wrong, and ends with 3 when something is; without FILE it checks what is in force in the workspace.
schema is the JSON schema of the file. migrate reads the settings of the older logging system (its production file, its tuning maps, its flat
or \`logging:\` settings), by itself those in config/; what has no counterpart becomes a comment, and the old files stay as they are.`,
  mostWords: Infinity,
  options: {
    ...placeOptions, ...flagOptions, ...jsonOption,
    origin: { type: 'boolean' }, reference: { type: 'boolean' }, write: { type: 'boolean' }, force: { type: 'boolean' },
  },
  async run(given, terminal) {
    const [action = '', ...files] = given.positionals;
    if (files.length > 0 && action !== 'check' && action !== 'migrate') throw usageError('config', `${action} takes no files`);
    switch (action) {
      case 'check': return check(given, files, terminal);
      case 'show': return show(given, terminal);
      case 'schema':
        await terminal.write(`${JSON.stringify(configSchema(), undefined, 2)}\n`);
        return exitCode.done;
      case 'migrate': return migrate(given, files, terminal);
      default: throw usageError('config', action === '' ? 'say check, show, schema or migrate' : `there is no action ${JSON.stringify(action)}`);
    }
  },
};

async function check(given: Arguments, files: readonly string[], terminal: Terminal): Promise<number> {
  const place = placeOf(given);
  const problems = files.length === 0 ? loadConfig({ ...place, ...sourcesOf(given) }).problems : files.flatMap((file) => problemsOf(place, path.resolve(file)));
  if (given.values['json'] === true) await terminal.write(`${JSON.stringify(problems)}\n`);
  else for (const problem of problems) await terminal.write(`${problemText(problem)}\n`);
  if (problems.length === 0) terminal.notice('nothing is wrong');
  return problems.length === 0 ? exitCode.done : exitCode.wrong;
}

function problemsOf({ workspace }: Place, file: string): readonly ConfigProblem[] {
  const problems = checkConfigFile(workspace, file);
  if (!problems) throw new EngineError('notFound', `${file} is not there. Name a configuration file, or none for those of the workspace.`);
  return problems;
}

async function show(given: Arguments, terminal: Terminal): Promise<number> {
  if (given.values['reference'] === true) {
    await terminal.write(configReference());
    return exitCode.done;
  }
  const config = loadConfig({ ...placeOf(given), ...sourcesOf(given), useLastGood: true });
  for (const problem of config.problems) terminal.notice(problemText(problem));
  const settings = effectiveSettings(config);
  const withOrigin = given.values['origin'] === true;
  if (given.values['json'] === true) {
    await terminal.write(`${JSON.stringify(settings.map(({ key, value, origin }) => ({ key, value, ...(withOrigin ? { origin } : {}) })), undefined, 1)}\n`);
    return exitCode.done;
  }
  const lines = settings.map(({ key, value }) => `${key}: ${JSON.stringify(value)}`);
  const width = Math.min(60, Math.max(...lines.map((line) => line.length)));
  await terminal.write(lines.map((line, index) => (withOrigin ? `${line.padEnd(width)}  # ${settings[index]?.origin ?? ''}\n` : `${line}\n`)).join(''));
  return exitCode.done;
}

async function migrate(given: Arguments, named: readonly string[], terminal: Terminal): Promise<number> {
  const place = placeOf(given);
  const files = named.length > 0 ? named.map((file) => path.resolve(file)) : oldFiles(place.workspace, textOption(given, 'profile'));
  if (files.length === 0) throw new EngineError('notFound', `No settings of the older system were found in ${path.join(place.workspace, 'config')}. Name them: logbrief config migrate FILE…`);
  const migration = migrateConfig(files.map((file) => ({ name: path.relative(place.workspace, file).split(path.sep).join('/'), text: textOf(file) })));
  if (!migration.ok) throw new EngineError('configInvalid', `${problemText(migration.error)} Nothing was written.`);
  const { text, taken, left } = migration.value;
  if (given.values['write'] === true) write(path.join(place.stateFolder, 'config.yaml'), text, given.values['force'] === true, terminal);
  else await terminal.write(text);
  terminal.notice(`read ${files.length} files; taken over: ${taken.length}, left as comments: ${left.length}`);
  return exitCode.done;
}

function textOf(file: string): string {
  const read = readText(file);
  if (!read.ok) throw new EngineError('readFailed', `${file}: ${read.error.message}`);
  if (read.value === undefined) throw new EngineError('notFound', `${file} is not there.`);
  return read.value;
}

function write(file: string, text: string, isForced: boolean, terminal: Terminal): void {
  makeFolder({ fs, path }, path.dirname(file), 0o700);
  if (fs.existsSync(file)) {
    if (!isForced) throw new EngineError('badRequest', `${file} is there already. Look at what would be written (without --write), or give --force, which keeps it as config.yaml.before-migration.`);
    fs.copyFileSync(file, `${file}.before-migration`);
  }
  writeWhole({ fs, path }, file, text);
  terminal.notice(`written: ${file}`);
}

/** Those of the older system in the order in which it read them; a profile's file comes last. */
function oldFiles(workspace: string, profile: string | undefined): string[] {
  const names = ['config.yaml', 'logging_config.yaml', 'logging.yaml', 'enhanced_logging.yaml', ...(profile === undefined ? [] : [`config.${profile}.yaml`, `enhanced_logging.${profile}.yaml`])];
  return names.map((name) => path.join(workspace, 'config', name)).filter((file) => fs.existsSync(file));
}

function sourcesOf(given: Arguments): Omit<ConfigOptions, keyof Place> {
  return { overrides: {}, environment: process.env, flags: flagsOf(configCommand, given), profile: textOption(given, 'profile') };
}
