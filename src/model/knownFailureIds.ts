/** The ids of the known failures, by which a configuration names them; a test holds them against the table. */
export const knownFailureIds: readonly string[] = [
  'amqpChannel', 'apiError', 'assertion', 'backupFailed', 'badRequest', 'brokerAlarm', 'brokerLeader', 'browserLoad', 'certificateExpired',
  'certificateExpiring', 'certificateName', 'certificateUntrusted', 'circuitBreaking', 'circuitOpen', 'clientAborted', 'clockSkew', 'cloudApi',
  'configInvalid', 'configMissing', 'constraintViolation', 'consumerLag', 'containerMissing', 'crashLoop', 'crossOrigin', 'dataCorruption',
  'databaseConnection', 'databaseLocked', 'databaseReadOnly', 'databaseSyntax', 'databaseUnderWay', 'deadlineExceeded', 'deadlock',
  'deviceReset', 'diskFailing', 'diskFull', 'displayMissing', 'divisionByZero', 'encoding', 'eventLoopBlocked', 'evicted', 'fallbackUsed',
  'fileDescriptors', 'filePermission', 'forbidden', 'gcOverhead', 'gpu', 'imagePull', 'inodesExhausted', 'inputOutputError', 'interfaceFailed',
  'jobFailed', 'jsonParse', 'kerberosLdap', 'kernelOutOfMemory', 'killedBySignal', 'lockWait', 'mail', 'memberDown', 'memoryHardware',
  'memoryLeak', 'metaclassConflict', 'metaspace', 'missingClass', 'missingFile', 'missingKey', 'missingMigration', 'missingModule',
  'missingSymbol', 'missingVariable', 'mongoNotPrimary', 'mount', 'nameResolution', 'noUpstream', 'nullValue', 'objectStore', 'offsetRange',
  'outOfMemory', 'panic', 'passwordRefused', 'payment', 'poolExhausted', 'portInUse', 'portsExhausted', 'presenterView', 'probe', 'processEnded',
  'processLimit', 'proxyTunnel', 'quorumLost', 'quotaExceeded', 'rateLimited', 'readOnlyFileSystem', 'rebalance', 'redisCannotSave',
  'redisCluster', 'redisMemory', 'redisRole', 'redisSlowDisk', 'refused', 'replicationBroken', 'reset', 'routeMissing', 'sandbox', 'saveFailed',
  'scheduling', 'searchReadOnly', 'searchShards', 'segmentationFault', 'serialization', 'serverError', 'serviceFailed', 'sharedLibrary',
  'slowConsumer', 'slowWork', 'stackOverflow', 'startupAdvice', 'statementTimeout', 'sudoLogin', 'temperature', 'tlsHandshake', 'tokenExpired',
  'tooLarge', 'tooManyConnections', 'uniqueViolation', 'unreachable', 'upstreamFailed', 'validation', 'valueTooLong', 'walTrouble', 'watchdog',
  'webhook', 'wideColumn', 'workerBoot', 'workerTimeout', 'wrongType', 'xmlParse',
];
