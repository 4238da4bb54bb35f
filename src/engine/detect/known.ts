/** Known kinds of failure as data: how they read, what kind they are, what to look at first. */
import type { Category } from '../../model/issue.ts';

/** One row: the first whose expression fits the telling text names the kind. */
export interface KnownFailure {
  readonly id: string;
  readonly expression: RegExp;
  readonly category: Category;
  readonly action: string;
  readonly minutes: number;
  readonly sample: string;
}

/** Ordered from the special to the general. */
export const knownFailures: readonly KnownFailure[] = [
  { id: 'diskFull', category: 'DISK', minutes: 15, expression: /No space left on device|ENOSPC|disk (?:is )?full|DiskFull|not enough space/i, action: 'Free space on the volume (df -h), then check what grew and whether rotation and retention run.', sample: 'could not extend file "base/1": No space left on device' },
  { id: 'outOfMemory', category: 'MEMORY', minutes: 30, expression: /OutOfMemory|out of memory|heap out of memory|Cannot allocate memory|MemoryError|oom-?kill/i, action: 'Look at what grows (heap dump, caches without a limit), then at the memory limit.', sample: 'java.lang.OutOfMemoryError: Java heap space' },
  { id: 'refused', category: 'NETWORK', minutes: 10, expression: /ECONNREFUSED|connection refused|ConnectException|actively refused/i, action: 'Check that the service behind this address runs and listens, and why it stopped.', sample: 'connect ECONNREFUSED 127.0.0.1:5432' },
  { id: 'nameResolution', category: 'NETWORK', minutes: 15, expression: /\bENOTFOUND\b|EAI_AGAIN|getaddrinfo|UnknownHost|Name or service not known|no such host/i, action: 'Check the host name in the configuration and the resolver of this machine.', sample: 'getaddrinfo ENOTFOUND db.internal' },
  { id: 'certificate', category: 'TLS', minutes: 20, expression: /certificate|CERT_|SSLHandshake|x509|TLS handshake/i, action: 'Check the certificate\'s dates and chain, and the clock of this machine.', sample: 'x509: certificate has expired or is not yet valid' },
  { id: 'authentication', category: 'AUTH', minutes: 15, expression: /authentication failed|access denied for user|invalid (?:password|credentials|token)|unauthorized|permission denied for/i, action: 'Check user and secret in the configuration against the service.', sample: 'FATAL: password authentication failed for user "app"' },
  { id: 'deadlock', category: 'DB', minutes: 40, expression: /deadlock/i, action: 'Look at the two statements named, and take locks in one order.', sample: 'ERROR: deadlock detected' },
  { id: 'databaseLocked', category: 'DB', minutes: 20, expression: /database is locked|lock wait timeout|SQLITE_BUSY/i, action: 'Find the transaction that stays open, and set a busy timeout.', sample: 'sqlite3.OperationalError: database is locked' },
  { id: 'database', category: 'DB', minutes: 20, expression: /psycopg|sqlalchemy|SQLException|OperationalError|IntegrityError|relation ".*" does not exist|데이터베이스/i, action: 'Check the statement and the schema (pending migrations), then the connection.', sample: 'relation "orders" does not exist' },
  { id: 'portInUse', category: 'CONFIG', minutes: 5, expression: /EADDRINUSE|address already in use/i, action: 'Find who listens on the port, or choose another one.', sample: 'listen EADDRINUSE: address already in use :::3000' },
  { id: 'permission', category: 'CONFIG', minutes: 10, expression: /\bEACCES\b|\bEPERM\b|permission denied|PermissionError/i, action: 'Check owner and mode of the path named, for the user that runs the process.', sample: "PermissionError: [Errno 13] Permission denied: '/var/run/app.pid'" },
  { id: 'missingModule', category: 'BUILD', minutes: 10, expression: /Cannot find module|ModuleNotFoundError|No module named|ClassNotFoundException|NoClassDefFoundError/i, action: 'Install the dependency, or mend the path of the import.', sample: "ModuleNotFoundError: No module named 'redis'" },
  { id: 'missingFile', category: 'CONFIG', minutes: 10, expression: /\bENOENT\b|No such file or directory|FileNotFound|config(?:uration)? file .*(?:not found|missing)/i, action: 'Check that the path exists where the process runs.', sample: "ENOENT: no such file or directory, open 'config.json'" },
  { id: 'timeout', category: 'NETWORK', minutes: 25, expression: /ETIMEDOUT|timed? ?out|TimeoutError|TimeoutException|deadline exceeded/i, action: 'Look at the side that did not answer: is it down, slow, or waiting for something itself?', sample: 'upstream timed out (110: Connection timed out)' },
  { id: 'reset', category: 'NETWORK', minutes: 20, expression: /ECONNRESET|connection reset|broken pipe|\bEPIPE\b|upstream prematurely closed/i, action: 'Look at the other side\'s log at the same time: it closed the connection.', sample: 'read ECONNRESET' },
  { id: 'assertion', category: 'TEST', minutes: 20, expression: /AssertionError|assertion failed|expected .* (?:to|but)/i, action: 'Compare the expected with the actual value at the line named.', sample: 'AssertionError: expected 3 to equal 4' },
];

/** Finds the row that fits. */
export function knownFailureOf(text: string): KnownFailure | undefined {
  return knownFailures.find(({ expression }) => expression.test(text));
}
