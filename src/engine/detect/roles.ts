/** How deep in the stack a log's writer stands, so that a cause can be told from its symptoms: hardware and system under databases under services under proxies. */

/** Depths, the deepest first; a cause is at most as high as its symptoms. */
export const depth = { system: 10, store: 20, unknown: 40, service: 40, proxy: 60, client: 70 } as const;

interface Role {
  readonly depth: number;
  readonly names: RegExp;
  /** Log names that show it, for the test. */
  readonly samples: readonly string[];
}

/** By the name of the log or the component; the first that fits. */
export const roles: readonly Role[] = [
  { depth: depth.system, names: /(?:^|[^a-z])(?:kern(?:el)?|dmesg|syslog|messages|journal|systemd|auditd?|mdadm|smartd|oom|kubelet|containerd|dockerd?)(?:[^a-z]|$)/i, samples: ['kern.log', 'logs/syslog', 'systemd'] },
  { depth: depth.store, names: /(?:^|[^a-z])(?:postgres(?:ql)?|pg|mysqld?|mariadbd?|redis(?:-server)?|mongo(?:d|db)?|sqlite|oracle|mssql|elastic(?:search)?|opensearch|kafka|rabbit(?:mq)?|nats|zookeeper|etcd|consul|memcached?|minio|ceph|cassandra|clickhouse|influx(?:db)?|vault|ldap|slapd|bind|named|unbound|dnsmasq|nfs|db|database|broker|queue|cache)(?:[^a-z]|$)/i, samples: ['postgresql-15-main.log', 'redis.log', 'db_1'] },
  { depth: depth.proxy, names: /(?:^|[^a-z])(?:nginx|access(?:_log)?|haproxy|envoy|traefik|apache2?|httpd|caddy|proxy|ingress|lb|loadbalancer|varnish|squid)(?:[^a-z]|$)/i, samples: ['logs/access.log', 'nginx/error.log'] },
  { depth: depth.client, names: /(?:^|[^a-z])(?:browser|client|frontend|mobile|e2e|smoke|probe|monitor|loadtest|k6)(?:[^a-z]|$)/i, samples: ['browser-console.log', 'client.log'] },
];

/** Texts only a proxy writes about what lies behind it. */
const proxyText = /\bupstream\b|\bwhile connecting to|\bno live upstreams|\bbackend .* (?:is DOWN|has no server)|, server: .*, request: "|AH0\d{4}/i;
/** Texts that point at a dependency rather than at the writer itself. */
const pointer = /connection refused|ECONNREFUSED|timed? ?out|ETIMEDOUT|connection reset|ECONNRESET|unavailable|no route to host|\b50[234]\b|max retries|broken pipe|closed (?:the )?connection|not reachable|unreachable|connection (?:lost|closed|terminated)/i;
/** Texts about the resources below everything. */
const resource = /no space left|ENOSPC|disk (?:is )?full|out of memory|oom-?kill|\bOOM\b|cannot allocate memory|too many open files|EMFILE|ENFILE|read-only file system|input\/output error|EIO\b|killed process|segfault|quota exceeded|certificate (?:has )?expired|certificate_expired|CertificateExpired|heap space|heap out of memory/i;

/** Returns the depth of a fault: where its writer stands, moved by what its text points to. */
export function depthOf(place: { readonly logNames: readonly string[]; readonly component: string | undefined; readonly text: string }): number {
  const named = Math.min(...[...place.logNames, place.component ?? ''].map(roleOf));
  const base = proxyText.test(place.text) ? depth.proxy : named;
  if (resource.test(place.text)) return base - 15;
  return pointer.test(place.text) ? base + 6 : base;
}

function roleOf(name: string): number {
  return roles.find(({ names }) => names.test(name))?.depth ?? depth.unknown;
}
