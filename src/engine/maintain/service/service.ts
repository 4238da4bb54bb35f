/** The files that make a service, by kind, and where they belong. */
import os from 'node:os';
import path from 'node:path';
import type { ServiceDefinition, ServiceKind } from './definition.ts';
import { launchdLabel, launchdPlist } from './launchd.ts';
import { systemdUnit } from './systemd.ts';
import { nssmScript, scScript } from './windows.ts';

/** Writes the file of a kind. */
export function serviceFile(kind: ServiceKind, definition: ServiceDefinition): string {
  switch (kind) {
    case 'systemd': return systemdUnit(definition);
    case 'launchd': return launchdPlist(definition);
    case 'nssm': return nssmScript(definition);
    case 'sc': return scScript(definition);
  }
}

/** How a file is put in place and taken away again. */
export interface ServiceSteps {
  readonly file: string;
  readonly start: readonly (readonly string[])[];
  readonly stop: readonly (readonly string[])[];
  /** Run after the file is gone. */
  readonly forget: readonly (readonly string[])[];
}

/** Says where the file belongs and what makes the system take note of it; undefined for kinds that are scripts of their own. */
export function serviceSteps(kind: ServiceKind, { name, isForUser }: ServiceDefinition, environment: Readonly<Record<string, string | undefined>>): ServiceSteps | undefined {
  const home = environment['HOME'] ?? os.homedir();
  if (kind === 'systemd') {
    const scope = isForUser ? ['--user'] : [];
    const unit = `${name}.service`;
    const folder = isForUser ? path.join(environment['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), 'systemd', 'user') : '/etc/systemd/system';
    return {
      file: path.join(folder, unit),
      start: [['systemctl', ...scope, 'daemon-reload'], ['systemctl', ...scope, 'enable', '--now', unit]],
      stop: [['systemctl', ...scope, 'disable', '--now', unit]],
      forget: [['systemctl', ...scope, 'daemon-reload']],
    };
  }
  if (kind !== 'launchd') return undefined;
  const domain = isForUser ? `gui/${process.getuid?.() ?? 501}` : 'system';
  const file = path.join(isForUser ? path.join(home, 'Library', 'LaunchAgents') : '/Library/LaunchDaemons', `${launchdLabel(name)}.plist`);
  return { file, start: [['launchctl', 'bootstrap', domain, file]], stop: [['launchctl', 'bootout', `${domain}/${launchdLabel(name)}`]], forget: [] };
}
