/** Reads the sources with the compiler's parser and lists where they leave the house of DESIGN. */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Sentences, one per broken rule. */
export interface BrokenRules {
  readonly imports: readonly string[];
  readonly sizes: readonly string[];
  readonly style: readonly string[];
}

interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const maxFileLines = 250;
const maxFunctionLines = 60;
/** Services may be used by the processes directly, stages only through the pipeline. */
const services = new Set(['config', 'maintain', 'observe']);

/** Checks all of `src/` below `root`. */
export function brokenRules(root: string): BrokenRules {
  const imports: Import[] = [];
  const sizes: string[] = [];
  const style: string[] = [];
  for (const file of sourceFiles(path.join(root, 'src'))) {
    const name = path.relative(root, file).split(path.sep).join('/');
    const text = fs.readFileSync(file, 'utf8');
    const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const lines = text.trimEnd().split('\n').length;
    if (lines > maxFileLines) sizes.push(`${name} has ${lines} lines`);
    if (/@ts-(ignore|expect-error|nocheck)|eslint-disable/.test(text)) style.push(`${name} switches a rule off`);
    if (/\b(TODO|FIXME|HACK)\b/.test(text)) style.push(`${name} has a to-do note`);
    visit(parsed, parsed, { name, text, imports, sizes, style });
  }
  return { imports: [...brokenImports(imports), ...circles(imports)], sizes, style };
}

function sourceFiles(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

interface FileReport {
  readonly name: string;
  readonly text: string;
  readonly imports: Import[];
  readonly sizes: string[];
  readonly style: string[];
}

function visit(node: ts.Node, file: ts.SourceFile, report: FileReport): void {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    report.imports.push({ from: report.name, specifier: node.moduleSpecifier.text, typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword });
  }
  if (ts.isFunctionLike(node) && 'body' in node && node.body) {
    const lines = file.getLineAndCharacterOfPosition(node.getEnd()).line - file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    const start = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    if (lines > maxFunctionLines && !/measured|benchmark/i.test(report.text.slice(node.getFullStart(), node.getStart(file)))) {
      report.sizes.push(`${report.name}:${start} has a function of ${lines} lines and no measurement that asks for it`);
    }
  }
  if (node.parent === file && ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)) {
    const documented = ts.getLeadingCommentRanges(report.text, node.getFullStart())?.some((range) => report.text.startsWith('/**', range.pos));
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    if (documented !== true) report.style.push(`${report.name}:${line} exports something without a docstring`);
  }
  ts.forEachChild(node, (child) => visit(child, file, report));
}

function targetOf(entry: Import): string | undefined {
  if (!entry.specifier.startsWith('.')) return undefined;
  return path.posix.normalize(path.posix.join(path.posix.dirname(entry.from), entry.specifier));
}

function wingOf(file: string): string | undefined {
  return /^src\/engine\/([^/]+)\//.exec(file)?.[1];
}

function floorOf(file: string): number {
  if (file.startsWith('src/base/')) return 0;
  if (file.startsWith('src/model/')) return 1;
  if (file.startsWith('src/rpc/') || wingOf(file) !== undefined) return 2;
  if (file.startsWith('src/engine/')) return 3;
  return file === 'src/extension.ts' ? 5 : 4;
}

function brokenImports(imports: readonly Import[]): string[] {
  return imports.flatMap((entry) => {
    const problem = problemOf(entry);
    return problem === undefined ? [] : [`${entry.from} ${problem}: ${entry.specifier}`];
  });
}

function problemOf(entry: Import): string | undefined {
  const { from, specifier } = entry;
  const pure = /^src\/(base|model|rpc)\//.test(from);
  const outside = !/^(\.|node:|vscode$)/.test(specifier);
  if (specifier === 'vscode' && from !== 'src/extension.ts' && !from.startsWith('src/host/')) return 'may not know the editor';
  if (specifier === 'node:sqlite' && from !== 'src/engine/store/database.ts') return 'may not know the SQLite driver';
  if (specifier.startsWith('node:') && (pure || from.startsWith('src/webview/'))) return 'may not know Node';
  if (outside && pure && !entry.typeOnly) return 'may not use a package';
  if (specifier.startsWith('@modelcontextprotocol/') && from !== 'src/mcp.ts') return 'may not know the MCP SDK';
  const to = targetOf(entry);
  return to === undefined ? undefined : problemOfPath(entry, to);
}

function problemOfPath({ from, typeOnly }: Import, to: string): string | undefined {
  const here = wingOf(from);
  const there = wingOf(to);
  if (!to.startsWith('src/')) return to === 'package.json' ? undefined : 'leaves src';
  if (floorOf(to) > floorOf(from)) return 'imports up';
  if (/^src\/(host\/|webview\/|extension\.ts)/.test(from) && to.startsWith('src/engine/')) return 'may not know the engine';
  if (there !== undefined && floorOf(from) === 4 && !services.has(there)) return 'goes around the pipeline';
  if (there !== undefined && here !== undefined && here !== there) return 'reaches into another stage';
  if (there !== undefined && here !== there && to !== `src/engine/${there}/${there}.ts`) return 'goes past the door';
  if (typeOnly || floorOf(to) !== floorOf(from)) return undefined;
  return sameRoom(from, to) ? undefined : 'imports sideways';
}

/** A file may spread over a folder of its own name, and what lies deeper may use what lies above it in its stage. */
function sameRoom(from: string, to: string): boolean {
  const room = (file: string): string => path.posix.dirname(file);
  if (room(from) === room(to) || room(to) === from.replace(/\.ts$/, '')) return true;
  return wingOf(from) !== undefined && wingOf(from) === wingOf(to) && room(from).startsWith(`${room(to)}/`);
}

/** Depth-first search for files that import each other at run time. */
function circles(imports: readonly Import[]): string[] {
  const edges = new Map<string, string[]>();
  for (const entry of imports) {
    const to = targetOf(entry);
    if (to !== undefined && !entry.typeOnly) edges.set(entry.from, [...(edges.get(entry.from) ?? []), to]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) found.push(`a circle: ${[...trail.slice(trail.indexOf(file)), file].join(' -> ')}`);
    if (trail.includes(file) || done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...trail, file]);
    done.add(file);
  };
  for (const file of edges.keys()) walk(file, []);
  return found;
}
