// `npm run new:feature NAME [SINGULAR]`: lays out a feature in every tree, from the templates beside this file.
import { nodeIsNewEnough } from './steps/node-version.mjs';

if (nodeIsNewEnough()) {
  import('./steps/new-feature.mjs').then((steps) => steps.newFeature(process.argv.slice(2)));
} else {
  process.exitCode = 1;
}
