import type { ReactNode } from 'react';
import { asApiError } from '../api/api-error.js';
import { Bones, ErrorFace, OfflineFace } from './faces.js';

/** As much of a query as choosing a face needs. */
export interface QueryLike<T> {
  data: T | undefined;
  error: Error | null;
  fetchStatus: 'fetching' | 'paused' | 'idle';
  refetch: () => unknown;
}

/** Shows the answer of a query, or the face that fits: loading, offline, error. What is known is always shown. */
export function QueryView<T>({ query, children }: { query: QueryLike<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  const retry = () => void query.refetch();
  if (query.fetchStatus === 'paused') return <OfflineFace onRetry={retry} />;
  if (query.error) {
    const error = asApiError(query.error);
    return error.kind === 'offline' ? (
      <OfflineFace onRetry={retry} />
    ) : (
      <ErrorFace words={error.message} onRetry={retry} />
    );
  }
  return <Bones />;
}
