/** Formats of databases, web servers and other servers. */
import type { FormatRow } from '../formatTable.ts';

/** Servers whose headers hold letters, marks or words that are levels only there. */
export const serverFormats: readonly FormatRow[] = [
  {
    name: 'nginx error log',
    patterns: ['{time} [{anylevel}] {digits}#{digits}: *{digits} ', '{time} [{anylevel}] {digits}#{digits}: '],
    samples: [{ line: '2024/01/05 10:00:00 [crit] 31#31: *7 connect() failed', time: '2024-01-05T10:00:00.000', level: 'crit', body: 'connect() failed' }],
  },
  {
    name: 'Apache error log',
    patterns: ['[{time}] [{name}:{anylevel}] [{words}] [client {words}] ', '[{time}] [{name}:{anylevel}] [{words}] ', '[{time}] [{anylevel}] [client {words}] ', '[{time}] [{anylevel}] '],
    samples: [
      { line: '[Sun Dec 04 04:47:44 2005] [notice] child init ok', time: '2005-12-04T04:47:44.000', level: 'notice', body: 'child init ok' },
      { line: '[Tue Apr 04 06:28:08.605341 2017] [core:error] [pid 17962] [client 127.0.0.1:60444] AH00135: Invalid method', time: '2017-04-04T06:28:08.605', level: 'error', component: 'core', body: 'AH00135: Invalid method' },
    ],
  },
  {
    name: 'MySQL',
    patterns: ['{time} {digits} [{anylevel}] [{word}] [{name}] ', '{time} {digits} [{anylevel}] ', '{time} [{anylevel}] [{word}] [{name}] '],
    samples: [{ line: '2020-08-06T14:25:02.835618Z 0 [Note] [MY-012487] [InnoDB] recovery begins', time: '2020-08-06T14:25:02.835', level: 'Note', component: 'InnoDB', body: 'recovery begins' }],
  },
  {
    name: 'PostgreSQL',
    patterns: ['{time}{levelahead}:  '],
    samples: [
      { line: '2025-08-13 01:45:01.123 UTC [12345] LOG:  starting', time: '2025-08-13T01:45:01.123', level: 'LOG', body: 'starting' },
      { line: '2021-12-03 07:14:48 CET [4913] user=u,db=d ERROR:  no such table', time: '2021-12-03T07:14:48.000', level: 'ERROR', body: 'no such table' },
    ],
  },
  {
    name: 'Redis',
    patterns: ['{digits}:{word} {time} {mark} ', '[{digits}] {time} {mark} '],
    samples: [{ line: '1:M 29 Aug 2023 13:47:38.984 # out of memory', time: '2023-08-29T13:47:38.984', level: 'WARN', body: 'out of memory' }],
  },
  {
    name: 'MongoDB',
    patterns: ['{time} {letter} {name} { }[{words}] '],
    samples: [{ line: '2014-02-13T18:00:04.709-0500 I NETWORK  [conn1] end connection', time: '2014-02-13T18:00:04.709', level: 'I', component: 'NETWORK', body: 'end connection' }],
  },
  {
    name: 'Erlang report',
    patterns: ['={level} REPORT==== {time} ==='],
    samples: [{ line: '=ERROR REPORT==== 5-Jan-2024::10:00:00 ===', time: '2024-01-05T10:00:00.000', level: 'ERROR', body: '' }],
  },
  {
    name: 'CUPS',
    patterns: ['{letter} [{time}] '],
    samples: [{ line: 'E [04/Nov/2010:17:37:40 -0400] no address', time: '2010-11-04T17:37:40.000', level: 'E', body: 'no address' }],
  },
];
