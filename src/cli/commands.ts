/** The table of subcommands, in the order in which help shows them. Each is loaded when it is asked for, so that a scan does not wait for what serves. */
import type { Command } from './command.ts';
import { startSmall } from './heap.ts';

/** A subcommand before it is loaded. */
export interface CommandEntry {
  readonly name: string;
  /** One line for the list of subcommands. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** All of them. */
export const commands: readonly CommandEntry[] = [
  { name: 'scan', summary: 'reads logs once and prints the briefing', load: async () => (await import('./scan.ts')).scanCommand },
  { name: 'serve', summary: 'watches the logs of a workspace and keeps briefing and dashboard true', load: serve },
  { name: 'run', summary: 'runs a command and captures its output as a log', load: async () => (await import('./run.ts')).runCommand },
  { name: 'briefing', summary: 'prints the briefing of a workspace from its store', load: async () => (await import('./briefing.ts')).briefingCommand },
  { name: 'status', summary: 'says how the workspace is and how far its logs are read', load: async () => (await import('./status.ts')).statusCommand },
  { name: 'issues', summary: 'lists the issues of a workspace by rank', load: async () => (await import('./issues.ts')).issuesCommand },
  { name: 'query', summary: 'searches stored records, newest first', load: async () => (await import('./query.ts')).queryCommand },
  { name: 'mark', summary: 'gives this moment a name, for verify-fix', load: async () => (await import('./mark.ts')).markCommand },
  { name: 'verify-fix', summary: 'says what became of each issue since a mark, an edit or a run', load: async () => (await import('./verifyFix.ts')).verifyFixCommand },
  { name: 'wait', summary: 'waits for an issue, a text or quiet in the logs', load: async () => (await import('./wait.ts')).waitCommand },
  { name: 'export', summary: 'prints stored records as NDJSON, in order', load: async () => (await import('./export.ts')).exportCommand },
  { name: 'verify', summary: 'checks the whole store, hashes included', load: async () => (await import('./verify.ts')).verifyCommand },
  { name: 'parse', summary: 'prints what each line of a log says, as NDJSON', load: async () => (await import('./parse.ts')).parseCommand },
  { name: 'redact', summary: 'replaces secrets in standard input, one line in, one line out', load: async () => (await import('./redact.ts')).redactCommand },
  { name: 'backup', summary: 'makes a verified backup; `backup list` shows them, `backup verify FILE` reads one back', load: async () => (await import('./backup.ts')).backupCommand },
  { name: 'restore', summary: 'puts back what a backup holds; verifies first, shows what will change, asks', load: async () => (await import('./restore.ts')).restoreCommand },
  { name: 'cleanup', summary: 'shows what is old in .logbrief, and deletes it when confirmed', load: async () => (await import('./cleanup.ts')).cleanupCommand },
  { name: 'rotate', summary: 'rotates Logbrief\'s own logs that have grown too large', load: async () => (await import('./rotate.ts')).rotateCommand },
  { name: 'doctor', summary: 'checks machine, configuration, folder, store and engine, and says what to do', load: async () => (await import('./doctor.ts')).doctorCommand },
  { name: 'upgrade', summary: 'brings the store of an older version to this one, after a verified backup', load: async () => (await import('./upgrade.ts')).upgradeCommand },
  { name: 'service', summary: 'the engine as a service: systemd, launchd, or a script for Windows', load: async () => (await import('./service.ts')).serviceCommand },
  { name: 'config', summary: 'checks, shows, explains and migrates the configuration', load: async () => (await import('./config.ts')).configCommand },
  { name: 'grafana', summary: 'prints a dashboard for Grafana', load: async () => (await import('./grafana.ts')).grafanaCommand },
  { name: 'alerts', summary: 'says what fires; acknowledges, mutes; prints alert rules for Prometheus', load: async () => (await import('./alerts.ts')).alertsCommand },
];

/** Before anything of it is loaded, since this begins the program anew. */
async function serve(): Promise<Command> {
  startSmall();
  return (await import('./serve.ts')).serveCommand;
}
