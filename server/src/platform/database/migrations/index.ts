import { Foundation1763800000000 } from './1763800000000-foundation.js';

/** All migrations in order; both engines run the same ones. */
export const migrations = [Foundation1763800000000];
