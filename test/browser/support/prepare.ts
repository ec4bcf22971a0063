// Before the suites, which run two at a time: the demo school is loaded once, and each of them begins with a copy.
import { startServer } from './server.js';

const server = await startServer();
await server.dispose();
