/** Tells the service manager that the engine is at work (sd_notify(3)); nothing outside of a service. */
import { execFile } from 'node:child_process';
import type { Terminal } from './command.ts';

/** Sends READY=1 through systemd-notify, since Node has no datagram sockets of the file system. */
export function notifyReady(environment: Readonly<Record<string, string | undefined>>, terminal: Terminal): void {
  if ((environment['NOTIFY_SOCKET'] ?? '') === '') return;
  execFile('systemd-notify', ['--ready', '--status=watching logs'], { timeout: 10_000 }, (failure) => {
    if (failure) terminal.notice(`warning: cannot tell systemd that the engine is ready (${failure.message.trim()}). Install systemd-notify, or set Type=exec in the unit.`);
  });
}
