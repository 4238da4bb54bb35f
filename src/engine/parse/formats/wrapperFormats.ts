/** Prefixes that containers, runners and collectors put in front of lines that have formats of their own. */
import type { FormatRow } from '../formatTable.ts';

/** Read from the outside in; what is inside is looked at again. */
export const wrapperFormats: readonly FormatRow[] = [
  {
    name: 'Kubernetes CRI',
    patterns: ['{time} stdout F ', '{time} stderr F ', '{time} stdout F{end}', '{time} stderr F{end}'],
    inside: 'any',
    stream: 'whole',
    samples: [{ line: '2016-10-06T00:17:09.669794202Z stderr F ERROR: disk full', time: '2016-10-06T00:17:09.669', level: 'ERROR', body: 'disk full' }],
  },
  {
    name: 'Kubernetes CRI',
    patterns: ['{time} stdout P ', '{time} stderr P '],
    inside: 'any',
    stream: 'part',
    samples: [{ line: '2016-10-06T00:17:09.669794202Z stdout P INFO: a line that goes on', time: '2016-10-06T00:17:09.669', level: 'INFO', body: 'a line that goes on' }],
  },
  {
    name: 'GitHub Actions',
    patterns: ['{runnertime} ##[{anylevel}]'],
    samples: [{ line: '2024-01-05T10:00:00.1234567Z ##[error]Process completed with exit code 1.', time: '2024-01-05T10:00:00.123', level: 'error', body: 'Process completed with exit code 1.' }],
  },
  {
    name: 'runner or container timestamp',
    patterns: ['{runnertime} ', '{runnertime}{end}'],
    inside: 'any',
    samples: [{ line: '2024-01-05T10:00:00.1234567Z npm WARN deprecated', time: '2024-01-05T10:00:00.123', level: 'WARN', body: 'deprecated' }],
  },
  { name: 'GitHub Actions, with job and step', patterns: ['{words}\t{words}\t{runnertime} ##[{anylevel}]'], shareRatio: 0.001, samples: [] },
  { name: 'GitHub Actions, with job and step', patterns: ['{words}\t{words}\t{runnertime} ', '{words}\t{words}\t{runnertime}{end}'], inside: 'any', shareRatio: 0.001, samples: [] },
  { name: 'docker compose', patterns: ['{name} { }| ', '{name} { }|{end}'], inside: 'any', shareRatio: 0.6, samples: [] },
  {
    name: 'kubectl --prefix',
    patterns: ['[pod/{name}] '],
    inside: 'any',
    samples: [{ line: '[pod/api-7d9/api] 2024-01-05 10:00:00 ERROR boom', time: '2024-01-05T10:00:00.000', level: 'ERROR', component: 'api-7d9/api', body: 'boom' }],
  },
];
