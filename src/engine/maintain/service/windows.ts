/** Scripts that make a service of Windows: with NSSM's own commands, or with sc.exe and NSSM as the host. */
import path from 'node:path';
import { serviceMark, type ServiceDefinition } from './definition.ts';

/** Ten megabytes, as the engine's own log. */
const rotateBytes = 10_000_000;

/** Writes the script for NSSM 2.24; to be run as administrator. Every step that fails ends it with an exit code. */
export function nssmScript({ name, workspace, stateFolder, command }: ServiceDefinition): string {
  const [program = '', ...words] = command;
  const set = (parameter: string, value: string): string[] => step(`nssm set ${quoted(name)} ${parameter} ${value}`);
  return script(name, 'nssm', [
    ...needs('nssm'),
    `if not exist ${quoted(path.win32.join(stateFolder, 'logs'))} mkdir ${quoted(path.win32.join(stateFolder, 'logs'))}`,
    ...step(`nssm install ${quoted(name)} ${quoted(program)}`),
    ...set('AppParameters', nested(words)),
    ...set('AppDirectory', quoted(workspace)),
    ...set('DisplayName', quoted(`Logbrief (${path.win32.basename(workspace)})`)),
    ...set('Description', quoted(`Watches the logs of ${workspace}`)),
    ...set('Start', 'SERVICE_AUTO_START'),
    ...set('AppStdout', quoted(path.win32.join(stateFolder, 'logs', 'service.out.log'))),
    ...set('AppStderr', quoted(path.win32.join(stateFolder, 'logs', 'service.err.log'))),
    ...set('AppRotateFiles', '1'),
    ...set('AppRotateBytes', String(rotateBytes)),
    'rem Ctrl+C first, which stores what was read; a second start within ten seconds waits longer each time.',
    ...set('AppStopMethodConsole', '60000'),
    ...set('AppExit', 'Default Restart'),
    ...set('AppExit', '2 Exit'),
    ...set('AppRestartDelay', '5000'),
    ...set('AppThrottle', '10000'),
    ...step(`nssm start ${quoted(name)}`),
  ]);
}

/** Writes the script for sc.exe; to be run as administrator. A program that is no service needs a host, and NSSM's program is one. */
export function scScript({ name, workspace, stateFolder, command }: ServiceDefinition): string {
  const [program = '', ...words] = command;
  const key = quoted(`HKLM\\SYSTEM\\CurrentControlSet\\Services\\${name}\\Parameters`);
  const add = (value: string, type: string, content: string): string[] => step(`reg add ${key} /v ${value} /t ${type} /d ${content} /f >nul`);
  return script(name, 'sc', [
    'rem Started by sc.exe alone, node.exe would be ended with error 1053, since it does not answer the service manager: nssm.exe does.',
    ...needs('nssm'),
    'for /f "delims=" %%P in (\'where nssm\') do set "HOST=%%P"',
    `if not exist ${quoted(path.win32.join(stateFolder, 'logs'))} mkdir ${quoted(path.win32.join(stateFolder, 'logs'))}`,
    ...step(`sc.exe create ${quoted(name)} binPath= "\\"%HOST%\\"" start= delayed-auto DisplayName= ${quoted(`Logbrief (${path.win32.basename(workspace)})`)}`),
    ...step(`sc.exe description ${quoted(name)} ${quoted(`Watches the logs of ${workspace}`)}`),
    ...step(`sc.exe failure ${quoted(name)} reset= 3600 actions= restart/5000/restart/30000/restart/300000`),
    ...step(`sc.exe failureflag ${quoted(name)} 1`),
    ...add('Application', 'REG_EXPAND_SZ', quoted(program)),
    ...add('AppParameters', 'REG_EXPAND_SZ', nested(words)),
    ...add('AppDirectory', 'REG_EXPAND_SZ', quoted(workspace)),
    ...add('AppStdout', 'REG_EXPAND_SZ', quoted(path.win32.join(stateFolder, 'logs', 'service.out.log'))),
    ...add('AppStderr', 'REG_EXPAND_SZ', quoted(path.win32.join(stateFolder, 'logs', 'service.err.log'))),
    ...add('AppStopMethodConsole', 'REG_DWORD', '60000'),
    ...step(`sc.exe start ${quoted(name)}`),
  ]);
}

function script(name: string, kind: string, lines: readonly string[]): string {
  return ['@echo off', `rem ${serviceMark} (${name}, ${kind}). Run it as administrator.`, 'setlocal', ...lines, 'echo The service is running.', 'exit /b 0', ''].join('\r\n');
}

function needs(program: string): string[] {
  return [`where ${program} >nul 2>nul`, `if errorlevel 1 (echo ${program}.exe is not on the PATH. Get it from https://nssm.cc/ and run this again. 1>&2 & exit /b 1)`];
}

function step(command: string): string[] {
  return [command, 'if errorlevel 1 exit /b 1'];
}

/** Quoted for cmd.exe in a script; a quote cannot be part of a Windows path, and backslashes before one are doubled as programs take them. */
function quoted(text: string): string {
  return `"${escaped(text.replaceAll('"', ''))}"`;
}

/** Several words as one argument, each in quotes of its own. */
function nested(words: readonly string[]): string {
  return `"${words.map((word) => quoted(word).replaceAll(/(\\*)"/g, '$1$1\\"')).join(' ')}"`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%%').replace(/\\+$/, '$&$&');
}
