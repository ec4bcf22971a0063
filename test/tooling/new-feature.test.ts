import { describe, expect, it } from '@jest/globals';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { root } from './source-tree.js';

interface FeatureFile {
  readonly file: string;
  readonly text: string;
}

const script = pathToFileURL(path.join(root, 'server/bin/steps/new-feature.mjs')).href;
const { featureFiles } = (await import(script)) as { featureFiles: (features: string) => FeatureFile[] };
const files = featureFiles('sample-things');
const texts = new Map(files.map(({ file, text }) => [path.join(root, file), text]));

/** Errors in the new files, as if they lay in the project already. */
function errorsUnder(settings: string, folders: readonly string[]): string[] {
  const file = path.join(root, settings);
  const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name));
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(file));
  const host = ts.createCompilerHost(options);
  const [readFile, fileExists] = [host.readFile.bind(host), host.fileExists.bind(host)];
  host.readFile = (name) => texts.get(path.normalize(name)) ?? readFile(name);
  host.fileExists = (name) => texts.has(path.normalize(name)) || fileExists(name);
  const newFolders = new Set([...texts.keys()].map((name) => path.dirname(name)));
  host.directoryExists = (name) => newFolders.has(path.normalize(name)) || ts.sys.directoryExists(name);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => {
    const text = texts.get(path.normalize(name));
    return text === undefined ? getSourceFile(name, version) : ts.createSourceFile(name, text, version);
  };
  const fresh = [...texts.keys()].filter((name) =>
    folders.some((folder) => name.startsWith(path.join(root, folder) + path.sep)),
  );
  const globals = fileNames.filter((name) => name.endsWith('.d.ts'));
  const program = ts.createProgram([...fresh, ...globals], options, host);
  return fresh.flatMap((name) => {
    const source = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(
      (one) => `${path.relative(root, name)}: ${ts.flattenDiagnosticMessageText(one.messageText, '\n')}`,
    );
  });
}

describe('npm run new:feature', () => {
  it('writes to every tree', () => {
    expect(files.map(({ file }) => file)).toEqual(
      expect.arrayContaining([
        'shared/sample-things/contract.ts',
        'server/src/features/sample-things/sample-things.module.ts',
        'server/src/features/sample-things/sample-thing.policy.ts',
        'server/admin/sample-things/sample-things.page.tsx',
        'miniapp/packages/sample-things/list/index.tsx',
        'test/sample-things/sample-things.test.ts',
      ]),
    );
  });

  it('leaves no mark of the template unfilled', () => {
    expect(files.filter(({ file, text }) => /__\w+__/.test(file + text)).map(({ file }) => file)).toEqual([]);
  });

  it.each([
    ['tsconfig.json', ['shared', 'server/src', 'test']],
    ['config/typescript/admin.json', ['server/admin']],
    ['config/typescript/miniapp.json', ['miniapp']],
  ])(
    'makes files that the compiler accepts under %s',
    (settings, folders) => {
      expect(errorsUnder(settings, folders)).toEqual([]);
    },
    60_000,
  );
});
