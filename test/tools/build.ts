/** Bundles the product into dist/: extension, worker, command line and the two panels. Run by `npm run build`. */
import fs from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';

const root = path.join(import.meta.dirname, '..', '..');
const dist = path.join(root, 'dist');

const common: BuildOptions = { bundle: true, minify: true, sourcemap: false, legalComments: 'none', logLevel: 'warning', absWorkingDir: root, metafile: true };
/** The command line's stateless subcommands run on the oldest Node still in wide use; the rest checks for itself. */
const forNode: BuildOptions = { ...common, platform: 'node', format: 'cjs', target: 'node20' };
const forPanel: BuildOptions = { ...common, platform: 'browser', format: 'iife', target: 'es2022' };

/** Makes dist/ anew; throws when anything does not compile. */
export async function buildAll(): Promise<void> {
  fs.rmSync(dist, { recursive: true, force: true });
  fs.mkdirSync(dist);
  fs.writeFileSync(path.join(dist, 'package.json'), '{ "type": "commonjs" }\n');
  await Promise.all([
    build({ ...forNode, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] }),
    build({ ...forNode, entryPoints: ['src/worker.ts'], outfile: 'dist/worker.js' }),
    build({ ...forNode, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } }),
    build({ ...forPanel, entryPoints: ['src/webview/briefing.ts', 'src/webview/dashboard.ts'], outdir: 'dist/webview' }),
  ]);
  fs.chmodSync(path.join(dist, 'cli.js'), 0o755);
}

if (import.meta.main) await buildAll();
