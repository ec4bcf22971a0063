import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The project's folder, without a slash at the end. */
export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));

const generated = new Set(['node_modules', 'dist', 'data']);

/**
 * Files of the project below a folder, hidden and generated ones left out.
 * @param folder relative to the project, '' for all of it
 * @returns paths relative to the project, with slashes
 */
export function filesBelow(folder: string): string[] {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !generated.has(entry.name))
    .flatMap((entry) => {
      const relative = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(relative) : [relative];
    })
    .sort();
}

/** Source files that TypeScript compiles, below the given folders. */
export function typeScriptBelow(...folders: string[]): string[] {
  return folders.flatMap(filesBelow).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
}

/** Text of a file of the project. */
export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** One import or re-export: what it names, and the file behind it when that file is ours. */
export interface Import {
  readonly specifier: string;
  /** Path relative to the project; undefined for packages and for files that do not exist. */
  readonly target: string | undefined;
  /** `import type`, or every name in the braces is marked `type`: nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

/** Imports of a TypeScript file: static, dynamic with a literal, and re-exports. */
export function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    found.push({ specifier: specifier.text, target: targetOf(file, specifier.text), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, leavesNothing(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function leavesNothing(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  if (clause.name || !bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

function targetOf(from: string, specifier: string): string | undefined {
  const base = specifier.startsWith('#shared/')
    ? specifier.replace('#shared/', 'shared/')
    : specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(from), specifier)
      : undefined;
  if (base === undefined) return undefined;
  const stem = base.replace(/\.jsx?$/, '');
  const candidates = [`${stem}.ts`, `${stem}.tsx`, base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`];
  return candidates.find(
    (candidate) => /\.[a-z]+$/.test(candidate) && existsSync(path.join(root, candidate)),
  );
}
