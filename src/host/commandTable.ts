/** Every command of the extension, as values; `commands.ts` says what they do, package.json and the tests repeat the ids. */

/** What must be there for a command to run; without it the command says why it does not. */
export type CommandNeed = 'nothing' | 'folder' | 'trustedFolder' | 'engine';

/** A row of the table. */
export interface CommandRow {
  /** Without the prefix `logbrief.`. */
  readonly id: string;
  /** Key of the title in package.nls.json. */
  readonly titleKey: string;
  readonly needs: CommandNeed;
}

/** All commands. */
export const commandTable = [
  { id: 'showBriefing', titleKey: 'command.showBriefing.title', needs: 'folder' },
  { id: 'showDashboard', titleKey: 'command.showDashboard.title', needs: 'folder' },
  { id: 'writeBriefing', titleKey: 'command.writeBriefing.title', needs: 'engine' },
  { id: 'copyBriefing', titleKey: 'command.copyBriefing.title', needs: 'folder' },
  { id: 'startEngine', titleKey: 'command.startEngine.title', needs: 'trustedFolder' },
  { id: 'stopEngine', titleKey: 'command.stopEngine.title', needs: 'folder' },
  { id: 'restartEngine', titleKey: 'command.restartEngine.title', needs: 'trustedFolder' },
  { id: 'openConfiguration', titleKey: 'command.openConfiguration.title', needs: 'trustedFolder' },
  { id: 'cleanUp', titleKey: 'command.cleanUp.title', needs: 'engine' },
  { id: 'backUp', titleKey: 'command.backUp.title', needs: 'engine' },
  { id: 'restoreBackup', titleKey: 'command.restoreBackup.title', needs: 'trustedFolder' },
  { id: 'runDoctor', titleKey: 'command.runDoctor.title', needs: 'trustedFolder' },
  { id: 'showLog', titleKey: 'command.showLog.title', needs: 'nothing' },
] as const satisfies readonly CommandRow[];

/** A command's id without the prefix. */
export type CommandId = (typeof commandTable)[number]['id'];

/** What every command's id begins with. */
export const commandPrefix = 'logbrief.';

/** Tells whether `id` (without prefix) is one of ours. */
export function isCommandId(id: string): id is CommandId {
  return commandTable.some((row) => row.id === id);
}
