import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { circlesIn } from './circles.js';
import { filesBelow, importsOf, root, textOf, typeScriptBelow } from './source-tree.js';

const sources = typeScriptBelow('shared', 'server/src', 'server/admin', 'miniapp');
const imports = new Map(sources.map((file) => [file, importsOf(file)]));

/** Which layer a file belongs to, and within the server which feature. */
function placeOf(file: string): { layer: string; feature?: string } {
  const feature = /^server\/src\/features\/([^/]+)\//.exec(file)?.[1];
  if (feature !== undefined) return { layer: 'feature', feature };
  if (file.startsWith('server/src/platform/')) return { layer: 'platform' };
  if (file.startsWith('server/src/')) return { layer: 'application' };
  if (file.startsWith('server/admin/')) return { layer: 'admin' };
  return { layer: file.slice(0, file.indexOf('/')) };
}

const mayImport: Record<string, readonly string[]> = {
  shared: ['shared'],
  platform: ['platform', 'shared'],
  feature: ['platform', 'shared'],
  application: ['application', 'feature', 'platform', 'shared'],
  admin: ['admin', 'shared'],
  miniapp: ['miniapp', 'shared'],
};

function isAllowed(from: string, to: string): boolean {
  const [importer, imported] = [placeOf(from), placeOf(to)];
  if (importer.layer === 'feature' && imported.layer === 'feature') {
    const isSame = importer.feature === imported.feature;
    const isWiring = from.endsWith('.module.ts') && to.endsWith('.module.ts');
    return isSame || isWiring || to.endsWith('.port.ts');
  }
  return (mayImport[importer.layer] ?? []).includes(imported.layer);
}

/** Every line that matches, as `file:line`. */
function linesMatching(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}  ${line.trim()}`] : [])),
  );
}

describe('the layers', () => {
  it('import downward only, and of another feature nothing but its ports', () => {
    const upward = [...imports].flatMap(([file, found]) =>
      found.flatMap(({ target }) => (target && !isAllowed(file, target) ? [`${file} → ${target}`] : [])),
    );
    expect(upward).toEqual([]);
  });

  it('import no file of ours that does not exist', () => {
    const dangling = [...imports].flatMap(([file, found]) =>
      found
        .filter(({ specifier, target }) => /^(\.|#shared\/)/.test(specifier) && target === undefined)
        .map(({ specifier }) => `${file} → ${specifier}`),
    );
    expect(dangling).toEqual([]);
  });

  it('have no import circles', () => {
    const edges = new Map(
      [...imports].map(([file, found]) => [file, found.flatMap(({ target }) => (target ? [target] : []))]),
    );
    expect(circlesIn(edges).map((circle) => circle.join(' → '))).toEqual([]);
  });

  it('keep zod out of the mini program, also by way of shared files', () => {
    const values = (file: string) => (imports.get(file) ?? []).filter(({ typeOnly }) => !typeOnly);
    const seen = new Set<string>();
    const carriers: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { specifier, target } of values(file)) {
        if (specifier === 'zod') carriers.push([...trail, file].join(' → '));
        if (target) visit(target, [...trail, file]);
      }
    };
    for (const file of sources.filter((source) => source.startsWith('miniapp/'))) visit(file, []);
    expect(carriers).toEqual([]);
  });

  it('resolve providers without forwardRef', () => {
    expect(linesMatching(typeScriptBelow('server/src'), /\bforwardRef\b/)).toEqual([]);
  });
});

describe('the database', () => {
  it('shows its dialect in its own folder only', () => {
    const elsewhere = sources.filter((file) => !file.startsWith('server/src/platform/database/'));
    expect(linesMatching(elsewhere, /mysql|sqlite/i)).toEqual([]);
  });
});

describe('the repository', () => {
  const atTheTop = [
    'LICENSE',
    'README.md',
    'README.zh-CN.md',
    'config',
    'miniapp',
    'package-lock.json',
    'package.json',
    'server',
    'shared',
    'test',
    'tsconfig.json',
  ];

  it('has nothing else visible at its top', () => {
    const visible = readdirSync(root).filter((name) => !name.startsWith('.'));
    const ignored = ['node_modules', 'dist', 'data'];
    expect(visible.filter((name) => !ignored.includes(name) && !atTheTop.includes(name))).toEqual([]);
  });

  it('names no folder of anybody’s machine', () => {
    const texts = filesBelow('').filter((file) => /\.(ts|tsx|mjs|cjs|json|md|scss|html|ya?ml)$/.test(file));
    expect(linesMatching(texts, /["'`\s(]\/(home|Users|root)\/[\w.-]+/)).toEqual([]);
    expect(texts.filter((file) => textOf(file).includes(root))).toEqual([]);
    expect(linesMatching(texts, /[A-Z]:\\Users\\/)).toEqual([]);
  });

  it('explains every setting of the server in .env.example', () => {
    const settings = [...textOf('server/src/platform/config/env.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)];
    const explained = textOf('config/env/.env.example');
    const names = settings.map(([, name]) => name ?? '');
    expect(names).toContain('DATABASE_URL');
    expect(names.filter((name) => !new RegExp(`^${name}=`, 'm').test(explained))).toEqual([]);
  });

  it('records no download address in its lock file', () => {
    expect(linesMatching(['package-lock.json'], /"resolved"/)).toEqual([]);
  });

  it('keeps generated files and data out of git', () => {
    const paths = ['dist', 'data', 'node_modules', '.env'];
    // An unpacked archive has no history to look at.
    const isClone = existsSync(path.join(root, '.git'));
    const tracked = isClone
      ? execFileSync('git', ['ls-files', '--', ...paths], { cwd: root }).toString()
      : '';
    expect(tracked).toBe('');
  });
});
