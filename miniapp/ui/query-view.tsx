import type { ReactNode } from 'react';
import { asApiError } from '../api/api-error.js';
import { LockedFace } from '../session/locked-face.js';
import { Bones, ErrorFace, OfflineFace } from './faces.js';

/** As much of a query as choosing a face needs. */
export interface QueryLike<T> {
  data: T | undefined;
  error: Error | null;
  fetchStatus: 'fetching' | 'paused' | 'idle';
  refetch: () => unknown;
}

/**
 * Shows the answer of a query, or the face that fits: loading, offline, error. What is known is always shown, but for
 * what the server keeps shut until the picture PIN is tapped.
 */
export function QueryView<T>({ query, children }: { query: QueryLike<T>; children: (data: T) => ReactNode }) {
  const retry = () => void query.refetch();
  const error = query.error ? asApiError(query.error) : null;
  if (error?.code === 'pin_needed') return <LockedFace onOpened={retry} />;
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.fetchStatus === 'paused') return <OfflineFace onRetry={retry} />;
  if (!error) return <Bones />;
  return error.kind === 'offline' ? (
    <OfflineFace onRetry={retry} />
  ) : (
    <ErrorFace words={error.message} onRetry={retry} />
  );
}
