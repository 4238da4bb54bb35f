/** Formats of operating systems, devices and their daemons. */
import type { FormatRow } from '../formatTable.ts';

/** syslog in its many shapes, Android, supercomputers, kernels. */
export const systemFormats: readonly FormatRow[] = [
  {
    name: 'label, epoch, date, node, then the original line',
    patterns: ['{word} {epoch} {date} {word} '],
    inside: 'any',
    samples: [
      { line: '- 1700000000 2023.11.14 node7 Nov 14 22:13:20 node7/node7 sshd[411]: link lost', time: '2023-11-14T22:13:20.000', component: 'sshd', body: 'link lost' },
      { line: 'FAULT 1700000000 2023.11.14 R00-M1 2023-11-14-22.13.20.125000 R00-M1 RAS KERNEL FATAL cache parity', time: '2023-11-14T22:13:20.125', level: 'FATAL', component: 'KERNEL', body: 'cache parity' },
    ],
  },
  {
    name: 'timestamp location facility component level body',
    patterns: ['{time} {word} RAS {name} {anylevel} ', '{time} {word} NULL {name} {anylevel} '],
    samples: [],
  },
  {
    name: 'number node component state epoch flag body',
    patterns: ['{digits} {word} {name} {word} {epoch} {word} '],
    samples: [{ line: '40712 gige3 gige temperature.high 1126813838 1 warning', time: '2005-09-15T19:50:38.000', component: 'gige', body: 'warning' }],
  },
  {
    name: 'syslog (RFC 5424)',
    patterns: [
      '<{priority}>{digits} {time} {word} {name} {word} {word} - ', '<{priority}>{digits} {time} {word} {name} {word} {word} -{end}',
      '<{priority}>{digits} {time} {word} {name} {word} {word} {group}{group} ', '<{priority}>{digits} {time} {word} {name} {word} {word} {group} ',
    ],
    inside: 'timed',
    samples: [
      { line: '<165>1 2023-10-11T22:14:15.003Z host.example.com billing 8710 ID47 - card refused', time: '2023-10-11T22:14:15.003', component: 'billing', body: 'card refused' },
      { line: '<46>1 2017-04-27T07:50:47.381967+02:00 box rsyslogd - - [origin software="rsyslogd"] start', time: '2017-04-27T07:50:47.381', component: 'rsyslogd', body: 'start' },
    ],
  },
  {
    name: 'syslog with facility and level',
    patterns: ['{syslogtime} {host} {word}.{level} {name}[{digits}]: ', '{syslogtime} {host} {word}.{level} {name}: '],
    inside: 'timed',
    samples: [{ line: 'Mar  2 23:24:28 gw daemon.warn dhcpd[71]: no free leases', time: '--03-02T23:24:28.000', level: 'warn', component: 'dhcpd', body: 'no free leases' }],
  },
  {
    name: 'syslog',
    patterns: [
      '{syslogtime} {host} {name}[{word}]: ', '{syslogtime} {host} {name}[{word}] ({words}): ', '{syslogtime} {host} {name}[{word}]{ }:{ }', '<{priority}>{syslogtime} {host} {name}[{word}]{ }:{ }',
    ],
    inside: 'timed',
    samples: [
      { line: 'Oct 11 22:14:15 box su[230]: session opened', time: '--10-11T22:14:15.000', component: 'su', body: 'session opened' },
      { line: '<34>Oct 11 22:14:15 box cron(pam_unix)[2915]: session closed', time: '--10-11T22:14:15.000', component: 'cron(pam_unix)', body: 'session closed' },
      { line: '2025-08-31T09:36:55.418891-07:00 box sshd[99]: bye', time: '2025-08-31T09:36:55.418', component: 'sshd', body: 'bye' },
      { line: 'Aug  1 00:00:03 mac com.example.launchd[1] (com.example.worker.0C[509]): Service exited', time: '--08-01T00:00:03.000', component: 'com.example.launchd', body: 'Service exited' },
    ],
  },
  {
    name: 'syslog',
    patterns: [
      '{bsdtime} {host} {name}: ', '{bsdtime} {host} {name} : ', '{bsdtime} {host} {name}:{end}', '{bsdtime} {host} {versioned}: ', '{bsdtime} {host} {name+}[{digits}]: ',
      '<{priority}>{bsdtime} {host} {name}: ', '<{priority}>{bsdtime} {host} {name}:{end}',
    ],
    inside: 'timed',
    samples: [
      { line: 'Oct 11 22:14:15 box kernel: eth0 up', time: '--10-11T22:14:15.000', component: 'kernel', body: 'eth0 up' },
      { line: 'Oct 11 22:14:15 box syslogd 1.4.1: restart.', time: '--10-11T22:14:15.000', component: 'syslogd 1.4.1', body: 'restart.' },
      { line: 'Jan  4 10:23:26 mac Setup Assistant[1173]: Creating connection', time: '--01-04T10:23:26.000', component: 'Setup Assistant', body: 'Creating connection' },
    ],
  },
  { name: 'syslog', patterns: ['{syslogtime} {host} {name}: '], inside: 'timed', shareRatio: 0.6, samples: [] },
  { name: 'syslog', patterns: ['{bsdtime} {host} ', '<{priority}>{bsdtime} {host} '], inside: 'timed', beside: true, samples: [] },
  {
    name: 'journald export',
    patterns: ['__CURSOR='],
    samples: [{ line: '__CURSOR=s=0a;i=1', body: 's=0a;i=1' }],
  },
  {
    name: 'Linux audit',
    patterns: ['type={name} msg=audit({epoch}:{digits}):{ }', 'node={word} type={name} msg=audit({epoch}:{digits}):{ }'],
    samples: [{ line: 'type=LOGIN msg=audit(1700000000.250:17): pid=1 uid=0', time: '2023-11-14T22:13:20.250', component: 'LOGIN', body: 'pid=1 uid=0' }],
  },
  {
    name: 'fail2ban',
    patterns: ['{time} {name} [{digits}]: {level} '],
    samples: [{ line: '2024-01-05 10:00:00,123 fail2ban.actions        [123]: NOTICE  [sshd] Ban 10.0.0.1', time: '2024-01-05T10:00:00.123', level: 'NOTICE', component: 'fail2ban.actions', body: '[sshd] Ban 10.0.0.1' }],
  },
  {
    name: 'Android logcat',
    patterns: [
      '{time} {digits} {digits} {letter} {name+}: ', '{time} {digits} {digits} {letter} {name+}:{end}', '{time} {word} {digits} {digits} {letter} {name+}: ',
      '{time} {letter}/{name}: ', '{time} {digits}-{digits}/{word} {letter}/{name}: ', '{time} {letter}/{name+}({ }{digits}): ', '{letter}/{name+}({ }{digits}): ',
    ],
    samples: [
      { line: '03-17 16:13:38.811  1702  2395 D WindowManager: opening app', time: '--03-17T16:13:38.811', level: 'D', component: 'WindowManager', body: 'opening app' },
      { line: '2024-01-05 10:00:00.123  1234-1240/com.app E/MyTag: failed', time: '2024-01-05T10:00:00.123', level: 'E', component: 'MyTag', body: 'failed' },
      { line: '05-26 14:57:03.870 V/Configuration( 1766): Updating', time: '--05-26T14:57:03.870', level: 'V', component: 'Configuration', body: 'Updating' },
      { line: '05-21 15:05:52.808  1047  1116  1240 E FMQ     : invalid', time: '--05-21T15:05:52.808', level: 'E', component: 'FMQ', body: 'invalid' },
    ],
  },
  {
    name: 'glog',
    patterns: ['{glogtime} {digits} {name}:{digits}] ', '{glogtime} {digits} {name}] '],
    samples: [
      { line: 'E0517 15:04:22.619632      52 reader.cc:253] gave up', time: '--05-17T15:04:22.619', level: 'E', component: 'reader.cc', body: 'gave up' },
      { line: 'I20200308 23:47:32.089828 400441 config.cc:27] Loading', time: '2020-03-08T23:47:32.089', level: 'I', component: 'config.cc', body: 'Loading' },
    ],
  },
  { name: 'kernel ring buffer', patterns: ['[{ }{digits}.{digits}] '], shareRatio: 0.5, samples: [] },
  { name: 'shell history', patterns: ['#{?+?}{epoch}{end}'], samples: [{ line: '#1700000000', time: '2023-11-14T22:13:20.000', body: '' }] },
];
