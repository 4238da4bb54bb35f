/** How programs announce that they start, are ready, stop, or were changed, as data. */

/** What a line announces: a process begins, does its work from here on, ends; code, configuration or data were changed. */
export type AnnouncementKind = 'start' | 'ready' | 'stop' | 'change';

/** One way of saying it. */
export interface AnnounceForm {
  readonly kind: AnnouncementKind;
  readonly id: string;
  /** Linear and without state; applied to a message without its header. */
  readonly expression: RegExp;
  readonly samples: readonly string[];
  /** What looks like it and announces nothing. */
  readonly counters?: readonly string[];
}

/** In the order in which they are asked: a change before a start, since a deployment says both. */
export const announceForms: readonly AnnounceForm[] = [
  {
    kind: 'change', id: 'deployment',
    expression: /\bdeploy(?:ed|ing|ment)\b(?! (?:failed|key|path|dir|folder|target|config))|\b(?:roll(?:ed|ing) out|rollout (?:started|complete\w{0,2}|finished|of)|released version|rolled back to|rollback to)\b|\b(?:upgrad(?:ed|ing)|updat(?:ed|ing)|downgrad(?:ed|ing)) (?:\w{1,20} )?(?:from \S{1,40} )?to (?:version |v)?\d|\bnew (?:version|release|build|revision)\b.{0,30}(?:\d|deployed|active|detected)|\b(?:Setting up|Unpacking|Upgrade:|upgraded:|Upgraded|Installed:) \w[\w.:+-]{1,60} ?\(?\d|\bScaled (?:up|down) replica set|\bSuccessfully (?:pulled image|installed)\b|배포(?:를|가|되|됐|했| 완료| 시작)|버전.{0,12}(?:업그레이드|업데이트)|デプロイ|部署完成/i,
    samples: ['deployed revision 41 of checkout', 'rolling out build 2214', 'upgraded to 2.4.0', 'Upgraded postgresql from 15.4 to 15.5', 'rollback to v1.9.3', 'new version 3.2.1 detected', 'Setting up nginx (1.22.1-9)', 'Scaled up replica set web-6d to 3', '배포 완료: v2.1.0'],
    counters: ['deploy key read', 'updated 12 rows', 'Kafka version: 3.6.0'],
  },
  {
    kind: 'change', id: 'clock',
    expression: /\b[Ss]ystem clock (?:wrong by|was stepped|TAI offset set)|\b(?:clock|time) (?:was |has been )?(?:stepped|set back|set forward|jumped|moved (?:back|forward)\w*)\b|\b(?:step|adjust) time server\b|\bInitial (?:clock )?synchronization to\b|\b[Tt]ime (?:has been|was) (?:changed|reset)\b|시계.{0,10}(?:보정|변경)|시간 동기화 완료/,
    samples: ['System clock was stepped by 4521.12 seconds', 'System clock wrong by -1803.2 seconds', 'Initial synchronization to time server 192.0.2.1:123 (ntp).', 'step time server 192.0.2.1 offset 12.1 sec', 'Time has been changed'],
    counters: ['clock source tsc selected', 'time 12 ms'],
  },
  {
    kind: 'change', id: 'codeChange',
    expression: /\bHEAD (?:is now at |detached at |-> )?[0-9a-f]{7,40}\b|\b(?:change|changes) detected\b|\bdetected (?:a )?(?:file )?changes?\b|\b(?:reloading|restarting) (?:due to|because of) changes?\b|\bfile (?:changed|change detected)\b|\bhmr update\b|\bhot (?:module )?reload|\bFast-forward\b|\b(?:checked out|switched to) (?:a new )?(?:branch|commit|tag|revision)\b|\bmerged? (?:branch|pull request)\b|\bcommit [0-9a-f]{7,40}\b|\brevision[=: ]{1,2}[0-9a-f]{7,40}\b|\bcompiling\b.{0,40}\.\.\.$|파일 변경 감지|코드 변경/i,
    samples: ['change detected (src/discount.js), HEAD d614b8c refactor: drop tier', 'HEAD is now at 41bb02e fix rounding', "Detected file change in 'app.py', reloading", 'WatchFiles detected changes in main.py. Reloading...', '[vite] hmr update /src/App.vue', "Switched to branch 'release'", 'commit 9fceb02d0ae5 by kim'],
    counters: ['HEAD /health 200', 'commit offset 120', 'committed transaction 9fceb02'],
  },
  {
    kind: 'change', id: 'configChange',
    expression: /\b(?:config(?:uration)?|settings?|properties|rules|policy|policies|certificates?|secrets?|credentials?|password|api key|keys?|env(?:ironment)?|parameter|flags?|limits?|schedule|routes?)\b.{0,60}\b(?:re-?loaded|changed|updated|rotated|modified|replaced|applied|renewed|switched|toggled|overridden)\b|\b(?:re-?loading|re-?loaded|changed|updated|rotated|modified|applied|applying|renewed) (?:the |new |its )?(?:\w{1,20} ){0,2}(?:config(?:uration)?|settings|rules|secrets?|credentials|certificates?|password|policy|routes)\b|\breceived SIGHUP\b|\bSIGHUP\b.{0,30}reload|\bsignal process started\b|\breconfigur(?:ed|ing)\b|\bparameter "[^"]{1,60}" changed to\b|\bfeature (?:flag|toggle|gate)s?\b.{0,60}(?:\bon\b|\boff\b|enabled|disabled|changed|set|->|→|=)|\b(?:enabled|disabled|turned on|turned off) feature\b|\bset (?:global|persist) \w|\bCONFIG SET\b|\bALTER (?:SYSTEM|ROLE|USER|TABLE|DATABASE)\b|설정(?:을|이|값)?.{0,12}(?:변경|다시 로드|재로드|갱신|적용)|(?:비밀번호|인증서|키)(?:를|가|이)? ?(?:교체|변경|갱신)|\b(?:flag|toggle|experiment|feature)\b.{0,60}\b(?:switched|enabled|disabled|turned (?:on|off)|activated|deactivated|promoted)\b|\b(?:model|mapping|ruleset|dictionary|dataset|datapack)\b.{0,60}\b(?:reloaded|swapped|switched|promoted)\b|\b(?:job|plugin|extension) [\w.-]{2,40} (?:is |was |has been )?(?:now )?(?:reloaded|enabled|disabled|turned (?:on|off)|activated|deactivated)(?: by | for | at |, |$)|\bloaded env(?:ironment)? from\b|\bafter \/reload\b/i,
    samples: ['configuration reloaded', 'config changed: pool_size 10 -> 2', 'secret db-password rotated', 'received SIGHUP, reloading configuration files', 'parameter "max_connections" changed to "20"', 'feature flag new_pricing turned on', 'flag tax-v2 turned on by ops for 100% of traffic', 'model swapped old=7 new=8', 'mapping reloaded: rev 118 -> 119', 'job StockSync enabled, interval 5 s', 'Loaded env from .env.local', 'reloading config from /etc/app.yaml', 'Reloaded settings', 'certificate for api renewed', 'ALTER ROLE billing PASSWORD', "42 Query\tset global sql_mode='STRICT_ALL_TABLES'", '설정이 변경되었습니다: timeout=1'],
    counters: ['config loaded', 'password authentication failed', 'key not changed', 'job scheduling and retries enabled', 'Extension pgcrypto is already enabled in this database', 'the model of this printer has duplex enabled', 'plugin loader: hot paths enabled'],
  },
  {
    kind: 'change', id: 'dataChange',
    expression: /\b(?:running|applying|applied|ran|executing|starting|finished) (?:\w{1,20} ){0,3}migrations?\b|\bmigrat(?:ed|ing|ion)\b.{0,60}\b(?:to|from|version|applied|completed?|done|started|up|down|revision|schema)\b|\bRunning upgrade \S{0,40} -> |\bApplying [\w.]{1,80}\.\.\.|== \d{8,14} \w{1,80}: migrat|\bSuccessfully applied \d{1,4} migration|\bcreate(?:d)? index\b|\breindex(?:ed|ing)\b|\bfailover (?:started|initiated|triggered|to)\b|\bpromoted to (?:primary|master|leader)\b|\bnew (?:primary|leader|master)\b.{0,30}(?:elected|is)|마이그레이션(?:을|이)? ?(?:적용|실행|완료|시작)/i,
    samples: ['applying migration 0042_add_currency', 'INFO  [alembic.runtime.migration] Running upgrade 1a2b -> 3c4d, add state', 'Applying shop.0007_auto... OK', '== 20260102030405 AddState: migrating ===', 'Migrating schema "public" to version "7 - add index"', 'Successfully applied 3 migrations to schema', 'db-2 promoted to primary', '마이그레이션 적용 완료'],
    counters: ['no migrations to apply', 'migrations are up to date'],
  },
  {
    kind: 'change', id: 'statement',
    expression: /\b(?:ALTER|alter) (?:TABLE|SYSTEM|DATABASE|ROLE|USER|INDEX|table|system|database|role|user|index)\b|\b(?:SET|set) (?:GLOBAL|PERSIST|global|persist) \S|\b(?:DROP|drop) (?:TABLE|INDEX|VIEW|USER|ROLE|DATABASE|table|index|view|user|role|database) \S|\b(?:CREATE|create) (?:(?:UNIQUE|unique) )?(?:INDEX|index) \S|\bRENAME TABLE \S|\bTRUNCATE (?:TABLE )?\S|\b(?:GRANT|REVOKE) [A-Z][A-Z, ]{2,60} ON \S|\bCONFIG SET \S|\bFLUSH(?:ALL|DB)\b|\bMOD attr=\S/,
    samples: ["42 Query\tset global sql_mode='STRICT_ALL_TABLES'", 'LOG:  statement: ALTER TABLE orders DROP COLUMN note', 'ALTER ROLE billing PASSWORD', 'execute: CREATE INDEX CONCURRENTLY by_state ON jobs (state)', 'DROP INDEX by_state', 'GRANT SELECT, INSERT ON shop.* TO app', 'conn=1758 op=1 MOD attr=userPassword', '"CONFIG" CONFIG SET maxmemory 1mb'],
    counters: ['alter ego saved', 'drop in throughput', 'set globally', 'grant access to the bucket', 'config set read', 'index created for search'],
  },
  {
    kind: 'change', id: 'newVersion',
    expression: /\b(?:reports?|runs?|has|got|installed|loaded|on|with|to) (?:a )?new (?:firmware|software|version|release|image|schema|model)\b(?! (?:is )?available)|\bfirmware (?:version )?(?:updated|upgraded|changed|flashed|installed)\b/i,
    samples: ['device reports new firmware', 'node runs new version 2.4', 'firmware updated from 5.1.0 to 5.2.0', 'switched to new model ranker-42'],
    counters: ['a new version is available', 'new version available: 3.1', 'firmware 5.1.0'],
  },
  {
    kind: 'stop', id: 'signal',
    expression: /\b(?:received|got|caught|handling|sending|sent|on)\b.{0,30}\b(?:SIG(?:TERM|INT|QUIT|KILL|HUP(?=.{0,20}(?:exit|stop|shut)))|(?:fast|smart|immediate) shutdown request|signal (?:2|3|9|15|TERM|INT)|terminat\w{1,5} signal|interrupt)\b|\bHandling signal: (?:term|int|quit)\b|\bUser requested shutdown\b|\bKeyboardInterrupt\b|\bsignal: (?:terminated|interrupt)\b|\bexiting on signal\b|(?:종료|SIGTERM) 신호/i,
    samples: ['received SIGTERM, exiting', 'Received signal 15', 'received fast shutdown request', 'Handling signal: term', 'User requested shutdown...', 'Received SIGINT scheduling shutdown...', 'caught SIGINT'],
    counters: ['SIGTERM handler installed'],
  },
  {
    kind: 'stop', id: 'shutdown',
    expression: /\bshut(?:ting)?[- ]?down\b(?! (?:hook|handler|timeout|grace|script))|\b(?:stopping|stopped|terminating|exiting|quitting|closing|draining) (?:the |all )?(?:\w[\w-]{0,24} ){0,3}?(?:server|service|application|app|process|worker|workers|daemon|container|consumer|producer|scheduler|engine|node|instance|broker|agent|listener|system|bot|session|master|gracefully|cleanly|now)\b|^(?:exiting|stopping|stopped|terminating|bye|goodbye)[\s.!…]{0,5}$|\b(?:server|service|application|app|process|worker|daemon|container|scheduler|engine|broker|agent|bot) (?:has |is |was )?(?:stopped|terminated|exited|exiting|stopping|terminating|shut down|halted|ended)\b|\b(?:exited|terminated|finished|ended) (?:gracefully|cleanly|normally)\b|\bdatabase system is shut down\b|\bready to exit, bye\b|\bWorker exiting\b|\bFinished server process\b|\bStopped (?:target |[\w@.-]{1,60}\.service)|^Stopped .{1,80}\.$|\bDeactivated successfully\b|\bSESSION END\b|종료(?:합니다|되었습니다|됨|중|했습니다|됩니다| 완료)|서버(?:를|가)? ?(?:중지|정지)|停止し(?:ます|ました)|シャットダウン|正在关闭|已停止|wird beendet|arrêt (?:du|de|en)/i,
    samples: ['Shutting down', 'shutdown complete', 'Stopping web server', 'server stopped', 'application is shutting down...', 'LOG:  database system is shut down', 'Redis is now ready to exit, bye bye...', '[INFO] Worker exiting (pid: 12)', 'INFO:     Finished server process [411]', 'systemd[1]: Stopped target Network.', 'worker exited cleanly', 'Exiting.', '프로그램을 종료합니다', 'サーバーを停止しました'],
    counters: ['shutdown hook registered', 'stopped retrying', 'connection closed'],
  },
  {
    kind: 'ready', id: 'listening',
    expression: /\b(?:now )?(?:listening|serving|accepting connections|bound|available|reachable)\b.{0,30}\b(?:on|at|port|https?|tcp)\b|\b(?:ready|waiting) (?:to accept|for|to handle|to serve|to receive) (?:\w{1,12} )?(?:connections?|requests?|traffic|messages?|jobs?|tasks?|start up|use|client)|\bready to (?:accept|serve|handle|receive)\b|\b(?:server|service|application|app|api|worker|system|node|engine|broker|database|bot|instance|cluster)\b(?: \S{1,30}){0,3}? (?:is |are |now ){0,3}(?:up and running|ready|running (?:on|at)|started (?:on|at|in|successfully))\b|\bServer ready\b|\bready in \d|\bcompiled (?:successfully|in \d)|\bApplication startup complete\b|\bUvicorn running on\b|\bRunning on (?:http|all addresses)|\bStarted \w{1,60} in [\d.]{1,10} ?(?:s|ms|seconds)|\bTomcat started on port\b|\bNetty started on port\b|\bDebugger is active\b|\bConnected to (?:the )?(?:database|broker|redis|kafka|mongodb) .{0,20}ready|\b(?:celery@\S{1,40}) ready\.|\bStarted [A-Z][\w .-]{1,60}\.$|\bNow listening on:|\bStartup complete\b|\bWatching for file changes\b|준비(?:가)? ?(?:완료|되었습니다|됐습니다)|(?:서버|서비스)(?:가|를)? ?(?:시작되었습니다|실행 중|가동)|수신 대기|待ち受け|起動完了|起動しました|启动成功|启动完成|已就绪/i,
    samples: ['listening on port 8080', 'Listening at: http://127.0.0.1:8000 (12)', 'database system is ready to accept connections', 'Ready to accept connections tcp', 'INFO:     Application startup complete.', 'INFO:     Uvicorn running on http://0.0.0.0:8000', 'Started ShopApplication in 3.2 seconds (process running for 4)', 'Tomcat started on port 8080 (http)', ' * Running on http://127.0.0.1:5000', 'Now listening on: http://localhost:5000', 'celery@web1 ready.', '- Ready in 1.2s', 'server started on :3000', 'server started successfully', '서버가 시작되었습니다', '준비 완료'],
    counters: ['waiting for lock', 'not ready', 'listening for 3 s without answer'],
  },
  {
    kind: 'start', id: 'starting',
    expression: /\b(?:starting|booting|launching|initiali[sz]ing|bootstrapping)(?: up)?\b(?!: ?(?:time|wal|xlog|force|immediate))(?! (?:retry|cleanup|backup|transaction|request|job|task|step|checkpoint|sync|scan|download|upload|import|export|test|batch))(?: (?:the|up|a|new))?(?: \S{1,40}){0,3}|\bstarted (?:server |the )?process\b|\bStarted reloader\b|\bBooting worker with pid\b|\bstart worker process\b|\bprocess started\b|\bstarted (?:with )?pid[ =:]|\bpid[=: ]{1,2}\d{1,8} started\b|\bSESSION START\b|\b(?:server|service|application|app|worker|daemon|bot|engine|agent|scheduler|system) (?:is )?(?:starting|started|launched|booted|initiali[sz]ed)\b|\boO0OoO0OoO0Oo\b|\b(?:run|session|instance) (?:id )?\S{1,40} (?:started|begins)\b|\bLinux version \d|\bRunning \S{1,80} with \S{1,40} v?\d[\w.]{0,20} at \S|\bBooting\b|시작(?:합니다|중|됨| 중| 합니다)|애플리케이션.{0,10}(?:시작|초기화)|プロセスを開始|起動中|正在启动/i,
    samples: ['Starting gunicorn 21.2.0', 'Starting server', 'INFO:     Started server process [411]', 'Booting worker with pid: 812', '[notice] 1#1: start worker process 31', 'SESSION START - 2026-11-23 03:08:31', 'application starting', 'Running ShopWeb.Endpoint with Bandit 1.5.7 at :::4000 (http)', 'Initializing Spring embedded WebApplicationContext', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo', 'systemd[1]: Starting nginx.service - A high performance web server...', 'Linux version 6.1.0-13-amd64', '프로그램을 시작합니다'],
    counters: ['starting retry 3', 'started at 12:04, finished 12:06', 'restarting count=0', 'starting checkpoint'],
  },
  {
    kind: 'start', id: 'banner',
    expression: /^(?:\S{1,30} ){0,3}?(?:nginx|PostgreSQL|MySQL|MariaDB|Redis|MongoDB|RabbitMQ|Kafka|Elasticsearch|Tomcat|Jetty|Node\.js|Python|Django|Flask|Rails|Puma|uWSGI|Spring Boot|Vite|Next\.js|webpack|Laravel|Apache(?:\/| )|HAProxy|Caddy|Traefik|Grafana|Prometheus|etcd|Consul|Vault)\W{0,6}(?:version[ =:]{1,2}|v|\/)?\d{1,3}\.\d{1,3}(?:\.\d{1,4})?\b|:: Spring Boot ::|^ {0,4}▲ Next\.js|\bversion=\d{1,3}\.\d{1,4}\S{0,20}.{0,60}\b(?:commit|build|go|starting)\b|^=> (?:Booting|Rails)|\bRedis version=|^Puma starting|^> \S{1,60}@\d{1,4}\.\d{1,4}\.\d{1,4} \w{1,20}|\bversion \d{1,3}\.\d{1,4}\.\d{1,4}\S{0,20} (?:starting|started)\b/i,
    samples: ['nginx/1.22.1', 'PostgreSQL 15.5 (Debian 15.5-0+deb12u1) on x86_64', ' :: Spring Boot ::                (v3.2.0)', 'VITE v5.0.0', '   ▲ Next.js 14.0.4', 'Puma starting in single mode...', 'Redis version=7.0.15, bits=64, commit=00000000', '> shop@1.4.0 start'],
    counters: ['python 3 rows', 'client redis-cli 7 connected'],
  },
];
