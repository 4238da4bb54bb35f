/** `logbrief serve`: the engine without the editor. */
import { systemClock } from '../base/clock.ts';
import { problemText } from '../model/configReport.ts';
import { Engine } from '../engine/engine.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { exitCode, listOption, textOption, type Command } from './command.ts';
import { flagHelp, flagOptions, flagsOf } from './flags.ts';
import { keepHeapSmall } from './heap.ts';
import { notifyReady } from './notifyReady.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const serveCommand: Command = {
  name: 'serve',
  help: `Usage: logbrief serve [options]

${placeHelp}
  --watch PATTERN     a glob, file or folder to watch, instead of what the configuration says; may be repeated
  --allow-actions     alerts.command and alerts.webhook may come from a configuration file; otherwise only from --set and the environment,
                      since a file may come with a cloned repository
${flagHelp}

Prints one JSON object per line: first {"event":"ready",…}, then {"event":"health",…} when the health changes and {"event":"config",…} when
the configuration was read again: when one of its files changes, and at SIGHUP (a faulty one is refused and what was in force stays).
SIGTERM and SIGINT store what was read and stop. As a service it tells systemd when it is ready: logbrief service --help`,
  instead: 'logs go behind --watch, the folder behind --workspace',
  options: { ...placeOptions, ...flagOptions, watch: { type: 'string', multiple: true }, 'allow-actions': { type: 'boolean' } },
  async run(given, terminal, signal) {
    keepHeapSmall();
    const place = placeOf(given);
    const watch = listOption(given, 'watch');
    let said = '';
    let isReady = false;
    const say = (event: object): void => void terminal.write(`${JSON.stringify(event)}\n`);
    const engine = new Engine({
      ...place,
      overrides: {},
      environment: process.env,
      flags: { ...flagsOf(serveCommand, given), ...(watch.length === 0 ? {} : { 'watch.include': watch }) },
      profile: textOption(given, 'profile'),
      clock: systemClock,
      logger: { debug: (text) => terminal.notice(text), notice: (text) => terminal.notice(text), warn: (text) => terminal.notice(`warning: ${text}`), error: (text) => terminal.notice(`error: ${text}`) },
      isLoggerLevelled: true,
      onRole: (role) => {
        say({ event: isReady ? 'role' : 'ready', pid: process.pid, ...place, role: role.kind, ...(role.kind === 'reader' ? { reason: role.reason } : {}), ...(role.kind === 'off' ? { origin: role.origin } : {}) });
        if (!isReady) notifyReady(process.env, terminal);
        isReady = true;
      },
      allowsActions: given.values['allow-actions'] === true,
      onAlert: ({ kind, isFiring, value, limit, sinceMs }) => say({ event: 'alert', alert: kind, state: isFiring ? 'firing' : 'over', value, limit, since: new Date(sinceMs).toISOString() }),
      onConfig: (report) => isReady && say({ event: 'config', taken: report.isTaken, problems: report.problems.map(problemText), applied: report.applied, reopened: report.reopened }),
      onSnapshot: (snapshot) => {
        const now = healthOf(snapshot);
        if (now !== said) say({ event: 'health', ...(JSON.parse(now) as object) });
        said = now;
      },
    });
    const reload = (): void => void engine.reload();
    process.on('SIGHUP', reload);
    await engine.run(signal);
    process.off('SIGHUP', reload);
    return exitCode.done;
  },
};

function healthOf({ health, issues }: Snapshot): string {
  const active = issues.filter((issue) => issue.state === 'open' || issue.state === 'reopened').length;
  return JSON.stringify({ score: health.score ?? null, health: health.word, active_issues: active });
}
