/** Failures of proxies, application servers and their workers. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const servingFailures: readonly KnownFailure[] = [
  {
    id: 'workerBoot', category: 'PROCESS', minutes: 20, depth: depth.service, grade: 'outage',
    expression: /Worker failed to boot|Failed to find (?:attribute|application)|worker .{0,40}failed to (?:start|boot|initiali[sz]e)|unable to load configuration from|no app loaded\. going in full dynamic mode|HaltServer|Error loading ASGI app|Application startup failed|(?:application|server|service|app) (?:has )?failed to start|APPLICATION FAILED TO START|boot(?:ing)? failed|Exception in thread "main"|startup failed|서버.{0,8}시작.{0,6}실패/i,
    means: 'The application cannot be loaded, so no worker stays up.',
    check: 'Read the trace above this line: an import, a setting, or a connection made at start.',
    samples: ['[INFO] Reason: Worker failed to boot.', "gunicorn.errors.HaltServer: <HaltServer 'Worker failed to boot.' 3>", 'ERROR:    Error loading ASGI app. Could not import module "main".', 'ERROR:    Application startup failed. Exiting.', 'APPLICATION FAILED TO START', '*** no app loaded. going in full dynamic mode ***'],
  },
  {
    id: 'workerTimeout', category: 'PERF', minutes: 30, depth: depth.service, grade: 'failure',
    expression: /WORKER TIMEOUT|Rack::Timeout|worker .{0,40}(?:timed out|timeout|stuck|hung)|HARAKIRI|server reached (?:pm\.)?max_children|reached max(?:_| )?children|reached MaxRequestWorkers|(?:thread|worker) pool (?:is )?(?:full|exhausted|saturated|starv)|ThreadPool starvation|no (?:idle|free|available) (?:workers?|threads?)|all (?:\d{1,5} )?(?:workers?|threads?) (?:are )?busy|pool .{1,40} seems busy|Task queue depth is \d|request queue (?:is )?full|server is too busy|Busy threads/i,
    means: 'All workers are busy or one hung longer than it may.',
    check: 'Find what the workers wait for (slow queries, other services without a time limit), then their number.',
    samples: ['[CRITICAL] WORKER TIMEOUT (pid:812)', 'WARNING: [pool www] server reached pm.max_children setting (5), consider raising it', 'AH00161: server reached MaxRequestWorkers setting', '*** HARAKIRI ON WORKER 1 (pid: 12, try: 1) ***', 'Rack::Timeout::RequestTimeoutException - Request ran for longer than 15000ms', 'WARNING:waitress.queue:Task queue depth is 12', 'thread pool exhausted'],
    counters: ['worker pool started with 4 workers'],
  },
  {
    id: 'eventLoopBlocked', category: 'PERF', minutes: 35, depth: depth.service, grade: 'degraded',
    expression: /event[- ]?loop.{0,40}(?:block|lag|delay|stall|stuck|utili[sz]ation.{0,10}9)|(?:has been|was) blocked for \d{2,9} ?ms|Executing <(?:Task|Handle).{1,200} took \d|blocked (?:thread|event loop) check|BlockedThreadChecker|Thread blocked|UI thread (?:is )?blocked|main thread (?:is )?(?:blocked|busy)|Application is not responding|Skipped \d{2,5} frames|long task|heartbeat failed for at least/i,
    means: 'One piece of code keeps the only thread from doing anything else.',
    check: 'Look for synchronous work (files, encryption, big JSON, loops) in the handler named; move it off the loop.',
    samples: ['event loop blocked for 4120 ms', 'Executing <Task pending name=\'t\'> took 2.412 seconds', 'WARNING: Thread Thread[vert.x-eventloop-thread-0] has been blocked for 5000 ms, time limit is 2000 ms', 'Choreographer: Skipped 120 frames!  The application may be doing too much work on its main thread.', 'warn: As of "01/02/2026", the heartbeat has been running for "00:00:04", heartbeat failed for at least'],
    counters: ['event loop started'],
  },
  {
    id: 'noUpstream', category: 'NETWORK', minutes: 15, depth: depth.edge, grade: 'outage',
    expression: /no live upstreams|no (?:healthy|available) (?:upstreams?|backends?|servers?|endpoints?|instances?)|has no server available|backend .{1,60} (?:is )?down|Server .{1,60} is DOWN|upstream (?:is |server )?(?:temporarily disabled|unavailable)|NoHealthyUpstream|no instances? available|Load balancer does not (?:have available server|contain an instance)|all backends? (?:are )?(?:down|unhealthy)|503 No server|NOSRV|upstream connect error or disconnect/i,
    means: 'The proxy knows no server that is up.',
    check: 'Look at the servers behind it and their health checks; the proxy is only the messenger.',
    samples: ['no live upstreams while connecting to upstream, client: 10.0.0.4', 'proxy web has no server available!', 'Server api/s1 is DOWN, reason: Layer4', 'upstream connect error or disconnect/reset before headers. reset reason: connection failure', 'Load balancer does not contain an instance for the service orders'],
  },
  {
    id: 'upstreamFailed', category: 'NETWORK', minutes: 15, depth: depth.edge, grade: 'failure',
    expression: /upstream (?:prematurely closed|sent (?:invalid|too big|no valid|unexpected)|timed out|server temporarily)|while (?:connecting to|reading (?:response header )?from|sending (?:request )?to|SSL handshaking to) upstream|recv\(\) failed|AH0\d{4}:.{0,60}(?:proxy|backend)|proxy: error reading|Error (?:during|occurred while).{0,20}proxy|(?:http-proxy|proxy).{0,20}error|\b(?:502 bad gateway|504 gateway time-?out|503 service (?:temporarily )?unavailable|bad gateway|gateway time-?out)\b|\b(?:status|code|http|returned|HTTP\/\d(?:\.\d)?"?)\W{0,3}(?:code\W{0,3})?50[234]\b/i,
    means: 'The proxy reached the server behind it, or tried to, and got no proper answer.',
    check: 'Read the log of the server behind the proxy at the same second; look for restarts, time limits and too large headers.',
    samples: ['upstream prematurely closed connection while reading response header from upstream', 'upstream sent too big header while reading response header from upstream', '502 Bad Gateway', 'Request failed with status code 503', '<h1>504 Gateway Time-out</h1>', 'AH01102: error reading status line from proxy backend:8080'],
    counters: ['upstream configured', 'status=200'],
  },
  {
    id: 'clientAborted', category: 'NETWORK', minutes: 10, depth: depth.edge, grade: 'notice',
    expression: /client (?:prematurely |unexpectedly )?(?:closed|disconnected|aborted|went away|intended to send too large)|ClientAbortException|ClientDisconnect(?:ed)?|request aborted|\b499\b.{0,20}client|client (?:timed out|sent invalid)|write: broken pipe.{0,20}client|context canceled|rpc error: code = Canceled|peer closed connection in SSL handshake/i,
    means: 'The caller left before the answer was there; many at once mean that answers are slow.',
    check: 'Compare with the latency of the same requests; one by one it is harmless.',
    samples: ['client prematurely closed connection, so upstream connection is closed too', 'org.apache.catalina.connector.ClientAbortException: java.io', 'context canceled', 'BadRequestError: request aborted'],
  },
  {
    id: 'tooLarge', category: 'CONFIG', minutes: 10, depth: depth.edge, grade: 'failure',
    expression: /client intended to send too large body|PayloadTooLarge|413 (?:request entity|payload|content) too large|request entity too large|entity too large|MaxUploadSizeExceeded|body exceeded \d|request (?:header|line|uri|body) (?:is )?too (?:large|long|big)|414 (?:request-)?uri too|431 request header|exceeds (?:the )?(?:maximum|max|size|limit).{0,30}(?:bytes|size|length|upload)/i,
    means: 'A request is larger than the server takes.',
    check: 'Raise the limit where it is meant (client_max_body_size, body parser), or make the request smaller.',
    samples: ['PayloadTooLargeError: request entity too large', '413 Request Entity Too Large', 'org.springframework.web.multipart.MaxUploadSizeExceededException: Maximum upload size exceeded', 'request header is too large'],
  },
];
