/** How deep in the stack a fault lies: where its writer stands, and what kind of failure it tells of. A cause lies deeper than its symptoms. */
import { depth, type KnownFailure } from './known.ts';

interface Role {
  readonly depth: number;
  readonly names: RegExp;
  /** Log names that show it, for the test. */
  readonly samples: readonly string[];
}

/** Who writes a log, by the name of the log or the component; the first that fits. */
export const roles: readonly Role[] = [
  { depth: depth.platform, names: /(?:^|[^a-z])(?:kern(?:el)?|dmesg|syslog|messages|journal|systemd|auditd?|mdadm|smartd|oom|kubelet|containerd|dockerd?)(?:[^a-z]|$)/i, samples: ['kern.log', 'logs/syslog', 'systemd'] },
  { depth: depth.store, names: /(?:^|[^a-z])(?:postgres(?:ql)?|pg|mysqld?|mariadbd?|redis(?:-server)?|mongo(?:d|db)?|sqlite|oracle|mssql|elastic(?:search)?|opensearch|kafka|rabbit(?:mq)?|nats|zookeeper|etcd|consul|memcached?|minio|ceph|cassandra|clickhouse|influx(?:db)?|vault|ldap|slapd|bind|named|unbound|dnsmasq|nfs|db|database|broker)(?:[^a-z]|$)/i, samples: ['postgresql-15-main.log', 'redis.log', 'db_1'] },
  { depth: depth.edge, names: /(?:^|[^a-z])(?:nginx|access(?:_log)?|haproxy|envoy|traefik|apache2?|httpd|caddy|proxy|ingress|lb|loadbalancer|varnish|squid|browser|client|frontend|mobile|e2e|smoke|probe|monitor|loadtest|k6)(?:[^a-z]|$)/i, samples: ['logs/access.log', 'nginx/error.log', 'browser-console.log'] },
];

/** Texts only a proxy writes about what lies behind it. */
const proxyText = /\bupstream\b|\bwhile connecting to|\bno live upstreams|\bbackend .{0,80}(?:is DOWN|has no server)|, server: .{0,120}, request: "|AH0\d{4}/i;
/** Depths differ by this much before they say anything; a tenth of the writer's own depth breaks ties between the same failures. */
const writerShare = 0.1;
const pointerStep = 4;

/** Returns the depth of a fault on the scale of the known failures; more is deeper. */
export function depthOf(place: { readonly logNames: readonly string[]; readonly component: string | undefined; readonly text: string; readonly known: KnownFailure | undefined }): number {
  const writer = proxyText.test(place.text) ? depth.edge : Math.max(...[...place.logNames, place.component ?? ''].map(roleOf));
  const { known } = place;
  // Who names a failure of the machine, the platform or the set-up tells of it; who tells of a broken link only points at what is behind it.
  const base = known === undefined ? writer : known.depth >= depth.setup ? Math.max(known.depth, writer) : known.depth === depth.link && writer !== depth.store ? writer - pointerStep : writer;
  return base + writer * writerShare;
}

/** Whether users meet this log's writer first. */
export function isEdge(logName: string): boolean {
  return roleOf(logName) === depth.edge;
}

/** By the file's own name and the folder right above it; longer paths hold words that say nothing of the writer. */
function roleOf(path: string): number {
  const name = path.split('/').slice(-2).join('/');
  return roles.find(({ names }) => names.test(name))?.depth ?? (name === '' ? 0 : depth.service);
}
