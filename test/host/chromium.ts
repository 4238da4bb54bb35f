/** The browser that opens the editor: found where systems put it, or installed where we may. */
import { access, constants } from 'node:fs/promises';
import { runToEnd } from './commands.ts';

/** The browser's program, or why there is none. */
export type FoundBrowser = { readonly kind: 'found'; readonly path: string } | { readonly kind: 'missing'; readonly reason: string };

/** First `CHROMIUM_PATH`, then these. */
const usualPaths = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Finds a Chromium; with `mayInstall`, asks apt-get for one when there is none and we are root. */
export async function findChromium(mayInstall: boolean, log: (line: string) => void): Promise<FoundBrowser> {
  const wanted = process.env['CHROMIUM_PATH'];
  const candidates = wanted === undefined || wanted === '' ? usualPaths : [wanted];
  const found = await firstExecutable(candidates);
  if (found !== undefined) return { kind: 'found', path: found };
  const advice = 'Install Debian\'s chromium or set CHROMIUM_PATH to a Chromium.';
  if (wanted !== undefined && wanted !== '') return { kind: 'missing', reason: `CHROMIUM_PATH is ${wanted}, which cannot be run. ${advice}` };
  if (!mayInstall || process.getuid?.() !== 0 || await firstExecutable(['/usr/bin/apt-get']) === undefined) {
    return { kind: 'missing', reason: `No Chromium in ${usualPaths.join(', ')}. ${advice}` };
  }
  log('Installing chromium with apt-get …');
  const failure = await aptInstall();
  if (failure !== undefined) return { kind: 'missing', reason: `${failure}\n${advice}` };
  const installed = await firstExecutable(usualPaths);
  return installed === undefined ? { kind: 'missing', reason: `apt-get installed chromium, but not as ${usualPaths.join(' or ')}. ${advice}` } : { kind: 'found', path: installed };
}

/** Returns what went wrong, if anything. */
async function aptInstall(): Promise<string | undefined> {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Someone else's apt is waited for, not an error.
  const patient = ['-o', 'DPkg::Lock::Timeout=300'];
  for (const args of [[...patient, 'update'], [...patient, 'install', '-y', 'chromium']]) {
    const done = await runToEnd('apt-get', args, { environment });
    if (done.exitCode !== 0) return `apt-get ${args.slice(patient.length).join(' ')} ended with ${done.exitCode}: ${done.output}`;
  }
  return undefined;
}

async function firstExecutable(candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    if (await access(candidate, constants.X_OK).then(() => true, () => false)) return candidate;
  }
  return undefined;
}
