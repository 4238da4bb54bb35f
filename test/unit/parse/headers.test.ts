import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readText } from './readText.ts';

/** Lines of formats that no row lists, and what their headers say: level, component, body. */
const lines: readonly (readonly [string, string | undefined, string, string])[] = [
  ['2024-01-05 10:00:00,123 - app.db - ERROR - no route', 'ERROR', 'app.db', 'no route'],
  ['2024-01-05 10:00:00.123  INFO 4711 --- [           main] c.e.demo.DemoApplication                 : Started', 'INFO', 'c.e.demo.DemoApplication', 'Started'],
  ['10:00:00.123 [main] DEBUG com.example.Foo - starting', 'DEBUG', 'com.example.Foo', 'starting'],
  ['[2024-01-05 10:00:00 +0000] [123] [INFO] Listening at: http://0.0.0.0', 'INFO', '', 'Listening at: http://0.0.0.0'],
  ['2024/01/05 10:00:00 main.go:23: started', undefined, 'main.go:23', 'started'],
  ['[2024-01-05T10:00:00Z ERROR demo] printed', 'ERROR', 'demo', 'printed'],
  ['2024-01-05T10:00:00.123Z  WARN my_crate::server: slow', 'WARN', 'my_crate::server', 'slow'],
  ['2024-01-05 10:00:00 | WARNING | app.main:run:42 - slow', 'WARNING', 'app.main:run:42', 'slow'],
  ['2024-01-05 10:00:00, Info                  CBS    Loaded', 'Info', 'CBS', 'Loaded'],
  ['[01.05 10:00:00] tool.exe *64 - host:80 close', undefined, 'tool.exe *64', 'host:80 close'],
  ['20240105-10:0:0:5|Step_Ext|30002312|count 5', undefined, 'Step_Ext', 'count 5'],
  ['2024-01-05 10:00:00,123 - INFO  [peer[id=1]/0:0:2181:Election@774] - timed out', 'INFO', 'Election', 'timed out'],
  ['[2024-01-05 15:04:05] [오류] 시간 초과', '오류', '', '시간 초과'],
  ['2024-01-05 10:00:00.123 [http-nio-8080-exec-1] WARN  c.e.web.Controller - slow', 'WARN', 'c.e.web.Controller', 'slow'],
  ['WARN  2024-01-05 10:00:00,123 [main] com.foo.Bar: msg', 'WARN', 'com.foo.Bar', 'msg'],
  ['2024-01-05T10:00:00.123Z warn [DbPool]: slow query', 'warn', 'DbPool', 'slow query'],
  ['2024-01-05 10:00:00 ERROR [main.py:42] failed', 'ERROR', 'main.py:42', 'failed'],
  ['2024-01-05 10:00:00,123 - MainThread - app.db - ERROR - failed', 'ERROR', 'app.db', 'failed'],
  ['[2024-01-05 10:00:00,123] [ERROR] [app.db] failed', 'ERROR', 'app.db', 'failed'],
  ['2024-01-05T10:00:00.123+09:00 ERROR [app,4bf92f,00f067] 1 --- [main] c.e.App : failed', 'ERROR', 'c.e.App', 'failed'],
  ['[2024-01-05 10:00:00][ERROR][net.client] failed', 'ERROR', 'net.client', 'failed'],
  ['2024-01-05 10:00:00 [E] failed', 'E', '', 'failed'],
  ['20240105 100000,123|E|refused by the office', 'E', '', 'refused by the office'],
  ['[2024-01-05][10:00:00:591223267][db::server][ERROR] failed', 'ERROR', 'db::server', 'failed'],
  ['2024-01-05 10:00:00.123|ERROR|worker-3|App.Service|failed', 'ERROR', 'App.Service', 'failed'],
  ['2024-01-05 10:00:00 [info     ] started                        port=80', 'info', '', 'started                        port=80'],
  ['[2024-01-05T10:00:00,123][INFO ][o.e.n.Node               ] initialized', 'INFO', 'o.e.n.Node', 'initialized'],
  ['2024-01-05T10:00:00.123Z\t3f2b8c1e-77aa-4c55-9a0b-0c1d2e3f4a5b\tWARN\tslow template', 'WARN', '', 'slow template'],
  ['app-1.log 2024-01-05 10:00:00.008 25746 INFO nova.api.server [req-1 - -] GET /', 'INFO', 'nova.api.server', 'GET /'],
];

for (const [line, level, component, body] of lines) {
  test(`the general reader reads: ${line}`, () => {
    const [record] = readText(`${line}\n`);
    assert.deepEqual([record?.level, record?.component, record?.body], [level, component, body]);
  });
}

test('words of the message are no level', () => {
  for (const line of ['2024-01-05 10:00:00 I think not', '2024-01-05 10:00:00 A user: gone', '2024-01-05 10:00:00 E equals mc', '2024-01-05 10:00:00 Error connecting to db', '2024-01-05 10:00:00 Server reported ERROR on disk', 'Jan  5 10:00:00 box sshd[1]: error: no key']) {
    assert.equal(readText(`${line}\n`)[0]?.level, undefined, line);
  }
});

test('the level of the header counts, not one that stands in what somebody said', () => {
  const lines = ['INFO http GET /x 200', 'ERROR http GET /x 500 failed: FATAL: role "x" does not exist', 'INFO user typed "ERROR: not me"', 'WARN relayed [x] ERROR: from the other side'];
  const log = Array.from({ length: 40 }, (_, i) => `api-1  | 2024-01-05 10:00:${String(10 + i)}.123 ${lines[i % lines.length] ?? ''}\n`);
  // A database beside it, whose prefix its user chose, has its level further on.
  const beside = log.flatMap((line, i) => [line, `db-1   | 2024-01-05 10:00:${String(10 + i)}.124 UTC [12] app@shop FATAL:  role "x" does not exist\n`]);
  const levels = readText(beside.join('')).filter(({ component }) => component === 'api-1').slice(-4).map(({ level }) => level);
  assert.deepEqual(levels, ['INFO', 'ERROR', 'INFO', 'WARN']);
});

test('an exception at the head of a message is no component', () => {
  const [record] = readText('2024-01-05 10:00:00,123 - app.db - ERROR - psycopg2.OperationalError: refused\n');
  assert.deepEqual([record?.component, record?.body], ['app.db', 'psycopg2.OperationalError: refused']);
});

test('a word and a colon are the component only when most lines say so', () => {
  const line = (name: string, i: number): string => `2024-01-05 10:00:0${i} INFO ${name}: text ${i}\n`;
  const loggers = [0, 1, 2, 3, 4, 5].map((i) => line(i % 2 === 0 ? 'worker' : 'queue', i)).join('');
  assert.deepEqual(new Set(readText(loggers).map((record) => record.component)), new Set(['worker', 'queue']));
  const prose = ['starting up', 'all is well', 'still here', 'one more', 'and another'].map((text, i) => `2024-01-05 10:00:0${i} INFO ${text}\n`).join('');
  assert.equal(readText(prose + line('usage', 6)).at(-1)?.component, '');
});

test('JSON lines give time, level, logger and message, nested and escaped ones too', () => {
  const [pino, nested, gelf, mongo] = readText([
    '{"level":50,"time":1704448800123,"name":"api","msg":"say \\"no\\""}',
    '{"@timestamp":"2024-01-05T10:00:00.5Z","log":{"level":"warn","logger":"db"},"message":"slow"}',
    '{"version":"1.1","short_message":"oops","level":3,"timestamp":1704448800.5}',
    '{"t":{"$date":"2024-01-05T10:00:00.125+00:00"},"s":"I","c":"NETWORK","msg":"accepted"}', '',
  ].join('\n'));
  assert.deepEqual([pino?.time, pino?.severity, pino?.component, pino?.body], ['2024-01-05T10:00:00.123Z', 17, 'api', 'say "no"']);
  assert.deepEqual([nested?.time, nested?.level, nested?.component, nested?.body], ['2024-01-05T10:00:00.500Z', 'warn', 'db', 'slow']);
  assert.deepEqual([gelf?.time, gelf?.level, gelf?.body], ['2024-01-05T10:00:00.500Z', 'ERROR', 'oops']);
  assert.deepEqual([mongo?.time, mongo?.level, mongo?.component, mongo?.body], ['2024-01-05T10:00:00.125Z', 'I', 'NETWORK', 'accepted']);
});

test('wrappers are peeled, and what is inside wins', () => {
  const [docker, cri, compose] = [
    '{"log":"2024-01-05 10:00:00 ERROR [main] com.foo.Bar - boom \\"x\\"\\n","stream":"stdout","time":"2024-01-05T10:00:01.1Z"}\n',
    '2024-01-05T10:00:01.123456789Z stdout F {"level":"warn","msg":"slow"}\n', 'web-1  | 2024-01-05 10:00:00 [WARN] slow\n'.repeat(3),
  ].map((text) => readText(text)[0]);
  assert.deepEqual([docker?.time, docker?.level, docker?.component, docker?.body], ['2024-01-05T10:00:00.000Z', 'ERROR', 'com.foo.Bar', 'boom "x"']);
  // What is inside says no zone: the wrapper's moment tells it.
  assert.equal(readText('2024-01-05T10:00:01.123456789Z stdout F 2024-01-05 19:00:00 ERROR lost\n')[0]?.time, '2024-01-05T19:00:00.000+09:00');
  assert.deepEqual([cri?.time, cri?.level, cri?.body], ['2024-01-05T10:00:01.123Z', 'warn', 'slow']);
  assert.deepEqual([compose?.time, compose?.level, compose?.component, compose?.body], ['2024-01-05T10:00:00.000', 'WARN', 'web-1', 'slow']);
});

test('colours are not part of what the header says', () => {
  const [record] = readText('\u001b[32m2024-01-05 10:00:00\u001b[0m \u001b[1;31mERROR\u001b[0m \u001b[2mapp.db\u001b[0m: no\u001b[0m\n');
  assert.deepEqual([record?.time, record?.level, record?.component, record?.body], ['2024-01-05T10:00:00.000', 'ERROR', 'app.db', 'no']);
});

test('logs that declare their columns are read by them', () => {
  const records = readText('#Version: 1.0\n#Date: 2024-01-05 00:00:00\n#Fields: time c-ip cs-method\n10:00:00 10.0.0.1 GET\n10:00:01 10.0.0.1 GET\n');
  assert.deepEqual(records.map((record) => record.time), [undefined, '2024-01-05T10:00:00.000', '2024-01-05T10:00:01.000']);
});

test('a message on the line behind the header is the body, with its level', () => {
  const [net] = readText('info: Microsoft.Hosting.Lifetime[14]\n      Now listening\n');
  const [jul] = readText('Jan 05, 2024 3:04:05 PM com.example.Main run\nWARNING: slow\n');
  assert.deepEqual([net?.level, net?.component, net?.body, net?.lines], ['info', 'Microsoft.Hosting.Lifetime', 'Now listening', 2]);
  assert.deepEqual([jul?.level, jul?.component, jul?.body, jul?.lines], ['WARNING', 'com.example.Main', 'slow', 2]);
});

test('a trace whose every line a runner has stamped is one record', () => {
  const lines = ['Run pytest', 'Traceback (most recent call last):', '  File "a.py", line 1, in <module>', '    run()', 'ValueError: no', 'done', '##[error]Process completed with exit code 1.'];
  const text = lines.map((line, i) => `2024-01-05T10:00:0${i}.1234567Z ${line}\n`).join('');
  assert.deepEqual(readText(text).map((record) => [record.lines, record.level]), [[1, undefined], [4, undefined], [1, undefined], [1, 'error']]);
});

test('days in front of months are found out by the days that can be no month', () => {
  const records = readText('05/01/2024 10:00:00 [INFO] a\n25/01/2024 10:00:00 [INFO] b\n');
  assert.deepEqual(records.map((record) => record.time), ['2024-01-05T10:00:00.000', '2024-01-25T10:00:00.000']);
});

test('a year of two digits comes first or last, whichever brings the times nearer to that of the file', () => {
  const timesOf = (dates: readonly string[], fileMs: number): readonly (string | undefined)[] => readText(dates.map((date) => `INFO: ${date} 18:57:44 ready\n`).join(''), { fileMs }).map(({ time }) => time?.slice(0, 10));
  assert.deepEqual(timesOf(['10/01/22', '13/01/22'], Date.UTC(2022, 0, 14)), ['2022-01-10', '2022-01-13']);
  assert.deepEqual(timesOf(['10/01/22', '10/01/23'], Date.UTC(2010, 0, 24)), ['2010-01-22', '2010-01-23']);
  assert.deepEqual(timesOf(['01/12/22'], Date.UTC(2022, 0, 14)), ['2022-01-12']);
});

test('the logger behind the message is the component where the header has none', () => {
  const records = readText('[2024-01-05 10:00:00,040] INFO starting (kafka.server.KafkaServer)\n[2024-01-05 10:00:01,040] INFO will not load (not in the classpath)\n[2024-01-05 10:00:02,040] INFO no (see app.py)\n');
  assert.deepEqual(records.map(({ component }) => component), ['kafka.server.KafkaServer', '', '']);
});

test('an entry of a journal export is one record of all its fields', () => {
  const entry = (fields: readonly string[]): string => ['__CURSOR=s=0a;i=1', '__REALTIME_TIMESTAMP=1704448800123456', ...fields, ''].join('\n') + '\n';
  const text = entry(['PRIORITY=3', '_COMM=sshd-session', 'SYSLOG_IDENTIFIER=sshd', 'MESSAGE=level=info msg="x y" time=2020-01-05T10:00:00Z', '_PID=12']) + entry(['MESSAGE=ok', 'PRIORITY=6', '_SYSTEMD_UNIT=cron.service']);
  assert.deepEqual(readText(text).map(({ time, level, component, body, lines }) => [time, level, component, body, lines]), [
    ['2024-01-05T10:00:00.123Z', 'ERROR', 'sshd', 'level=info msg="x y" time=2020-01-05T10:00:00Z', 8], ['2024-01-05T10:00:00.123Z', 'INFO', 'cron.service', 'ok', 6],
  ]);
});

test('a level and a bracket in front of the time are no header without a time', () => {
  const log = Array.from({ length: 80 }, (_, i) => `INFO  [Compaction:${i % 7}] 2024-01-05 10:00:${String(10 + (i % 50))},123 Task.java:${i} - compacted ${i}\n`).join('');
  const records = readText(log);
  assert.ok(records.every(({ time }) => time?.startsWith('2024-01-05T10:00:')), JSON.stringify(records[0]));
});

test('a path is no logger', () => {
  assert.equal(readText('Sat Nov 21 09:00:02 2026 -> /tmp/up/4f2a.pdf: OK\n')[0]?.component, '');
});

test('a level letter between the time and who writes is read', () => {
  const lines = ['I ledgerd: 40 accounts', 'D ledgerd: balance asked', 'W ledgerd: audit differs', 'E ledgerd: posting refused'];
  assert.deepEqual(readText(lines.map((line, i) => `240105-10:00:0${i} ${line}\n`).join('')).map(({ level }) => level), ['I', 'D', 'W', 'E']);
  assert.deepEqual(readText(lines.map((line, i) => `2024-01-05 10:00:0${i} ${line.replace('ledgerd:', '[main]')}\n`).join('')).map(({ level }) => level), ['I', 'D', 'W', 'E']);
});
