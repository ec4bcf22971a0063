/** Where the cache keeps the session. */
export const sessionKey = ['session'] as const;
