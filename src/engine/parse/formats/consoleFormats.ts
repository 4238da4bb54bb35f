/** Formats of consoles whose beginning a wrapper or a server's format would take for its own. */
import type { FormatRow } from '../formatTable.ts';

/** Tried before all others. */
export const consoleFormats: readonly FormatRow[] = [
  {
    name: 'level [time] body',
    patterns: ['{level}{ }[{time}] '],
    samples: [{ line: 'INFO [01-05|10:00:00.123] Imported new chain segment               number=33,615,302 hash=82a6c6..7a1081', time: '2024-01-05T10:00:00.123', level: 'INFO', body: 'Imported new chain segment               number=33,615,302 hash=82a6c6..7a1081' }],
  },
  {
    name: 'level | logger | body',
    patterns: ['{level} | {name} | '],
    samples: [{ line: "ERROR | upbit.Coins | ❌ 조회 실패 | Context: {'symbol': 'KRW-BTC'}", level: 'ERROR', component: 'upbit.Coins', body: "❌ 조회 실패 | Context: {'symbol': 'KRW-BTC'}" }],
  },
];

/** Loggers of which somebody has left out the time: what is told by a dash or a colon alone has to fit half of a log. */
export const timelessFormats: readonly FormatRow[] = [
  {
    name: 'logger and level without a time',
    patterns: ['{name} - {level} - ', '{level} - {name} - ', '{name}:{level}:', '[{name}] {level} - ', '[{name}] {level}: ', '{level} [{name}] ', '{level} - '],
    shareRatio: 0.5,
    samples: [
      { line: 'app.db - WARNING - lost', level: 'WARNING', component: 'app.db', body: 'lost' },
      { line: 'ERROR - app.db - lost', level: 'ERROR', component: 'app.db', body: 'lost' },
      { line: 'app.db:ERROR:lost', level: 'ERROR', component: 'app.db', body: 'lost' },
      { line: '[app.db] ERROR - lost', level: 'ERROR', component: 'app.db', body: 'lost' },
      { line: '[db] WARN: lost', level: 'WARN', component: 'db', body: 'lost' },
      { line: 'ERROR [app.db] lost', level: 'ERROR', component: 'app.db', body: 'lost' },
      { line: 'ERROR - lost', level: 'ERROR', body: 'lost' },
    ],
  },
];

/** Tried behind the formats of runtimes, some of which have more in the third bracket. */
export const bracketFormats: readonly FormatRow[] = [
  {
    name: '[time] [level] [logger] body',
    patterns: ['[{time}] [{level}] [{name}] '],
    samples: [{ line: '[2024-01-05 10:00:00.123] [ERROR] [DB] lost', time: '2024-01-05T10:00:00.123', level: 'ERROR', component: 'DB', body: 'lost' }],
  },
];
