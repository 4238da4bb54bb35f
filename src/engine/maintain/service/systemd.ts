/** The unit for systemd: started when it is ready, reloaded by SIGHUP, restarted with back-off, able to read logs and to write its own folder alone. */
import { serviceMark, type ServiceDefinition } from './definition.ts';

/** Writes the unit. Needs systemd 254 (2023) for pauses that grow; older ones restart every five seconds, and say that they do not know two lines. */
export function systemdUnit(service: ServiceDefinition): string {
  const { name, workspace, stateFolder, command, isForUser, account, memoryHighMb, memoryMaxMb, cpuQuotaPercent } = service;
  return `# ${serviceMark} (${name}). It is replaced at the next install.
[Unit]
Description=Logbrief for ${line(workspace)}
After=local-fs.target
# The pauses below grow, so it need never give up.
StartLimitIntervalSec=0

[Service]
Type=notify
# The message comes from systemd-notify, a child.
NotifyAccess=all
ExecStart=${command.map((part) => quoted(part).replaceAll('$', '$$$$')).join(' ')}
ExecReload=/bin/kill -HUP $MAINPID
WorkingDirectory=${line(workspace)}
${account === undefined || isForUser ? '' : `User=${line(account)}\n`}KillMode=mixed
TimeoutStartSec=120
TimeoutStopSec=60
Restart=on-failure
# Wrong arguments do not become right by trying again.
RestartPreventExitStatus=2
RestartSec=5
RestartSteps=6
RestartMaxDelaySec=300

MemoryHigh=${memoryHighMb}M
MemoryMax=${memoryMaxMb}M
CPUQuota=${cpuQuotaPercent}%
UMask=0077

NoNewPrivileges=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service @pkey
SystemCallErrorNumber=EPERM
${isForUser ? '' : machineLines(stateFolder)}# Not MemoryDenyWriteExecute, since Node compiles while it runs; not PrivateTmp, since logs may lie in /tmp.

[Install]
WantedBy=${isForUser ? 'default.target' : 'multi-user.target'}
`;
}

/** What only the system's own manager can do for sure; that of a user needs namespaces that many systems forbid. */
function machineLines(stateFolder: string): string {
  return `# Reads what its account may read, writes its own folder alone.
ProtectSystem=strict
ProtectHome=read-only
# Where the folder is missing the service starts and says so itself.
ReadWritePaths=${quoted(`-${stateFolder}`)}
Environment=${quoted(`SQLITE_TMPDIR=${stateFolder}`)}
CapabilityBoundingSet=
AmbientCapabilities=
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictNamespaces=yes
RemoveIPC=yes
`;
}

/** A word of a list, with systemd's own specifiers switched off. */
function quoted(text: string): string {
  return `"${line(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A value that is taken as the whole line. */
function line(text: string): string {
  return text.replaceAll('%', '%%');
}
