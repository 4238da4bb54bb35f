/** Failures of services of others, and of the limits they set. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const outsideFailures: readonly KnownFailure[] = [
  {
    id: 'quotaExceeded', category: 'NETWORK', minutes: 20, depth: depth.link, grade: 'failure',
    expression: /(?:quota|credit|usage limit|billing|plan limit|daily limit|monthly limit|allowance)\w{0,3}\b.{0,40}(?:exceed|exhaust|reached|insufficient|used up|hard limit)|insufficient[_ ](?:quota|funds|credits?|balance)|exceeded your current quota|ServiceQuotaExceeded|(?:Limit|Quota)ExceededException|RESOURCE_EXHAUSTED|InstanceLimitExceeded|payment required\b|\b402 payment|trial (?:has )?expired|subscription (?:has )?(?:expired|ended)|licen[sc]e.{0,20}(?:expired|invalid|exceeded)|(?:할당량|사용량 한도|잔액|크레딧).{0,12}(?:초과|부족|소진)/i,
    means: 'The account has used up what it may use of a service.',
    check: 'Look at usage and billing of that service; find what began to use more; ask for a higher quota.',
    samples: ["openai.RateLimitError: Error code: 429 - {'error': {'message': 'You exceeded your current quota', 'code': 'insufficient_quota'}}", 'googleapi: Error 403: Quota exceeded for quota metric', 'LimitExceededException: You have reached the account limit', 'rpc error: code = ResourceExhausted desc = RESOURCE_EXHAUSTED', 'License has expired on 2026-01-01', 'API 사용량 한도 초과'],
    counters: ['quota 40% used'],
  },
  {
    id: 'rateLimited', category: 'NETWORK', minutes: 20, depth: depth.link, grade: 'degraded',
    expression: /rate[- _]?limit(?:ed|ing)?\b.{0,40}(?:exceed|reached|hit|error|applied|by|for|retry)|rate[- ]limited|RateLimit\w{0,12}(?:Error|Exception|Exceeded)|too many requests|\b(?:status|code|http|error|returned)\W{0,3}(?:code\W{0,3})?429\b|Throttl(?:ing|ed)(?:Exception|Error)?\b|ProvisionedThroughputExceeded|RequestLimitExceeded|SlowDown\b|Rate exceeded|TooManyRequests|limiting requests, excess|요청.{0,8}(?:제한|한도).{0,6}초과|호출 ?제한/i,
    means: 'Somebody calls more often than the service allows.',
    check: 'Find who calls so often (a loop, a retry without pause), then back off as Retry-After says, or cache.',
    samples: ['Rate limit exceeded, retry after 30', 'HTTP 429 Too Many Requests', 'An error occurred (ThrottlingException) when calling the PutMetricData operation: Rate exceeded', 'limiting requests, excess: 5.210 by zone "api", client: 10.0.0.4', 'Request failed with status code 429', '요청 한도 초과: 업비트 API', 'SlowDown: Please reduce your request rate.'],
    counters: ['rate limit set to 100/s'],
  },
  {
    id: 'circuitOpen', category: 'NETWORK', minutes: 20, depth: depth.service, grade: 'degraded',
    expression: /circuit ?-?breaker.{0,60}(?:\bopen\b|opened|tripped|not permit)|CircuitBreaker(?:Open|OpenException|Error)|CallNotPermittedException|BrokenCircuitException|BulkheadFull|(?:circuit|breaker) .{1,60} (?:is |state )?(?:now )?OPEN\b|Breaker is open|OpenCircuit/i,
    means: 'After many failures calls to another service are no longer tried for a while.',
    check: 'Look at the service behind the breaker; the breaker itself works as it should.',
    samples: ["io.github.resilience4j.circuitbreaker.CallNotPermittedException: CircuitBreaker 'pay' is OPEN and does not permit further calls", 'Error: Breaker is open', 'circuit breaker for rates opened after 5 failures', 'Polly.CircuitBreaker.BrokenCircuitException: The circuit is now open'],
    counters: ['circuit breaker registered for pay'],
  },
  {
    id: 'mail', category: 'NETWORK', minutes: 20, depth: depth.link, grade: 'failure',
    expression: /\bSMTP(?!Authentication)\w{0,40}(?:Error|Exception|Refused|Disconnected)|(?:smtp|mail|e-?mail|sendmail|postfix)\b.{0,60}\b(?:failed|failure|error|refused|rejected|bounced|could not|not delivered|timed out|status=(?:bounced|deferred))|status=(?:bounced|deferred)|(?:said|repl(?:y|ied)|response|smtp).{0,30}\b(?:55[0-4][ -]5|4[25]\d[ -]4)\.\d{1,2}\.\d{1,2}\b|relay (?:access )?denied|greylist|Recipient address rejected|(?:메일|이메일).{0,12}(?:발송|전송).{0,6}실패/i,
    means: 'Mail is not delivered.',
    check: 'Read the code of the mail server: login, sender not allowed, recipient unknown, or blocked; check SPF and DKIM after a move.',
    samples: ["smtplib.SMTPRecipientsRefused: {'a@example.test': (550, b'No such user')}", 'status=bounced (host mx.example.test said: 550 5.1.1 User unknown)', 'failed to send: 554 5.7.1 relay access denied', 'Error sending email failed', '메일 발송 실패'],
    counters: ['mail sent to 4 recipients'],
  },
];
