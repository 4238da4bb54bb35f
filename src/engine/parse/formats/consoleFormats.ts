/** Formats of consoles whose beginning a wrapper or a server's format would take for its own. */
import type { FormatRow } from '../formatTable.ts';

/** Tried before all others. */
export const consoleFormats: readonly FormatRow[] = [
  {
    name: 'level | logger | body',
    patterns: ['{level} | {name} | '],
    samples: [{ line: "ERROR | upbit.Coins | ❌ 조회 실패 | Context: {'symbol': 'KRW-BTC'}", level: 'ERROR', component: 'upbit.Coins', body: "❌ 조회 실패 | Context: {'symbol': 'KRW-BTC'}" }],
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
