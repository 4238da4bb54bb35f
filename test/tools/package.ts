/** `npm run package`: builds and packs the one .vsix, and refuses one with a warning or a foreign file in it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { buildAll } from './build.ts';
import { requireNode24, root } from './run.ts';

/** Where the package lands. */
export const vsixPath = path.join(root, `logbrief-${manifest.version}.vsix`);

/** What may lie in the package, as expressions over the paths vsce lists. */
const allowed = [/^package(?:\.nls(?:\.ko)?)?\.json$/, /^(?:readme|changelog)\.md$/i, /^LICENSE(?:\.txt|\.md)?$/i, /^dist\/[\w.]+$/, /^dist\/webview\/\w+\.(?:js|css)$/, /^media\/[\w./-]+$/];

/** Builds and packs; throws when vsce warns or something unexpected would be shipped. Returns the size in bytes. */
export async function packExtension(): Promise<number> {
  await buildAll();
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const listed = spawnSync(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: root, encoding: 'utf8' });
  const foreign = listed.stdout.split('\n').filter((name) => name !== '' && !allowed.some((expression) => expression.test(name)));
  if (foreign.length > 0) throw new Error(`the package would hold ${foreign.join(', ')}: name what belongs there in .vscodeignore`);
  const packed = spawnSync(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsixPath], { cwd: root, encoding: 'utf8' });
  const said = `${packed.stdout}${packed.stderr}`;
  if (packed.status !== 0 || /warn/i.test(said)) throw new Error(`vsce: ${said}`);
  return fs.statSync(vsixPath).size;
}

if (import.meta.main) {
  requireNode24();
  const bytes = await packExtension();
  process.stdout.write(`${path.basename(vsixPath)}: ${(bytes / 1e6).toFixed(2)} MB\n`);
}
