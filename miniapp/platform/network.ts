import Taro from '@tarojs/taro';

type Listener = (online: boolean) => void;

let online = true;
const listeners = new Set<Listener>();

function set(next: boolean) {
  if (next === online) return;
  online = next;
  for (const listener of listeners) listener(next);
}

/** Begins to follow the phone's network. Called once when the program starts. */
export function watchNetwork() {
  if (XINQIAO_PLATFORM === 'h5') {
    online = navigator.onLine;
    window.addEventListener('online', () => set(true));
    window.addEventListener('offline', () => set(false));
    return;
  }
  Taro.onNetworkStatusChange((status) => set(status.isConnected));
  void Taro.getNetworkType({ success: (status) => set(status.networkType !== 'none') });
}

/** Whether the phone believes it has a network; a request may still fail. */
export function isOnline(): boolean {
  return online;
}

/** Tells `listener` about each change; returns how to stop. */
export function onNetworkChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
