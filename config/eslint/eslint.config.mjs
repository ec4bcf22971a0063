// `npm run check:lint`. Comments cannot switch rules off: what a rule forbids is written differently.
import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { layerRules, layerSettings } from './layers.mjs';

const clients = ['server/admin/**/*.{ts,tsx}', 'miniapp/**/*.{ts,tsx}'];

/** Words that say which database engine is meant: everything that differs lives in server/src/platform/database. */
const dialect = [
  'Literal[value=/mysql|sqlite/i]',
  'TemplateElement[value.raw=/mysql|sqlite/i]',
  'Identifier[name=/mysql|sqlite/i]',
].map((selector) => ({ selector, message: 'Database dialects live in server/src/platform/database only.' }));

/** Time comes from the injected clock, so that tests can set it. */
const ambientTime = [
  "NewExpression[callee.name='Date'][arguments.length=0]",
  "CallExpression[callee.name='Date']",
  "CallExpression[callee.object.name='Date'][callee.property.name='now']",
].map((selector) => ({ selector, message: 'Ask the clock of server/src/platform/clock for the time.' }));

const nestCircles = [
  {
    selector: "Identifier[name='forwardRef']",
    message: 'A circle of providers: give the shared part a name of its own.',
  },
];

const nodeGlobals = [
  'AbortController',
  'AbortSignal',
  'Buffer',
  'URL',
  'URLSearchParams',
  'clearInterval',
  'clearTimeout',
  'console',
  'fetch',
  'performance',
  'process',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'structuredClone',
  'TextDecoder',
  'TextEncoder',
];
const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

/** Type-aware linting of one program. */
const program = (files, project) => ({
  files,
  languageOptions: { parserOptions: { project: [project], tsconfigRootDir: process.cwd() } },
});

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'test/browser/**/fixtures/', '**/*.d.ts'] },
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,

  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        // The runner of the browser suite waits for its tests by itself.
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'test'] },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Handlers and adapters are async by contract, also where an implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // Methods of our ports are handed around on purpose, and what needs `this` is bound.
      '@typescript-eslint/unbound-method': 'off',
      // Browsers report failures of IndexedDB and the like as DOMException, which is not an Error by type.
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      // Text that people typed is cleaned of control characters by naming them.
      'no-control-regex': 'off',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  program(['shared/**/*.ts', 'server/src/**/*.ts', 'test/**/*.ts'], './tsconfig.json'),
  program(['test/browser/**/*.{ts,tsx}'], './config/browser/tsconfig.json'),
  program(['server/admin/**/*.{ts,tsx}'], './config/typescript/admin.json'),
  program(['miniapp/**/*.{ts,tsx}'], './config/typescript/miniapp.json'),

  {
    files: ['shared/**/*.ts', 'server/**/*.{ts,tsx}', 'miniapp/**/*.{ts,tsx}', 'test/**/*.ts'],
    plugins: { boundaries },
    settings: layerSettings,
    rules: layerRules,
  },

  {
    files: ['shared/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...dialect, ...ambientTime], 'no-console': 'error' },
  },
  {
    files: ['server/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...dialect, ...ambientTime, ...nestCircles],
      'no-console': 'error',
    },
  },
  {
    files: ['server/src/platform/database/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...ambientTime, ...nestCircles] },
  },
  {
    // A migration is one list from top to bottom, and nobody changes it after it has run.
    files: ['server/src/platform/database/migrations/*.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['server/src/platform/clock/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...dialect, ...nestCircles] },
  },
  { files: ['server/src/cli/**/*.ts'], rules: { 'no-console': 'off' } },

  {
    files: clients,
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': ['error', ...dialect],
      'no-console': 'error',
    },
  },
  {
    // zod costs the mini program about 300 kB: contracts as types only, plain data from vocabulary and workflow files.
    files: ['miniapp/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'zod', message: 'The mini program has no room for zod.' }],
          patterns: [
            {
              group: ['**/contract.js'],
              allowTypeImports: true,
              message: 'Contracts are imported as types only.',
            },
          ],
        },
      ],
    },
  },

  {
    // Bodies of HTTP answers and attributes of pages come untyped; assertions on them are what a test is.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },

  { files: ['**/*.mjs'], languageOptions: { globals: readonly(nodeGlobals) } },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: readonly([...nodeGlobals, '__dirname', 'module', 'require']),
    },
  },
  { files: ['config/**/*.ts'], extends: [tseslint.configs.disableTypeChecked] },
);
