// The one command: `npm start`. Nothing but the version check before the version is known to be good.
import { nodeIsNewEnough } from './steps/node-version.mjs';

if (nodeIsNewEnough()) {
  import('./steps/start.mjs').then((steps) => steps.start());
} else {
  process.exitCode = 1;
}
