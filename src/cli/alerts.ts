/** `logbrief alerts`: what fires, and what is not to be told of it; the rules for Prometheus. */
import { systemClock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import { alertText, listAlerts, markAlert, readMarks, renderAlertRules } from '../engine/observe/observe.ts';
import { isWritten } from '../engine/catchUp.ts';
import { prepareStateFolder } from '../engine/stateFolder.ts';
import { alertKinds, type AlertKind } from '../model/alert.ts';
import { exitCode, numberOption, usageError, type Arguments, type Command, type Terminal } from './command.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { settingsOf } from './settings.ts';
import { placeHelp, placeOf, placeOptions, type Place } from './workspace.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;

/** The subcommand. */
export const alertsCommand: Command = {
  name: 'alerts',
  help: `Usage: logbrief alerts [list|ack KIND|mute KIND|unmute KIND|rules] [options]

  list                what fires now by the limits of the section alerts (the default); exit code 3 when something does
  ack KIND            what fires is not told again before it is over
  mute KIND           nothing of this kind is told for --minutes N (1 to 525600, default ${dayMinutes})
  unmute KIND         told again
  rules               the same limits as a rules file for Prometheus

KIND is one of ${alertKinds.join(', ')}, or all.
${placeHelp}
${jsonHelp}, with list`,
  mostWords: 2,
  options: { ...placeOptions, ...jsonOption, minutes: { type: 'string' } },
  async run(given, terminal) {
    const [what = 'list', name] = given.positionals;
    const place = placeOf(given);
    if (what === 'rules' && name === undefined) {
      await terminal.write(renderAlertRules(settingsOf(place, terminal).alerts));
      return exitCode.done;
    }
    if (what === 'list' && name === undefined) return list(place, given, terminal);
    const named = kindsOf(what, name);
    const kinds = what === 'ack' ? firing(named, place) : named;
    prepareStateFolder(place.stateFolder);
    mark(what, kinds, place, given);
    terminal.notice(`${what}: ${kinds.join(', ')}`);
    return exitCode.done;
  },
};

async function list({ stateFolder }: Place, given: Arguments, terminal: Terminal): Promise<number> {
  const alerts = listAlerts(stateFolder);
  const nowMs = systemClock.nowMs();
  if (given.values['json'] === true) {
    const shown = alerts.map((alert) => ({ alert: alert.kind, message: alertText(alert), value: alert.value, limit: alert.limit, since: new Date(alert.sinceMs).toISOString(), acknowledged: alert.isAcknowledged, muted_until: (alert.mutedUntilMs ?? 0) > nowMs ? new Date(alert.mutedUntilMs ?? 0).toISOString() : null }));
    await terminal.write(shown.map((alert) => `${JSON.stringify(alert)}\n`).join(''));
  } else {
    await terminal.write(alerts.map((alert) => `${alert.kind.padEnd(8)}${alertText(alert)}, since ${new Date(alert.sinceMs).toISOString()}${alert.isAcknowledged ? ', acknowledged' : ''}\n`).join(''));
    for (const [kind, { mutedUntilMs = 0 }] of readMarks(stateFolder)) if (mutedUntilMs > nowMs) await terminal.write(`${kind.padEnd(8)}muted until ${new Date(mutedUntilMs).toISOString()}\n`);
    if (alerts.length === 0) terminal.notice('nothing fires');
  }
  if (alerts.length > 0 && !isWritten(stateFolder)) terminal.notice('no engine is running: this is what fired when one was');
  return alerts.length === 0 ? exitCode.done : exitCode.wrong;
}

function kindsOf(what: string, name: string | undefined): readonly AlertKind[] {
  if (!['ack', 'mute', 'unmute'].includes(what)) throw usageError('alerts', `there is no ${JSON.stringify(what)}`);
  const kinds = alertKinds.filter((kind) => name === 'all' || kind === name);
  if (kinds.length === 0) throw usageError('alerts', `${what} takes one of ${alertKinds.join(', ')}, or all`);
  return kinds;
}

/** Those of them that fire; throws when none does, since nobody can have seen what is not there. */
function firing(named: readonly AlertKind[], { stateFolder }: Place): readonly AlertKind[] {
  const all = listAlerts(stateFolder).map(({ kind }) => kind);
  const kinds = named.filter((kind) => all.includes(kind));
  if (kinds.length > 0) return kinds;
  if (all.length === 0) throw new EngineError('notFound', `Nothing fires, so there is nothing to acknowledge. To be told nothing of a kind: logbrief alerts mute ${named.length === 1 ? named[0] : 'KIND'}`);
  throw new EngineError('notFound', `${named.join(', ')} does not fire, so there is nothing to acknowledge. What fires: ${all.join(', ')}. Acknowledge that, or mute ${named.join(', ')}.`);
}

function mark(what: string, kinds: readonly AlertKind[], { stateFolder }: Place, given: Arguments): void {
  const nowMs = systemClock.nowMs();
  const minutes = numberOption(alertsCommand, given, 'minutes', { min: 1, max: 525_600, default: dayMinutes });
  for (const kind of kinds) markAlert(stateFolder, kind, what === 'ack' ? { acknowledgedMs: nowMs } : { mutedUntilMs: what === 'mute' ? nowMs + minutes * minuteMs : 0 });
}
