/** What a panel's script sent, checked: a page shows log text, so nothing it says is taken on trust. */
import type { FromPanel } from '../rpc/contract.ts';

/** Editors number lines with 32 bits; no log line here comes near. */
const maxLine = 2_000_000_000;

/** Returns the message, undefined when it is none of ours. */
export function parseFromPanel(received: unknown): FromPanel | undefined {
  if (typeof received !== 'object' || received === null) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...received };
  const { kind, path, line, command, message } = fields;
  switch (kind) {
    case 'ready':
      return { kind };
    case 'open':
      return typeof path === 'string' && typeof line === 'number' && Number.isInteger(line) && line >= 1 && line <= maxLine ? { kind, path, line } : undefined;
    case 'command':
      return typeof command === 'string' ? { kind, command } : undefined;
    case 'failed':
      return typeof message === 'string' ? { kind, message } : undefined;
    default:
      return undefined;
  }
}
