import { register } from 'node:module';

/** `node --import` of this file lets Node run the TypeScript of the browser suite without a build step. */
register('./typescript-hooks.mjs', import.meta.url);
