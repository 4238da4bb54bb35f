/** More formats of language runtimes, application servers and databases: headers whose parts stand in an order or in marks that are their own. */
import type { FormatRow } from '../formatTable.ts';

/** Rows that are told apart by marks no other format has. */
export const runtimeFormats: readonly FormatRow[] = [
  {
    name: 'zap console',
    patterns: ['{time}\t{anylevel}\t{name}\t{word}.go:{digits}\t', '{time}\t{anylevel}\t{word}.go:{digits}\t'],
    samples: [
      { line: '2024-01-05T10:00:00.123Z\tINFO\tdb.pool\tpool/pool.go:33\tstarted\t{"n": 3}', time: '2024-01-05T10:00:00.123', level: 'INFO', component: 'db.pool', body: 'started\t{"n": 3}' },
      { line: '2024-01-05T10:00:00.123+0900\tWARN\tmain/main.go:7\tslow', time: '2024-01-05T10:00:00.123', level: 'WARN', body: 'slow' },
    ],
  },
  {
    name: 'logrus on a terminal',
    patterns: ['{anylevel}[{digits}] '],
    shareRatio: 0.2,
    samples: [{ line: 'WARN[0003] A walrus appears                            animal=walrus', level: 'WARN', body: 'A walrus appears                            animal=walrus' }],
  },
  {
    name: 'Flask',
    patterns: ['[{time}] {level} in {name}: '],
    samples: [{ line: '[2024-01-05 10:00:00,123] ERROR in app: Exception on / [GET]', time: '2024-01-05T10:00:00.123', level: 'ERROR', component: 'app', body: 'Exception on / [GET]' }],
  },
  {
    name: 'Python logging with the place in the code',
    patterns: ['{time} - {name} - {level} - {word}.py:{digits} - {word} - ', '{time} - {name} - {level} - {word}.py:{digits} - ', '{time} - {name} - {level} - [{word}.py:{digits}] - '],
    samples: [
      { line: '2024-01-05 10:00:00,123 - API - INFO - util.py:338 - info - started', time: '2024-01-05T10:00:00.123', level: 'INFO', component: 'API', body: 'started' },
      { line: '2024-01-05 10:00:00,123 - API - ERROR - db.py:42 - lost it', time: '2024-01-05T10:00:00.123', level: 'ERROR', component: 'API', body: 'lost it' },
      { line: '2024-01-05 10:00:00,123 - API - ERROR - [db.py:42] - lost it', time: '2024-01-05T10:00:00.123', level: 'ERROR', component: 'API', body: 'lost it' },
    ],
  },
  {
    name: 'Django, verbose',
    patterns: ['{level} {time} {name} {digits} {digits} '],
    samples: [{ line: 'ERROR 2024-01-05 10:00:00,123 views 12345 1400 failed', time: '2024-01-05T10:00:00.123', level: 'ERROR', component: 'views', body: 'failed' }],
  },
  {
    name: 'Spring Boot',
    patterns: ['{time} {level} {digits} --- [{words}] [{words}] {name+} : ', '{time} {level} {digits} --- [{words}] {name+} : '],
    samples: [
      { line: '2024-01-05 10:00:00.123 ERROR 4711 --- [nio-8080-exec-1] o.a.c.c.C.[.[.[/].[dispatcherServlet]    : no route', time: '2024-01-05T10:00:00.123', level: 'ERROR', component: 'o.a.c.c.C.[.[.[/].[dispatcherServlet]', body: 'no route' },
      { line: '2024-01-05T10:00:00.123Z  INFO 4711 --- [shop] [           main] c.e.demo.Application                     : Started', time: '2024-01-05T10:00:00.123', level: 'INFO', component: 'c.e.demo.Application', body: 'Started' },
    ],
  },
  {
    name: 'Gin',
    patterns: ['[{name}] {time} | '],
    shareRatio: 0.1,
    samples: [{ line: '[GIN] 2024/01/05 - 10:00:00 | 500 |     1.2ms |  10.0.0.1 | GET      "/x"', time: '2024-01-05T10:00:00.000', component: 'GIN', body: '500 |     1.2ms |  10.0.0.1 | GET      "/x"' }],
  },
  {
    name: 'Tornado and Jupyter',
    patterns: ['[{letter} {time} {name}] '],
    samples: [
      { line: '[W 2024-01-05 10:00:00.123 LabApp] slow', time: '2024-01-05T10:00:00.123', level: 'W', component: 'LabApp', body: 'slow' },
      { line: '[I 240105 10:00:00 web:2063] 200 GET /', time: '2024-01-05T10:00:00.000', level: 'I', component: 'web:2063', body: '200 GET /' },
    ],
  },
  {
    name: 'level in angle brackets',
    patterns: ['{time} <{level}> {name}: ', '{time} <{level}> ', '<{level}> {time} '],
    samples: [
      { line: '20240105 10:00:00.123 <err> net: link down', time: '2024-01-05T10:00:00.123', level: 'err', component: 'net', body: 'link down' },
      { line: '<Warning> 2024-01-05 10:00:00.123 low memory', time: '2024-01-05T10:00:00.123', level: 'Warning', body: 'low memory' },
    ],
  },
  {
    name: 'Airflow',
    patterns: ['[{time}] {{name}:{digits}} {level} - '],
    samples: [{ line: '[2024-01-05T10:00:00.123+0000] {taskinstance.py:1138} INFO - Dependencies all met', time: '2024-01-05T10:00:00.123', level: 'INFO', component: 'taskinstance.py', body: 'Dependencies all met' }],
  },
  {
    name: 'JBoss, WildFly and Quarkus',
    patterns: ['{time} {level} [{name}] ({words}) '],
    shareRatio: 0.3,
    samples: [{ line: '10:00:00,123 INFO  [org.jboss.as.server] (ServerService Thread Pool -- 5) WFLYSRV0010: Deployed', time: '2024-01-05T10:00:00.123', level: 'INFO', component: 'org.jboss.as.server', body: 'WFLYSRV0010: Deployed' }],
  },
  {
    name: 'log4net with context',
    patterns: ['{time} [{words}] {level} {name} [{words}] - ', '{time} [{words}] {level} {name} ({words}) - '],
    samples: [{ line: '2024-01-05 10:00:00,123 [1] ERROR My.App.Program [(null)] - Boom', time: '2024-01-05T10:00:00.123', level: 'ERROR', component: 'My.App.Program', body: 'Boom' }],
  },
  {
    name: 'tracing inside of spans',
    patterns: ['{time} {level} {word}{{words}}: {name}: '],
    samples: [
      { line: '2024-01-05T10:00:00.123456Z ERROR request{id=3 path="/"}:query{n=1}: shop::db: failed', time: '2024-01-05T10:00:00.123', level: 'ERROR', component: 'shop::db', body: 'failed' },
    ],
  },
  {
    name: 'Chromium and Electron',
    patterns: ['[{digits}:{digits}:{time}:{anylevel}:{name}({digits})] ', '[{digits}:{time}:{anylevel}:{name}({digits})] ', '[{time}:{anylevel}:{name}({digits})] '],
    samples: [
      { line: '[1234:0105/100000.123456:ERROR:gpu_process_host.cc(991)] GPU process exited', time: '--01-05T10:00:00.123', level: 'ERROR', component: 'gpu_process_host.cc', body: 'GPU process exited' },
      { line: '[12:34:0105/100000.123:WARNING:x.cc(1)] slow', time: '--01-05T10:00:00.123', level: 'WARNING', component: 'x.cc', body: 'slow' },
    ],
  },
  {
    name: 'ClickHouse',
    patterns: ['{time} [ {digits} ] {{words}} <{level}> {name+}: ', '{time} [ {digits} ] <{level}> {name+}: '],
    samples: [
      { line: '2024.01.05 10:00:00.123456 [ 71 ] {q-1} <Error> executeQuery: Code: 60', time: '2024-01-05T10:00:00.123', level: 'Error', component: 'executeQuery', body: 'Code: 60' },
      { line: '2024.01.05 10:00:00.123456 [ 1 ] {} <Information> Application: Ready', time: '2024-01-05T10:00:00.123', level: 'Information', component: 'Application', body: 'Ready' },
    ],
  },
  {
    name: 'CockroachDB',
    patterns: ['{glogtime} {digits} {name}:{digits} '],
    samples: [{ line: 'I240105 10:00:00.123456 1 server/node.go:500  [n1] 1  node connected', time: '2024-01-05T10:00:00.123', level: 'I', component: 'server/node.go', body: '[n1] 1  node connected' }],
  },
  {
    name: 'TiDB',
    patterns: ['[{time}] [{level}] [{name}:{digits}] '],
    samples: [{ line: '[2024/01/05 10:00:00.123 +08:00] [INFO] [server.go:100] ["server started"]', time: '2024-01-05T10:00:00.123', level: 'INFO', component: 'server.go', body: '["server started"]' }],
  },
  {
    name: 'etcd before 3.4',
    patterns: ['{time} {letter} | {name}: '],
    samples: [{ line: '2024-01-05 10:00:00.123456 I | etcdserver: starting member', time: '2024-01-05T10:00:00.123', level: 'I', component: 'etcdserver', body: 'starting member' }],
  },
];
