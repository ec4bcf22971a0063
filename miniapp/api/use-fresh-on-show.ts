import { useDidHide, useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { FreshOnShow, type Refreshable } from './fresh-on-show.js';

/** Asks again for what stands on a page whenever the page comes back, and never twice when it opens. */
export function useFreshOnShow({ isFetchedAfterMount, refetch }: Refreshable): void {
  const [fresh] = useState(() => new FreshOnShow());
  useDidShow(() => fresh.show({ isFetchedAfterMount, refetch }));
  useDidHide(() => fresh.hide());
}
