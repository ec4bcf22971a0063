import { useSyncExternalStore } from 'react';

function listen(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says in words that the network is gone, for as long as it is. */
export function NetworkBanner() {
  const online = useSyncExternalStore(listen, () => navigator.onLine);
  if (online) return null;
  return (
    <div className="network-banner" role="status" data-testid="network-banner">
      现在没有网络。您可以接着看和写，等网络回来再提交。
    </div>
  );
}
