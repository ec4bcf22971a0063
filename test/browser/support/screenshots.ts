import path from 'node:path';
import { projectRoot } from './server.js';

/** Where a screenshot of this run lies: dist/screenshots/NAME.png. */
export function screenshotPath(name: string): string {
  return path.join(projectRoot, 'dist/screenshots', `${name}.png`);
}
