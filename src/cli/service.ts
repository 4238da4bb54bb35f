/** `logbrief service`: the engine as a service of the system. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EngineError } from '../base/errors.ts';
import { serviceFile, serviceKinds, serviceLimits, serviceNameOf, serviceSteps, type ServiceDefinition, type ServiceKind } from '../engine/maintain/maintain.ts';
import { exitCode, listOption, numberOption, textOption, usageError, type Arguments, type Command, type Terminal } from './command.ts';
import { flagHelp, flagOptions, flagsOf } from './flags.ts';
import { folderStepOf, installService, uninstallService } from './serviceInstall.ts';
import { settingsOf } from './settings.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const serviceCommand: Command = {
  name: 'service',
  help: `Usage: logbrief service print [--kind systemd|launchd|nssm|sc] [options]
       logbrief service install|uninstall [--user] [--dry-run] [options]

${placeHelp}
${flagHelp}
  --allow-actions     as for serve; these three go into the service's command
  --kind KIND         default: that of this system
  --user              for your account, not for the machine
  --name NAME         of the service (default: logbrief- and the folder's name)
  --account USER      whose account it runs under (default: yours, or SUDO_USER)
  --watch PATTERN     as for serve; may be repeated
  --memory-max-mb N, --cpu-percent N   limits set by systemd
  --dry-run           shows what would be done

install writes the file and starts the service; without the rights it changes nothing and says what it would do. SIGHUP (systemctl reload) reads the
configuration again. On Windows print the script and run it as administrator.`,
  mostWords: 1,
  options: {
    ...placeOptions, ...flagOptions, 'allow-actions': { type: 'boolean' }, 'kind': { type: 'string' }, 'user': { type: 'boolean' }, 'name': { type: 'string' }, 'account': { type: 'string' }, 'watch': { type: 'string', multiple: true },
    'memory-max-mb': { type: 'string' }, 'cpu-percent': { type: 'string' }, 'dry-run': { type: 'boolean' },
  },
  async run(given, terminal) {
    const [action] = given.positionals;
    if (action === undefined || !['print', 'install', 'uninstall'].includes(action)) throw usageError('service', 'it takes one of print, install, uninstall');
    const kind = kindOf(given);
    const definition = definitionOf(given, terminal);
    const text = serviceFile(kind, definition);
    if (action === 'print') {
      await terminal.write(text);
      const first = kind === 'systemd' ? folderStepOf(definition) : undefined;
      if (first !== undefined) terminal.notice(`first, since the service may write there alone: sudo ${first}`);
      return exitCode.done;
    }
    const steps = serviceSteps(kind, definition, process.env);
    if (!steps) throw new EngineError('badRequest', `A service of kind ${kind} is made by its script. Run it as administrator: logbrief service print --kind ${kind} > ${definition.name}.cmd`);
    const order = { definition, steps, text, isDry: given.values['dry-run'] === true };
    if (action === 'install') await installService(order, terminal);
    else await uninstallService(order, terminal);
    return exitCode.done;
  },
};

function kindOf(given: Arguments): ServiceKind {
  const asked = textOption(given, 'kind') ?? { win32: 'nssm', darwin: 'launchd' }[process.platform as string] ?? 'systemd';
  const kind = serviceKinds.find((known) => known === asked);
  if (kind === undefined) throw usageError('service', `--kind takes one of ${serviceKinds.join(', ')}`);
  return kind;
}

function definitionOf(given: Arguments, terminal: Terminal): ServiceDefinition {
  const place = placeOf(given);
  // A profile of the environment is not there when the service starts, so it goes into the command.
  const profile = textOption(given, 'profile') ?? process.env['LOGBRIEF_PROFILE'];
  const limits = serviceLimits(settingsOf(place, terminal, { profile, flags: flagsOf(serviceCommand, given) }));
  const name = textOption(given, 'name') ?? serviceNameOf(place.workspace);
  if (!/^[A-Za-z\d][\w.-]{0,79}$/.test(name)) throw usageError('service', '--name takes letters, digits, dots, hyphens and underscores');
  const account = textOption(given, 'account') ?? process.env['SUDO_USER'] ?? os.userInfo().username;
  if (!/^[\w.@-]{1,64}$/.test(account)) throw usageError('service', '--account takes the name of an account');
  const memoryMaxMb = numberOption(serviceCommand, given, 'memory-max-mb', { min: 256, max: 1_000_000, default: limits.memoryMaxMb });
  const definition = {
    ...limits, ...place, name, account, memoryMaxMb, memoryHighMb: Math.min(limits.memoryHighMb, memoryMaxMb),
    cpuQuotaPercent: numberOption(serviceCommand, given, 'cpu-percent', { min: 1, max: 100_000, default: limits.cpuQuotaPercent }),
    command: [process.execPath, programPath(), 'serve', '--workspace', place.workspace, '--state', place.stateFolder, ...serveWords(given, profile)],
    isForUser: given.values['user'] === true,
  };
  // A line break in a path would be a line of its own in every one of these files.
  const broken = [...definition.command, place.workspace].find((part) => /\p{Cc}/u.test(part));
  if (broken !== undefined) throw new EngineError('badRequest', `${JSON.stringify(broken)} holds a control character, so no service can be described. Rename it.`);
  return definition;
}

/** What the service's `serve` is told beside its place. */
function serveWords(given: Arguments, profile: string | undefined): string[] {
  return [
    ...listOption(given, 'watch').flatMap((pattern) => ['--watch', pattern]), ...(profile === undefined || profile === '' ? [] : ['--profile', profile]),
    ...listOption(given, 'set').flatMap((word) => ['--set', word]), ...(given.values['allow-actions'] === true ? ['--allow-actions'] : []),
  ];
}

/** The program that runs now, without links, since a service outlives them. */
function programPath(): string {
  const started = process.argv[1];
  if (started === undefined) throw new EngineError('notFound', 'It is not known where this program lies. Start it by its path.');
  return path.resolve(fs.realpathSync(started));
}
