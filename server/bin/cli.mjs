// `npm run replay|backup|restore -- …`: builds the server if it changed and runs one of its commands.
import { nodeIsNewEnough } from './steps/node-version.mjs';

if (nodeIsNewEnough()) {
  import('./steps/cli.mjs').then((steps) => steps.runCommand(process.argv.slice(2)));
} else {
  process.exitCode = 1;
}
