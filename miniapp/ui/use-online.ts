import { useSyncExternalStore } from 'react';
import { isOnline, onNetworkChange } from '../platform/network.js';

/** Whether the phone has a network, always as it is now. */
export function useOnline(): boolean {
  return useSyncExternalStore(onNetworkChange, isOnline, isOnline);
}
