/** The property list for launchd (macOS). */
import path from 'node:path';
import { serviceMark, type ServiceDefinition } from './definition.ts';

/** Returns the label, in the reverse-domain form that launchd asks for. */
export function launchdLabel(name: string): string {
  return `dev.logbrief.${name}`;
}

/** Writes the list. launchd knows no limit of memory or processor time for a job; the engine keeps to its own settings. */
export function launchdPlist({ name, workspace, stateFolder, command, isForUser, account }: ServiceDefinition): string {
  const log = (suffix: string): string => path.join(stateFolder, 'logs', `service.${suffix}.log`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- ${serviceMark} (${name.replaceAll('--', '-')}). It is replaced at the next install. -->
<plist version="1.0">
<dict>
  <key>Label</key><string>${xml(launchdLabel(name))}</string>
  <key>ProgramArguments</key>
  <array>
${command.map((part) => `    <string>${xml(part)}</string>`).join('\n')}
  </array>
  <key>WorkingDirectory</key><string>${xml(workspace)}</string>
${account === undefined || isForUser ? '' : `  <key>UserName</key><string>${xml(account)}</string>\n`}  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
  <key>ThrottleInterval</key><integer>10</integer>
  <key>ExitTimeOut</key><integer>60</integer>
  <key>ProcessType</key><string>Background</string>
  <key>Umask</key><integer>63</integer>
  <key>StandardOutPath</key><string>${xml(log('out'))}</string>
  <key>StandardErrorPath</key><string>${xml(log('err'))}</string>
</dict>
</plist>
`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
