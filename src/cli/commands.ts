/** The table of subcommands, in the order in which help shows them. */
import { alertsCommand } from './alerts.ts';
import { backupCommand } from './backup.ts';
import { briefingCommand } from './briefing.ts';
import { cleanupCommand } from './cleanup.ts';
import type { Command } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { configCommand } from './config.ts';
import { exportCommand } from './export.ts';
import { grafanaCommand } from './grafana.ts';
import { issuesCommand } from './issues.ts';
import { markCommand } from './mark.ts';
import { parseCommand } from './parse.ts';
import { queryCommand } from './query.ts';
import { redactCommand } from './redact.ts';
import { restoreCommand } from './restore.ts';
import { rotateCommand } from './rotate.ts';
import { runCommand } from './run.ts';
import { scanCommand } from './scan.ts';
import { serveCommand } from './serve.ts';
import { serviceCommand } from './service.ts';
import { statusCommand } from './status.ts';
import { upgradeCommand } from './upgrade.ts';
import { verifyCommand } from './verify.ts';
import { verifyFixCommand } from './verifyFix.ts';
import { waitCommand } from './wait.ts';

/** All of them. */
export const commands: readonly Command[] = [
  scanCommand, serveCommand, runCommand, briefingCommand, statusCommand, issuesCommand, queryCommand, markCommand, verifyFixCommand, waitCommand, exportCommand, verifyCommand, parseCommand, redactCommand,
  backupCommand, restoreCommand, cleanupCommand, rotateCommand, doctorCommand, upgradeCommand, serviceCommand, configCommand,
  grafanaCommand, alertsCommand,
];
