/** Who does the work: the streams of each component of each log. */
import { groupBy } from '../../base/groupBy.ts';
import type { Finding } from './finding.ts';
import type { Stream } from './streams.ts';

/** The machine's own services, whose lines are no work where others write too. */
const systemComponent = /^(?:systemd(?:[-.@]\S+)?|kernel|sshd|cron|crond|sudo|su|dbus(?:-daemon)?|networkmanager|apt\S*|anacron|rsyslogd|chronyd|ntpd|timesyncd|dhclient|auditd|polkitd|snapd|snmpd|login|logrotate|udevd|postfix\/\S+)$/i;

/** Streams of one component of one log. */
export interface WorkGroup {
  readonly log: string;
  readonly name: string;
  readonly component: string;
  readonly isOnly: boolean;
  readonly streams: readonly Stream[];
}

/** What groups are made from. */
export interface GroupInput {
  /** Streams of ordinary records. */
  readonly work: readonly Stream[];
  readonly findings: readonly Finding[];
  readonly componentText: (componentId: number) => string;
}

/** By log and component; the machine's own services are left out where others write. */
export function groupsOf({ work, findings, componentText }: GroupInput): WorkGroup[] {
  const groups = new Map<string, { log: string; name: string; component: string; streams: Stream[] }>();
  const groupAt = (log: string, name: string, component: string): { streams: Stream[] } => {
    const key = `${log}\n${component}`;
    const group = groups.get(key) ?? { log, name, component, streams: [] };
    groups.set(key, group);
    return group;
  };
  for (const stream of work) groupAt(stream.source.logName, stream.source.name, componentText(stream.component)).streams.push(stream);
  // Who only tells of failures does no work, and is heard all the same.
  for (const { issue } of findings) for (const name of issue.sources) if (issue.component !== undefined) groupAt(name, name, issue.component);
  const all = [...groups.values()];
  const others = all.filter(({ component }) => !systemComponent.test(component));
  const kept = others.some(({ streams }) => streams.length > 0) ? others : all;
  const ofLog = groupBy(kept, ({ log }) => log);
  return kept.map((group) => ({ ...group, isOnly: ofLog.get(group.log)?.length === 1 }));
}
