/** What header patterns are made of. */

/** What a step does. */
export const stepKind = {
  /** These bytes exactly. */
  literal: 0,
  /** One blank or more. */
  blanks: 1,
  /** Any number of blanks. */
  optionalBlanks: 2,
  /** A timestamp of any spelling. */
  time: 3,
  /** A severity word that is known. */
  level: 4,
  /** A severity word or letter; whatever else stands there means "none". */
  anyLevel: 5,
  /** Bytes up to a blank or `stop`. */
  token: 6,
  /** Bytes up to the literal, which stays. */
  until: 7,
  /** A bracket with all that is inside. */
  group: 8,
  digits: 9,
  /** Steps that may be missing. */
  optional: 10,
  /** The line ends here. */
  lineEnd: 11,
  /** A timestamp that is not the record's. */
  otherTime: 12,
  /** A word that is no severity and no timestamp: a host. */
  host: 13,
  /** A timestamp without a year, or with a zone or fraction: what syslog daemons write, and no application's own. */
  syslogTime: 14,
  /** A number of seconds or finer since the epoch. */
  epoch: 15,
  /** A date alone, of no use as the record's time. */
  date: 16,
  /** A level letter glued to `MMDD` or `YYYYMMDD` and a time. */
  glogTime: 17,
  /** One of the marks by which Redis tells levels. */
  mark: 18,
  /** A syslog priority: facility times eight plus severity. */
  priority: 19,
  /** Anything up to a level in capitals that is followed by the literal. */
  levelAhead: 20,
  /** Two words, the second a version number, as the component. */
  versioned: 21,
  /** A timestamp with seven or nine digits of fraction and `Z`, as runners and containers put in front of lines. */
  runnerTime: 22,
  /** A timestamp without a year. */
  bsdTime: 23,
  /** A level letter. */
  letter: 24,
  /** A name with a dot in it, as the component. */
  dotted: 25,
} as const;

/** One step; `role` says what the bytes are kept as. */
export interface Step {
  readonly kind: number;
  readonly role: 'none' | 'component' | 'level' | 'body';
  readonly literal: Uint8Array;
  /** What ends a token besides a blank. */
  readonly stops: readonly Uint8Array[];
  readonly steps: readonly Step[];
}
