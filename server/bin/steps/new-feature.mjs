// Lays out a feature in every tree.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesUnder } from '../../../config/build/inputs.mjs';
import { root } from './tools.mjs';

const templates = fileURLToPath(new URL('../feature-template/', import.meta.url));

/** Names that mean something else in one of the trees. */
const taken = [
  'api',
  'app',
  'ui',
  'pages',
  'packages',
  'platform',
  'session',
  'support',
  'tooling',
  'browser',
  'bench',
];

/**
 * @param {string[]} args name of the feature, plural and in kebab-case; the singular where it is not the name without `s`
 */
export function newFeature([features, singular]) {
  const problem = problemWith(features, singular);
  if (problem) {
    console.error(
      `${problem}\nUsage: npm run new:feature NAME [SINGULAR]   for example: npm run new:feature home-visits`,
    );
    process.exitCode = 1;
    return;
  }
  for (const { file, text } of featureFiles(features, singular)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text, { flag: 'wx' });
    console.log(`wrote ${file}`);
  }
  console.log(toWire(namesOf(features, singular)));
}

/**
 * What would be written.
 * @param {string} features
 * @param {string} [singular]
 * @returns {{ file: string, text: string }[]} paths relative to the project
 */
export function featureFiles(features, singular) {
  const names = Object.entries(namesOf(features, singular));
  const fill = (text) => names.reduce((filled, [mark, name]) => filled.replaceAll(mark, name), text);
  return filesUnder(templates).map((template) => ({
    file: fill(
      path
        .relative(templates, template)
        .split(path.sep)
        .join('/')
        .replace(/\.tpl$/, ''),
    ),
    text: fill(fs.readFileSync(template, 'utf8')),
  }));
}

function problemWith(features, singular) {
  const isName = (name) => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 30;
  if (features === undefined) return 'Which feature?';
  if (!isName(features))
    return `"${features}" is no name: small letters and single hyphens, at most 30 characters.`;
  if (singular !== undefined && !isName(singular)) return `"${singular}" is no name.`;
  const one = singular ?? features.replace(/s$/, '');
  if (one === features) return `"${features}" is not plural; give the singular as well if it is.`;
  if (taken.includes(features)) return `"${features}" has a meaning of its own in one of the trees.`;
  const folders = [
    'shared',
    'server/src/features',
    'server/src/platform',
    'server/admin',
    'miniapp/packages',
    'test',
  ];
  const there = folders
    .map((folder) => `${folder}/${features}`)
    .find((folder) => fs.existsSync(path.join(root, folder)));
  return there ? `${there} is there already.` : undefined;
}

function namesOf(features, feature = features.replace(/s$/, '')) {
  const pascal = (name) =>
    name
      .split('-')
      .map((word) => word[0].toUpperCase() + word.slice(1))
      .join('');
  const camel = (name) => pascal(name)[0].toLowerCase() + pascal(name).slice(1);
  return {
    __features__: features,
    __feature__: feature,
    __Features__: pascal(features),
    __Feature__: pascal(feature),
    __featuresVar__: camel(features),
    __feature_table__: feature.replaceAll('-', '_'),
    __title__: features,
  };
}

function toWire({
  __features__: features,
  __feature__: feature,
  __Features__: Features,
  __feature_table__: table,
}) {
  return `
Now by hand:
  server/src/app.module.ts               ${Features}Module in the list of modules
  server/src/entities.ts                 import ./features/${features}/${feature}.entity.js
  server/src/platform/database/migrations  a new migration with the table ${table}, named in its index
  server/admin/app/router.tsx            { path: '${features}', lazy: () => import('../${features}/${features}.page.js') }, and a line in main-menu.tsx
  miniapp/app.config.ts                  { root: 'packages/${features}', name: '${features}', pages: ['list/index'] }, and its address in platform/navigation.ts
  test                                   a row for each route in the table of routes and roles; Chinese titles in place of "${features}"
then: npm run format && npm run check`;
}
