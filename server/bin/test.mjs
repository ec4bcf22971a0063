// `npm test` and `npm run test:mysql`: installs if needed, then Jest. Arguments go to Jest.
import { nodeIsNewEnough } from './steps/node-version.mjs';

if (nodeIsNewEnough()) {
  import('./steps/test.mjs').then((steps) => steps.test(process.argv.slice(2)));
} else {
  process.exitCode = 1;
}
