/** Failures of caches, document stores and search engines. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const storeFailures: readonly KnownFailure[] = [
  {
    id: 'redisSlowDisk', category: 'DISK', minutes: 20, depth: depth.service, grade: 'notice',
    expression: /Asynchronous AOF fsync is taking too long/,
    means: 'The disk is so busy that Redis does not wait for its journal.',
    check: 'Look at what else writes to that disk (iostat); data of the last seconds is at risk, not the service.',
    samples: ['Asynchronous AOF fsync is taking too long (disk is busy?)'],
  },
  {
    id: 'redisCannotSave', category: 'DB', minutes: 20, depth: depth.store, grade: 'outage',
    expression: /\bMISCONF\b|Background saving error|Write error (?:saving|writing)|Failed opening (?:the )?(?:RDB|temp)|Can't save in background|Bad file format reading the append only file|Short read or OOM loading DB|Wrong signature trying to load DB|Error moving temp DB file/i,
    means: 'Redis cannot write its snapshot or log to disk, and then refuses writes.',
    check: 'Look at the disk and rights of Redis\'s `dir` (df -h, ls -l) and at its own log; writes go on by themselves once a save succeeds.',
    samples: ["ReplyError: MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk", '# Background saving error', "Can't save in background: fork: Cannot", 'Write error writing append only file on disk'],
    counters: ['Background saving terminated with success', 'DB saved on disk'],
  },
  {
    id: 'redisMemory', category: 'MEMORY', minutes: 20, depth: depth.store, grade: 'outage',
    expression: /OOM command not allowed|maxmemory.{0,30}(?:reached|exceed)|Memory overcommit must be enabled|overcommit_memory is set to 0|SERVER_ERROR out of memory storing object/i,
    means: 'The cache has reached its memory limit and may not evict.',
    check: 'See what fills it (keys without an expiry), then maxmemory and maxmemory-policy.',
    samples: ["OOM command not allowed when used memory > 'maxmemory'.", 'WARNING Memory overcommit must be enabled! overcommit_memory', 'SERVER_ERROR out of memory storing object'],
  },
  {
    id: 'redisRole', category: 'DB', minutes: 15, depth: depth.store, grade: 'outage',
    expression: /\bREADONLY You can't write|\bLOADING Redis is loading|\bMASTERDOWN\b|\bNOREPLICAS\b|\bNOSCRIPT\b|\bBUSY Redis is busy|\bUNBLOCKED\b|ReadOnlyError\b|MASTER aborted replication|Unable to connect to MASTER|Partial resynchronization not possible|replica .{0,40}is disconnected/i,
    means: 'Redis is a replica, still loading, or busy, and does not take this command now.',
    check: 'See which node the client reaches (`INFO replication`) after a failover; for BUSY find the long script.',
    samples: ["READONLY You can't write against a read only replica.", 'LOADING Redis is loading the dataset in memory', 'BUSY Redis is busy running a script. You can only call SCRIPT KILL', "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."],
  },
  {
    id: 'redisCluster', category: 'DB', minutes: 25, depth: depth.store, grade: 'outage',
    expression: /\bCLUSTERDOWN\b|\b(?:MOVED|ASK) \d{1,5} [\w.:-]{3,60}|\bCROSSSLOT\b|\bTRYAGAIN\b Multiple keys|Cluster state changed: fail|\+(?:sdown|odown|failover-abort\w{0,30})\b|NodeNotConnected|Marking node .{1,60} as failing/,
    means: 'The Redis cluster has lost slots or nodes, or the client does not know the cluster.',
    check: 'Run `redis-cli cluster info`; check the nodes that are down, and that the client is a cluster client.',
    samples: ['CLUSTERDOWN Hash slot not served', 'MOVED 3999 127.0.0.1:6381', '# Cluster state changed: fail', '+odown master mymaster 10.0.0.4 6379 #quorum 2/2', "CROSSSLOT Keys in request don't hash to the same slot"],
    counters: ['file moved 3 times', 'Cluster state changed: ok'],
  },
  {
    id: 'mongoNotPrimary', category: 'DB', minutes: 20, depth: depth.store, grade: 'outage',
    expression: /not ?(?:writable)? ?(?:primary|master)\b(?! key)|NotWritablePrimary|NotPrimary\w{0,20}|NotMaster\w{0,20}|PrimarySteppedDown|No (?:primary|suitable servers?) (?:available|found|detected)|Server ?[sS]election ?(?:Timeout|Error)?\w{0,20}.{0,40}(?:timed out|Error|Timeout)|ReplicaSetNoPrimary|InterruptedDueToReplStateChange|stepping down from primary|election (?:failed|timed out|timeout)/i,
    means: 'The replica set has no primary the client can write to.',
    check: 'Run `rs.status()`: members down, an election going on, or a connection string that names only some members.',
    samples: ['MongoServerError: not primary', 'NotWritablePrimary: not master', 'pymongo.errors.ServerSelectionTimeoutError: No servers found yet, Timeout: 30s', 'MongoServerSelectionError: Server selection timed out after 30000 ms', 'stepping down from primary, because a new term has begun'],
    counters: ['not primary key column', 'primary elected'],
  },
  {
    id: 'searchReadOnly', category: 'DISK', minutes: 20, depth: depth.store, grade: 'outage',
    expression: /read[-_]only[-_ ]allow[-_]delete|cluster_block_exception|FORBIDDEN\/\d{1,2}\/|index \[.{1,60}\] blocked by|(?:low|high) disk watermark \[|disk watermark.{0,30}exceeded/i,
    means: 'The search engine has blocked writes because a disk is nearly full.',
    check: 'Free disk or add nodes, then clear `index.blocks.read_only_allow_delete`.',
    samples: ['blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];', '{"type":"cluster_block_exception","reason":"blocked"}', 'index [logs-1] blocked by: [FORBIDDEN/8/index write (api)]', 'low disk watermark [85%] exceeded on [n1]'],
  },
  {
    id: 'searchShards', category: 'DB', minutes: 30, depth: depth.store, grade: 'degraded',
    expression: /(?:unassigned|failed|missing|initiali[sz]ing) shards?\b|all shards failed|shard(?:s)? (?:are |is )?(?:unassigned|failed|not available)|SearchPhaseExecutionException|cluster (?:health|status).{0,40}\b(?:RED|YELLOW)\b|NoShardAvailable|IndexNotFoundException|index_not_found|master_not_discovered|MasterNotDiscovered/i,
    means: 'Parts of the search index are not available.',
    check: 'Ask `_cluster/allocation/explain`: a node that left, a full disk, or a damaged shard.',
    samples: ['all shards failed', 'Cluster health status changed from [GREEN] to [RED] (reason: [shards failed [[logs][0]]]).', '{"error":{"type":"index_not_found_exception"}}', '12 unassigned shards', 'org.elasticsearch.discovery.MasterNotDiscoveredException: null'],
    counters: ['shard started'],
  },
  {
    id: 'circuitBreaking', category: 'MEMORY', minutes: 30, depth: depth.store, grade: 'degraded',
    expression: /circuit_breaking_exception|CircuitBreakingException|\[(?:parent|fielddata|request|in_flight_requests)\] Data too large|es_rejected_execution|EsRejectedExecution|RejectedExecutionException|rejected execution of|thread pool .{0,40}rejected|bulk queue.{0,20}(?:full|rejected)/i,
    means: 'A node refuses work because its memory or its thread pool is used up.',
    check: 'Look for large aggregations or bulk requests, then heap and queue sizes; let clients back off.',
    samples: ['[parent] Data too large, data for [<http_request>] would be [1020/1gb]', 'es_rejected_execution_exception: rejected execution of coordinating operation', 'java.util.concurrent.RejectedExecutionException: Task rejected from ThreadPoolExecutor', 'CircuitBreakingException[[fielddata] Data too large]'],
  },
  {
    id: 'wideColumn', category: 'DB', minutes: 30, depth: depth.store, grade: 'failure',
    expression: /UnavailableException|Cannot achieve consistency level|NoHostAvailable(?:Exception)?|(?:Write|Read)TimeoutException: Cassandra|Operation timed out - received only \d|tombstone.{0,40}(?:warn|threshold|exceed|aborted)|hinted handoff.{0,40}(?:fail|dropp)|\bMUTATION messages? (?:were )?dropped/i,
    means: 'Too few nodes of the database answer for the consistency that is asked for.',
    check: 'Run `nodetool status`; look at nodes that are down, garbage collection and tombstones.',
    samples: ['com.datastax.driver.core.exceptions.NoHostAvailableException: All host(s) tried for query failed', 'Cannot achieve consistency level QUORUM', 'Operation timed out - received only 1 responses.', 'MUTATION messages were dropped in last 5000 ms'],
  },
  {
    id: 'objectStore', category: 'DB', minutes: 20, depth: depth.link, grade: 'failure',
    expression: /\b(?:NoSuchBucket|NoSuchKey|NoSuchUpload|BucketAlreadyExists|InvalidBucketName|EntityTooLarge|BlobNotFound|ContainerNotFound|InvalidObjectState|PermanentRedirect)\b|bucket .{1,80} (?:does not exist|not found)|The specified (?:key|bucket|blob|container) does not exist/i,
    means: 'The object store does not have the bucket or object, or refuses it.',
    check: 'Compare bucket, region and key with what the store has, and the rights of the identity.',
    samples: ['An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.', 'NoSuchBucket: The specified bucket does not exist', 'Azure.RequestFailedException: The specified blob does not exist. ErrorCode: BlobNotFound'],
  },
];
