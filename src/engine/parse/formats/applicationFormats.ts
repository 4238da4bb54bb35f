/** Formats of language runtimes, frameworks and tools. */
import type { FormatRow } from '../formatTable.ts';

/** Loggers of applications that the general reader would not read, or not surely enough. */
export const applicationFormats: readonly FormatRow[] = [
  {
    name: 'Celery',
    patterns: ['[{time}: {level}/{name}] '],
    samples: [{ line: '[2024-01-05 10:00:00,123: INFO/MainProcess] worker ready', time: '2024-01-05T10:00:00.123', level: 'INFO', component: 'MainProcess', body: 'worker ready' }],
  },
  {
    name: 'Ansible',
    patterns: ['{time} p={digits} u={word} n={name} {level}| ', '{time} p={digits} u={word} n={name} | '],
    samples: [
      { line: '2024-01-05 10:00:00,123 p=4411 u=deploy n=ansible | TASK [install] ****', time: '2024-01-05T10:00:00.123', component: 'ansible', body: 'TASK [install] ****' },
      { line: '2024-01-05 10:00:00,123 p=4411 u=deploy n=ansible WARNING| no inventory', time: '2024-01-05T10:00:00.123', level: 'WARNING', component: 'ansible', body: 'no inventory' },
    ],
  },
  {
    name: 'Monolog',
    patterns: ['[{time}] {name}.{anylevel}: '],
    samples: [{ line: '[2025-08-31 06:49:00] local.ERROR: Payment failed {"user":1}', time: '2025-08-31T06:49:00.000', level: 'ERROR', component: 'local', body: 'Payment failed {"user":1}' }],
  },
  {
    name: 'Ruby Logger',
    patterns: ['{anylevel}, [{time} #{digits}]{ }{level} -- {name+}: '],
    samples: [
      { line: 'I, [2024-06-26T17:00:04.497736 #126554]  INFO -- : Completed 200', time: '2024-06-26T17:00:04.497', level: 'INFO', body: 'Completed 200' },
      { line: 'W, [2019-01-04T05:14:33 #123]  WARN -- Main: slow', time: '2019-01-04T05:14:33.000', level: 'WARN', component: 'Main', body: 'slow' },
    ],
  },
  {
    name: 'level:logger:body',
    patterns: ['{level}:{name}:'],
    samples: [{ line: 'WARNING:urllib3.connectionpool:Retrying', level: 'WARNING', component: 'urllib3.connectionpool', body: 'Retrying' }],
  },
  {
    name: 'level - logger - body',
    patterns: ['{level} - {class} - '],
    samples: [{ line: 'ERROR - upbit.DB - boom', level: 'ERROR', component: 'upbit.DB', body: 'boom' }],
  },
  {
    name: 'thread::level::time::module::line::logger::(function) body',
    patterns: ['{words}::{level}::{time}::{word}::{digits}::{name}::({words}) '],
    shareRatio: 0.001,
    samples: [{ line: 'MainThread::INFO::2011-12-05 07:04:56,101::vdsm::71::vds::(run) started', time: '2011-12-05T07:04:56.101', level: 'INFO', component: 'vds', body: 'started' }],
  },
  {
    name: '.NET console',
    patterns: ['{anylevel}: {name}[{digits}]{end}'],
    samples: [{ line: 'info: Microsoft.Hosting.Lifetime[14]', level: 'info', component: 'Microsoft.Hosting.Lifetime', body: '' }],
  },
  {
    name: 'java.util.logging',
    patterns: ['{time} {class} {host}{end}'],
    samples: [{ line: 'Jan 05, 2024 3:04:05 PM com.example.Main run', time: '2024-01-05T15:04:05.000', component: 'com.example.Main', body: '' }],
  },
  {
    name: 'Rust or C compiler',
    patterns: ['{name}:{digits}:{digits}: {level}: ', '{name}({digits},{digits}): {level} ', '{name}:{digits}:{digits} - {level} '],
    samples: [
      { line: 'src/main.c:10:5: error: expected ;', level: 'error', component: 'src/main.c', body: 'expected ;' },
      { line: 'src/b.ts:3:5 - error TS2304: Cannot find name', level: 'error', component: 'src/b.ts', body: 'TS2304: Cannot find name' },
      { line: 'src/app.ts(12,7): error TS2322: Type', level: 'error', component: 'src/app.ts', body: 'TS2322: Type' },
    ],
  },
  {
    name: 'Minecraft and other log4j consoles',
    patterns: ['[{time}] [{words}/{level}] [{name}]: ', '[{time}] [{words}/{level}]: '],
    samples: [{ line: '[10:00:00] [Server thread/WARN]: Cannot keep up', time: '2024-01-05T10:00:00.000', level: 'WARN', body: 'Cannot keep up' }],
  },
  {
    name: 'NestJS',
    patterns: ['[Nest] {digits} - {time} {anylevel} [{name}] ', '[Nest] {digits} - {time} {anylevel} '],
    samples: [{ line: '[Nest] 1234  - 01/05/2024, 3:04:05 PM     LOG [NestFactory] Starting', time: '2024-01-05T15:04:05.000', level: 'LOG', component: 'NestFactory', body: 'Starting' }],
  },
  {
    name: 'npm',
    patterns: ['npm {anylevel}! ', 'npm {anylevel} '],
    samples: [{ line: 'npm ERR! code ENOENT', level: 'ERR', body: 'code ENOENT' }],
  },
];
