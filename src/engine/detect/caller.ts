/** Where a record says it was written: loggers name the file and line of the call in the header or in fields of their own. */
import type { CodePlace } from '../../model/issue.ts';
import type { RecordBatch } from '../../model/record.ts';

/** One way to say it; groups `path`, `line` and where there is one `name`. `place`: what the sample names, as a test replays it. */
export interface CallerForm {
  readonly logger: string;
  /** Looked for in the header, or in the whole record where its fields stand behind the message. */
  readonly isField: boolean;
  readonly expression: RegExp;
  readonly sample: string;
  readonly place: string;
}

const file = String.raw`[\w.@~\\/ -]{1,300}\.(?:go|py|rs|java|kt|scala|groovy|tsx?|jsx?|mjs|cjs|rb|php|cs|fs|vb|cc|cpp|c|h|hpp|swift|dart|exs?|pl|pm|lua)`;

/** The forms; the first that fits wins. */
export const callerForms: readonly CallerForm[] = [
  { logger: 'zap, zerolog, logrus', isField: true, expression: new RegExp(String.raw`"(?:caller|source|src|file|location|code)"\s*:\s*"(?<path>${file}):(?<line>\d{1,7})`), sample: '{"level":"error","caller":"cart/cart.go:31","msg":"x"}', place: 'cart/cart.go:31' },
  { logger: 'slog', isField: true, expression: /"source"\s*:\s*\{(?:"function"\s*:\s*"(?<name>[^"]{1,200})",)?"file"\s*:\s*"(?<path>[^"]{1,300})",\s*"line"\s*:\s*(?<line>\d{1,7})/, sample: '{"level":"ERROR","source":{"function":"main.add","file":"/app/cart.go","line":31},"msg":"x"}', place: '/app/cart.go:31' },
  { logger: 'python-json-logger, structlog, OpenTelemetry', isField: true, expression: /"(?:pathname|filename|file|fileName|code\.file\.path|code\.filepath|file_name)"\s*:\s*"(?<path>[^"]{1,300})"(?=.{0,200}?"(?:lineno|line|lineNumber|line_number|code\.line\.number|code\.lineno)"\s*:\s*"?(?<line>\d{1,7}))/, sample: '{"pathname":"/app/shop/cart.py","lineno":31,"message":"x"}', place: '/app/shop/cart.py:31' },
  { logger: 'logfmt', isField: true, expression: new RegExp(String.raw`\b(?:caller|source|src|file)="?(?<path>${file.replace(' -', '-')}):(?<line>\d{1,7})`), sample: 'level=error caller=cart/cart.go:31 msg="x"', place: 'cart/cart.go:31' },
  { logger: 'loguru', isField: false, expression: /(?:^|\s)(?<path>[A-Za-z_]\w{0,60}(?:\.\w{1,60}){0,8}):(?<name><?\w{1,80}>?):(?<line>\d{1,7}) - $/, sample: '2026-01-02 03:04:05.000 | ERROR    | shop.cart:add:31 - x', place: 'shop/cart.py:31' },
  { logger: 'klog, log4j, python logging, env_logger', isField: false, expression: new RegExp(String.raw`(?:^|[\s\[(=<|])(?<path>${file.replace(' -', '-')}):(?<line>\d{1,7})\b`), sample: 'E0102 03:04:05.000000    4711 cart.go:31] x', place: 'cart.go:31' },
];

const mostBytes = 4096;

/** Reads the place; undefined when the record names none. */
export function callerOf(batch: RecordBatch, i: number): CodePlace | undefined {
  const start = batch.start[i] ?? 0;
  const text = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset + start, Math.min(mostBytes, (batch.end[i] ?? start) - start)).toString('utf8');
  const isJson = text.startsWith('{');
  const header = isJson ? '' : text.slice(0, Math.max(0, (batch.bodyStart[i] ?? start) - start));
  for (const { expression, isField } of callerForms) {
    const { path, line, name } = expression.exec(isField ? text : header)?.groups ?? {};
    if (path === undefined || line === undefined) continue;
    // loguru names the module; only Python has it.
    return { path: !isField && name !== undefined ? `${path.replaceAll('.', '/')}.py` : path.replaceAll('\\\\', '\\'), line: Number(line), ...(name === undefined ? {} : { functionName: name }) };
  }
  return undefined;
}
