// Before the suites, which run several at a time: the demo school is loaded once, and each of them begins with a copy.
import { existsSync } from 'node:fs';
import { startServer, templateFolder } from './server.js';

if (!existsSync(templateFolder())) {
  const server = await startServer();
  await server.dispose();
}
