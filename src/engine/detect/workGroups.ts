/** Which records tell of work, and whose work it is. */
import type { Finding } from './finding.ts';
import type { Stream } from './streams.ts';

/** Records that are written whatever the work: not counted as work (English and Korean). */
const housekeeping = /health|heart ?beat|\bping\b|\bpong\b|\bstats?\b|statistic|summary|checkpoint|metrics|\balive\b|keep-?alive|\bgc\b|garbage|\bevict|connection received|disconnection|connection from|saving\.\.\.|\bsaving started|\bscheduler?\b.*\btick|\bidle\b|\bpoll(?:ing)?\b|\bstarting\b|\bstarted\b|booting|listening|shutting down|exiting|uptime|vacuum|analyze of table|memory usage|상태 점검|하트비트/i;
/** The machine's own services, whose lines are no work where others write too. */
const systemComponent = /^(?:systemd(?:[-.@]\S+)?|kernel|sshd|cron|crond|sudo|su|dbus(?:-daemon)?|networkmanager|apt\S*|anacron|rsyslogd|chronyd|ntpd|timesyncd|dhclient|auditd|polkitd|snapd|snmpd|login|logrotate|udevd|postfix\/\S+)$/i;
/** What comes in, or is put where it waits: no work is done by it yet (English and Korean). */
const intake = /\b(?:accepted|received|incoming|enqueued|queued|submitted|requested|arrived|arrives|scheduled|picked up|dequeued|new (?:order|job|task|message|request)|(?:order|job|task|message|request) created)\b|\bquery: |접수|수신/i;
/** Work that is done must be so much of what comes in that it tells of it (ours). */
const doneShare = 0.3;

/** What groups are made from. */
export interface GroupInput {
  readonly findings: readonly Finding[];
  /** Streams of ordinary records. */
  readonly work: readonly Stream[];
  readonly componentText: (componentId: number) => string;
}

/** Whether a template tells of work, by its words. */
export function isWork(template: string): boolean {
  return !housekeeping.test(template);
}

/** Streams of one component of one log. */
export interface WorkGroup {
  readonly log: string;
  readonly name: string;
  readonly component: string;
  readonly isOnly: boolean;
  readonly streams: readonly Stream[];
}

/** Returns the streams by log and component; the machine's own services are left out where others write. Asked for ten thousand logs with every change. */
export function groupsOf({ work, findings, componentText }: GroupInput): WorkGroup[] {
  const all: MadeGroup[] = [];
  const byLog = new Map<string, Map<string, MadeGroup>>();
  const groupAt = (log: string, name: string, component: string): MadeGroup => {
    let ofLog = byLog.get(log);
    if (!ofLog) byLog.set(log, (ofLog = new Map<string, MadeGroup>()));
    let group = ofLog.get(component);
    if (group) return group;
    group = { log, name, component, isOnly: false, streams: [] };
    ofLog.set(component, group);
    all.push(group);
    return group;
  };
  for (const stream of withoutIntake(work)) groupAt(stream.source.logName, stream.source.name, componentText(stream.component)).streams.push(stream);
  // Who only tells of failures does no work, and is heard all the same.
  for (const { issue } of findings) for (const name of issue.sources) if (issue.component !== undefined) groupAt(name, name, issue.component);
  const systems = new Set([...new Set(all.map(({ component }) => component))].filter((component) => systemComponent.test(component)));
  const others = systems.size === 0 ? all : all.filter(({ component }) => !systems.has(component));
  const isOther = others.some(({ streams }) => streams.length > 0);
  for (const ofLog of byLog.values()) {
    if (!isOther || systems.size === 0) markOnly(ofLog.values());
    else markOnly([...ofLog.values()].filter(({ component }) => !systems.has(component)));
  }
  return isOther ? others : all;
}

function markOnly(groups: Iterable<MadeGroup>): void {
  const [only, further] = groups;
  if (only && !further) only.isOnly = true;
}

/** A group while it is put together. */
interface MadeGroup extends WorkGroup {
  isOnly: boolean;
  readonly streams: Stream[];
}

/** Where a log tells of what comes in and of what is done, only what is done is work: else a queue that nobody empties looks like half of it. */
function withoutIntake(work: readonly Stream[]): readonly Stream[] {
  const done = work.filter((stream) => !(stream.isIntake ??= intake.test(stream.firstText)));
  const most = (streams: readonly Stream[]): number => streams.reduce((highest, stream) => Math.max(highest, perMs(stream)), 0);
  return most(done) >= doneShare * most(work) ? done : work;
}

function perMs({ count, firstMs, lastMs }: Stream): number {
  return count / Math.max(60_000, lastMs - firstMs);
}
