/** Bundles the product into dist/: extension, worker, command line, the two panels and the schema of the configuration file. Run by `npm run build`. */
import fs from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { configSchema } from '../../src/engine/config/config.ts';

const root = path.join(import.meta.dirname, '..', '..');
const dist = path.join(root, 'dist');

const common: BuildOptions = { bundle: true, minify: true, sourcemap: false, legalComments: 'none', logLevel: 'warning', absWorkingDir: root, metafile: true };
/** The command line's stateless subcommands run on the oldest Node still in wide use; the rest checks for itself. */
const forNode: BuildOptions = { ...common, platform: 'node', format: 'cjs', target: 'node20', define: { 'import.meta.dirname': '__dirname' } };
const forPanel: BuildOptions = { ...common, platform: 'browser', format: 'iife', target: 'es2022' };

/** Makes dist/ anew; throws when anything does not compile. */
export async function buildAll(): Promise<void> {
  fs.rmSync(dist, { recursive: true, force: true });
  fs.mkdirSync(dist);
  fs.writeFileSync(path.join(dist, 'package.json'), '{ "type": "commonjs" }\n');
  const built = await Promise.all([
    build({ ...forNode, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] }),
    build({ ...forNode, entryPoints: ['src/worker.ts'], outfile: 'dist/worker.js' }),
    build({ ...forNode, entryPoints: ['src/parseThread.ts'], outfile: 'dist/parseThread.js' }),
    build({ ...forNode, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } }),
    build({ ...forPanel, entryPoints: ['src/webview/briefing.ts', 'src/webview/dashboard.ts'], outdir: 'dist/webview' }),
  ]);
  for (const name of ['extension.cjs', 'worker.js', 'parseThread.js', 'cli.js']) keepNarrow(path.join(dist, name));
  fs.writeFileSync(path.join(dist, 'NOTICES.txt'), noticesOf(built.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}))));
  fs.writeFileSync(path.join(dist, 'config.schema.json'), `${JSON.stringify(configSchema())}\n`);
  fs.chmodSync(path.join(dist, 'cli.js'), 0o755);
}

/** Escapes the signs that esbuild leaves as they are, in regular expressions: with one of them beyond Latin the text of the whole program takes twice the memory. */
function keepNarrow(file: string): void {
  const text = fs.readFileSync(file, 'utf8');
  const escaped = /\\\P{ASCII}/u.exec(text)?.[0];
  if (escaped !== undefined) throw new Error(`${file} holds ${escaped}: write the sign without the backslash.`);
  fs.writeFileSync(file, text.replace(/\P{ASCII}/gu, (sign) => Array.from({ length: sign.length }, (_, i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')));
}

/** The licences of all packages that went into the bundles, as each asks for. */
function noticesOf(inputs: readonly string[]): string {
  const folders = new Set(inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Record<string, string>;
    const file = fs.readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : fs.readFileSync(path.join(root, folder, file), 'utf8').trim();
    return `${name} ${version}, ${license}\n\n${text}\n`;
  }).join('\n----------------------------------------------------------------\n\n');
}

if (import.meta.main) await buildAll();
