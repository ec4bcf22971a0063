import { useSyncExternalStore } from 'react';

const asked = matchMedia('(prefers-reduced-motion: reduce)');

function follow(changed: () => void): () => void {
  asked.addEventListener('change', changed);
  return () => asked.removeEventListener('change', changed);
}

/** Whether who looks has asked the computer for less movement, also when the answer changes meanwhile. */
export const useStillness = (): boolean => useSyncExternalStore(follow, () => asked.matches);
