// Who may import whom, for eslint-plugin-boundaries. test/tooling/architecture.test.ts checks the same without
// ESLint, circles included; when a layer is added, both want it.

/** Folders as elements; a file belongs to the deepest one. */
const elements = [
  { type: 'shared', pattern: 'shared' },
  { type: 'platform', pattern: 'server/src/platform' },
  { type: 'feature', pattern: 'server/src/features/*', capture: ['feature'] },
  { type: 'application', pattern: 'server/src' },
  { type: 'admin', pattern: 'server/admin' },
  { type: 'miniapp', pattern: 'miniapp' },
  { type: 'test', pattern: 'test' },
].map((element) => ({ ...element, partialMatch: false }));

/** A feature shows others its ports; its module names the modules of those it needs, for Nest to wire them. */
const files = [
  { category: 'port', pattern: 'server/src/features/*/*.port.ts' },
  { category: 'module', pattern: 'server/src/features/*/*.module.ts' },
];

const may = (from, ...to) => ({
  from: { element: { type: from } },
  allow: { to: to.map((type) => ({ element: { type } })) },
});

const policies = [
  may('platform', 'shared'),
  may('feature', 'shared', 'platform'),
  {
    from: { element: { type: 'feature' } },
    allow: { to: { element: { type: 'feature' }, file: { categories: 'port' } } },
  },
  {
    from: { element: { type: 'feature' }, file: { categories: 'module' } },
    allow: { to: { element: { type: 'feature' }, file: { categories: 'module' } } },
  },
  may('application', 'shared', 'platform', 'feature'),
  may('admin', 'shared'),
  may('miniapp', 'shared'),
  may('test', 'shared', 'platform', 'feature', 'application', 'admin', 'miniapp'),
];

/** Settings for ESLint. */
export const layerSettings = {
  'boundaries/elements': elements,
  'boundaries/files': files,
  'import/resolver': {
    typescript: { project: ['tsconfig.json', 'config/typescript/*.json'], noWarnOnMultipleProjects: true },
  },
};

/** Rules for ESLint. */
export const layerRules = {
  'boundaries/dependencies': [
    'error',
    {
      default: 'disallow',
      policies,
      message:
        'Imports run downward only: miniapp, admin → shared; features → ports of other features, platform, shared.',
    },
  ],
};
