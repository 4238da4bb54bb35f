/** Hands an alert to a command or a webhook of the user's: no shell, no redirects, a time limit. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { EngineError, messageOf } from '../../base/errors.ts';
import type { Alert } from '../../model/alert.ts';
import { alertText } from './alertConditions.ts';

/** Longer than this neither may take (ours). */
const timeLimitMs = 10_000;

/** The alert as JSON, for both. */
export function alertPayload(alert: Alert, workspace: string): string {
  const { kind, isFiring, sinceMs, value, limit } = alert;
  return JSON.stringify({ schema_version: 1, alert: kind, state: isFiring ? 'firing' : 'over', since: new Date(sinceMs).toISOString(), value, limit, message: alertText(alert), workspace });
}

/** Splits a command line into words; quotes hold words together, and nothing else means anything. Throws `badRequest` when a quote is left open. */
export function splitCommand(text: string): string[] {
  const words = [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, (_, a: string | undefined, b: string | undefined) => a ?? b ?? ''));
  if (/["']/.test(text.replace(/"[^"]*"|'[^']*'/g, ''))) throw new EngineError('badRequest', `alerts.command has a quote that is not closed: ${text}. Close it.`);
  return words;
}

/** Runs the command with the alert on its standard input; rejects with `EngineError` when it cannot be run, fails or takes too long. */
export async function runAlertCommand(command: string, payload: string, folder: string, limitMs = timeLimitMs): Promise<void> {
  const [program, ...words] = splitCommand(command);
  if (program === undefined) return;
  const child = spawn(program, words, { cwd: folder, stdio: ['pipe', 'ignore', 'pipe'], shell: false, timeout: limitMs, killSignal: 'SIGKILL' });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => (said = `${said}${piece.toString()}`.slice(0, 500)));
  // One that does not read its input is still run.
  child.stdin.on('error', () => undefined);
  child.stdin.end(payload);
  const ended = await once(child, 'exit').catch((thrown: unknown) => {
    throw new EngineError('writeFailed', `alerts.command cannot be run: ${messageOf(thrown)}. Name a program that is there; there is no shell.`, { cause: thrown });
  });
  const [code, signal] = ended as [number | null, string | null];
  if (signal === 'SIGKILL') throw new EngineError('writeFailed', `alerts.command took longer than ${limitMs} ms and was ended: ${command}`);
  if (code !== 0) throw new EngineError('writeFailed', `alerts.command ended with ${code ?? signal ?? 'nothing'}: ${command}${said === '' ? '' : ` (${said.trim()})`}`);
}

/** Posts the alert; rejects with `EngineError` when nobody takes it within the time. */
export async function postAlert(address: string, payload: string, limitMs = timeLimitMs): Promise<void> {
  const { protocol, host } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') throw new EngineError('badRequest', `alerts.webhook is no http or https address: ${protocol}`);
  // Of the address only the host is told: its path is often a secret.
  const failed = (why: string, cause?: unknown): EngineError => new EngineError('writeFailed', `alerts.webhook at ${host} did not take the alert: ${why}. Check the address.`, { cause });
  const response = await fetch(address, { method: 'POST', body: payload, headers: { 'content-type': 'application/json', 'user-agent': 'logbrief' }, redirect: 'manual', signal: AbortSignal.timeout(limitMs) }).catch((thrown: unknown) => {
    throw failed(thrown instanceof Error && thrown.name === 'TimeoutError' ? `no answer within ${limitMs} ms` : messageOf(thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown), thrown);
  });
  await response.body?.cancel();
  if (!response.ok) throw failed(`it answered ${response.status}`);
}
