// `npm run check:lint`. Comments cannot switch rules off: what a rule forbids is written differently.
// Rules that need to know types are in .oxlintrc.json: that linter asks the native compiler, and takes seconds where
// ESLint takes minutes.
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

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'test/browser/**/fixtures/', '**/*.d.ts'] },
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,

  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // Text that people typed is cleaned of control characters by naming them.
      'no-control-regex': 'off',
      eqeqeq: 'error',
      'no-warning-comments': ['error', { terms: ['oxlint-disable', 'eslint-disable'], location: 'anywhere' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },

  {
    // What a decorated class names as types of its parameters is there when the program runs.
    files: ['server/src/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
  },

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
    files: ['test/**/*.ts'],
    rules: {
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
);
