import type { UseQueryResult } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { ErrorFace, LoadingFace } from './faces.js';

interface Props<T> {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
  /** Lines of the grey sketch while loading. */
  rows?: number;
}

/** Shows what a query brought, or its loading, error or offline face. What was there before stays when reloading fails. */
export function Loaded<T>({ query, children, rows }: Props<T>) {
  const again = () => void query.refetch();
  if (query.data === undefined) {
    return query.error ? <ErrorFace error={query.error} retry={again} /> : <LoadingFace rows={rows} />;
  }
  // What is gone, or no longer this person's, must not stay on the screen.
  if (query.error?.code === 'not_found' || query.error?.code === 'forbidden')
    return <ErrorFace error={query.error} retry={again} />;
  return (
    <>
      {query.error && (
        <Alert
          type="warning"
          showIcon
          role="status"
          data-testid="stale-note"
          title={
            query.error.code === 'offline'
              ? '没有网络，看到的是刚才的内容。'
              : `没有刷新成功，看到的是刚才的内容。${query.error.message}`
          }
        />
      )}
      {children(query.data)}
    </>
  );
}
