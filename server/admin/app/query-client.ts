import { QueryClient } from '@tanstack/react-query';
import type { ApiError } from '../api/api-error.js';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiError;
  }
}

/**
 * Reads are tried once more when no answer came; commands never by themselves (a person decides, with the same
 * idempotency key). `always`: without signal a read fails at once and the offline face is shown, instead of waiting.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      retry: (failures, error) => failures < 1 && error.outcomeUnknown,
      retryDelay: 800,
      refetchOnReconnect: 'always',
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
