/** What the doctor looks at: the machine, our folder, and what the store and the engine say of themselves. */
export { checkEngine, type EngineFacts } from './doctor/engineChecks.ts';
export { bytesText, type Finding } from './doctor/finding.ts';
export { checkFolder, type FolderOptions } from './doctor/folder.ts';
export { judgeMachine, measureMachine, type MachineFacts } from './doctor/machine.ts';
