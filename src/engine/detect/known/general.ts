/** Failures by what could not be done, for texts that do not say why; asked last. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const generalFailures: readonly KnownFailure[] = [
  {
    id: 'serverError', category: 'OTHER', minutes: 25, depth: depth.service, grade: 'failure',
    expression: /\b(?:500 )?internal server error\b|\b(?:status|code|http|(?<!api |API )returned|responded(?: with)?|HTTP\/\d(?:\.\d)?"?)\W{0,3}(?:code\W{0,3})?500\b|Exception in ASGI application|Exception on \/\S{0,200} \[[A-Z]{3,7}\]|Unhandled exception (?:while processing|has occurred)|Servlet\.service\(\) for servlet .{1,80} threw exception|An unhandled exception|Unhandled error in|ActionController::(?!Routing|Invalid)\w{1,40}Error/i,
    means: 'A request ended in an error the program does not handle.',
    check: 'Find the error the service logs at the same second; the first own frame of its trace is where to look.',
    samples: ['Internal Server Error: /checkout/', 'ERROR:    Exception in ASGI application', 'Exception on /api/cart [POST]', 'Servlet.service() for servlet [dispatcherServlet] in context with path [] threw exception', 'Request failed with status code 500', 'An unhandled exception has occurred while executing the request.'],
    counters: ['status=200 size=500'],
  },
  {
    id: 'apiError', category: 'NETWORK', minutes: 20, depth: depth.link, grade: 'failure',
    expression: /\b(?:third[- ]party|external|upstream|partner|remote|provider|exchange|vendor)\b.{0,30}\b(?:api|service|endpoint|call|request)\b.{0,40}(?:error|fail|unavailable|down|returned [45]\d\d)|API (?:call|request) .{0,60}(?:failed|error)|(?:APIError|ApiException|APIConnectionError|HTTPError|HttpRequestException|RequestException|MaxRetryError|FetchError|AxiosError|WebClientResponseException|HttpClientErrorException|HttpServerErrorException|RestClientException|FeignException)\b|fetch failed|(?:request|call) to (?:https?:\/\/)?\S{1,120} failed|(?:조회|호출|요청|API).{0,12}(?:실패|오류)/i,
    means: 'A call to another service failed.',
    check: 'Look at status and text it answered, and whether others of its calls fail too; then at our request since the last change.',
    samples: ['HTTPError: 400 Client Error: Bad Request for url: https://api.example.test/v1', 'TypeError: fetch failed', 'external API returned 500 for /rates', 'AxiosError: Request failed', 'org.springframework.web.client.HttpServerErrorException: boom', '❌ BTC 마켓 코인 목록 조회 실패', 'request to https://a.example.test failed, reason: unknown'],
    counters: ['API request completed'],
  },
  {
    id: 'jobFailed', category: 'PROCESS', minutes: 25, depth: depth.service, grade: 'failure',
    expression: /\b(?:task|job|dag|workflow|pipeline|cron ?job|scheduled (?:task|job)|batch)\b .{0,80}(?:\bfailed\b(?!=)|raised (?:unexpected|exception)|has failed|timed out|was (?:aborted|killed)|\bmisfired?\b|missed)|Run time of job .{1,100} was missed|maximum number of running instances reached|WorkerLostError|Job .{1,60} has reached the specified backoff limit|BackoffLimitExceeded|DeadlineExceeded.{0,40}job|(?:작업|배치|스케줄).{0,20}실패/i,
    means: 'A scheduled or queued job did not do its work.',
    check: 'Read the job\'s own output for its first error, then whether it ran late, twice, or was killed.',
    samples: ['Task shop.tasks.charge[4b1] raised unexpected: ChargeFailed()', 'Job import-12 failed after 3 s', 'Run time of job "sync (trigger: interval[0:01:00])" was missed by 0:00:12', 'Job has reached the specified backoff limit: BackoffLimitExceeded', 'celery.exceptions.WorkerLostError: Worker exited prematurely', '배치 작업 실패: 통계'],
    counters: ['job 12 finished', 'task failed=0'],
  },
  {
    id: 'payment', category: 'NETWORK', minutes: 25, depth: depth.link, grade: 'failure',
    expression: /(?:payment|charge|refund|checkout|billing|invoice|settlement|card|transaction)\b.{0,40}(?:declined|gateway error|provider (?:error|unavailable)|could not be (?:processed|captured)|failed)|Stripe\w{0,40}Error|CardError|card_declined|PayPal.{0,30}(?:error|fail)|(?:결제|환불|정산|주문).{0,12}(?:실패|거부|오류)/i,
    means: 'Money could not be taken or given back.',
    check: 'Tell a card that was declined (the customer\'s) from errors of keys, versions and network (ours) by the code of the provider.',
    samples: ['payment failed for order 41', 'stripe.error.CardError: Your card was declined.', 'StripeInvalidRequestError: No such customer', 'Settlement failed', '결제 처리 실패: 주문 41'],
    counters: ['payment captured', 'invoice created'],
  },
  {
    id: 'webhook', category: 'NETWORK', minutes: 20, depth: depth.link, grade: 'failure',
    expression: /webhook\b.{0,60}(?:fail|signature|invalid|not delivered|timed out|rejected|returned [45]\d\d)|callback (?:url )?.{0,40}(?:failed|unreachable)|(?:failed|unable) to (?:deliver|send|post) (?:the )?(?:webhook|callback|notification|event|alert)|signature verification failed/i,
    means: 'A call back to or from another service does not arrive or is not believed.',
    check: 'Check address, time limit and signing secret on both sides.',
    samples: ['webhook signature invalid', 'failed to deliver webhook to https://a.example.test/h: 500', 'Webhook delivery failed', 'No signatures found matching: signature verification failed'],
  },
  {
    id: 'backupFailed', category: 'DISK', minutes: 30, depth: depth.service, grade: 'failure',
    expression: /\bback-?up\b.{0,60}(?:failed|failure|error|incomplete|not (?:found|created|completed)|corrupt|missing|aborted|could not)|(?:failed|error|unable|could not|cannot).{0,30}\bback-?up\b|pg_dump: error|mysqldump: (?:Error|Couldn't|Got error)|restic.{0,30}Fatal|borg.{0,30}(?:Error|failed)|snapshot(?! extension).{0,30}(?:failed|PARTIAL)|백업.{0,12}(?:실패|오류)/i,
    means: 'There is no new backup.',
    check: 'Look at space and rights of the target, and when the last good backup was made; do not prune old ones.',
    samples: ['Backup failed: no target', 'pg_dump: error: query failed', 'mysqldump: Got error: 1045', 'snapshot [nightly] failed', '백업 실패'],
    counters: ['backup completed in 4 s'],
  },
  {
    id: 'interfaceFailed', category: 'UI', minutes: 20, depth: depth.edge, grade: 'degraded',
    expression: /\b(?:UI|GUI|window|widget|dialog|screen|view|tab|menu)\b.{0,20}(?:렌더링|표시|로드|갱신|초기화|render\w{0,4}|initiali[sz]\w{1,6}|load\w{0,4}|update|draw\w{0,4}).{0,20}(?:실패|오류|fail\w{0,4}|error|not possible)|(?:화면|위젯|창|대화상자|차트).{0,20}(?:렌더링|표시|로드|갱신|초기화|render\w{0,4}|initiali[sz]\w{1,6}|load\w{0,4}|update|draw\w{0,4}).{0,20}(?:실패|오류|fail\w{0,4}|error|not possible)|(?:failed|unable|could not|cannot) (?:to )?(?:render|draw|paint|display|show) (?:the )?\w|렌더링 ?(?:오류|실패)/i,
    means: 'A part of the interface is not drawn.',
    check: 'Look at the order in which its widgets are made and at the data it is given.',
    samples: ['UI 렌더링 실패: 차트', '화면 초기화 오류', 'Failed to render the chart', 'widget update failed: OrderBook', 'GUI initialization error'],
    counters: ['UI 렌더링 완료'],
  },
  {
    id: 'saveFailed', category: 'DISK', minutes: 20, depth: depth.service, grade: 'failure',
    expression: /(?:저장|기록|쓰기|업로드|다운로드|내보내기).{0,8}(?:실패|오류|불가)|(?:failed|unable|could not|cannot) (?:to )?(?:save|write|persist|store|upload|download|export|import|flush|commit|append) |(?:save|write|upload|download|export|import|flush|commit) (?:has )?(?:failed|error)|保存(?:に)?失敗|保存失败/i,
    means: 'Something was not stored or sent.',
    check: 'Look for the reason beside it: disk, lock, rights or network; the data may exist only in memory now.',
    samples: ['거래 기록 저장 실패: KRW-ETH 매도', 'failed to save cart 12', 'Unable to write segment', 'upload failed: report.csv', '保存に失敗しました', 'cannot flush metrics to 10.0.0.4:8125'],
    counters: ['저장 완료', 'saved 4 files'],
  },
  {
    id: 'slowWork', category: 'PERF', minutes: 30, depth: depth.service, grade: 'degraded',
    expression: /(?:slow|long[- ]running) (?:request|response|operation|transaction|call|render|handler|command|disk|io|sync|log)|(?:request|response|operation|render\w{0,3}|handler|processing|task|sync|startup)\b.{0,40}took (?:too long|longer)|(?:latency|response time|duration|elapsed|p9[59]).{0,30}(?:above|exceed|over (?:the )?(?:limit|threshold)|too high|degraded)|performance (?:degrad|warning|issue)|overload(?:ed)?\b|high (?:cpu|load|latency)|cpu (?:usage|load).{0,20}(?:above|exceed|high|9\d%|100%)|load average.{0,20}(?:above|high|exceed)|(?:UI|화면|차트).{0,20}(?:렌더링|응답).{0,20}(?:느림|지연)|응답.{0,8}(?:지연|느림)|(?:처리|렌더링).{0,8}(?:지연|느림)/i,
    means: 'Something takes longer than it should.',
    check: 'Compare when it began with deployments and load; find the part that waits (database, other service, lock, disk).',
    samples: ['slow request: GET /cart 4120 ms', 'p99 latency above threshold: 2.1 s', 'rendering took too long: 900 ms', 'CPU usage 97% above limit', 'system overloaded, shedding load', 'UI 렌더링 느림: 차트', '응답 지연 감지'],
    counters: ['latency 4 ms'],
  },
];
