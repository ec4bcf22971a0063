import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';

/** The time (ms since 1970) at which the screen was last shown: what "today" means on it. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useDidShow(() => setNow(Date.now()));
  return now;
}
