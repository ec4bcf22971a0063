import { createElement, type ReactNode } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { useDidShow, useLaunch } from '@tarojs/taro';
import { queryClient, startQueries } from './api/query-client.js';
import { refreshAfterDelivery } from './api/outbox/outbox-refresh.js';
import { startOutbox } from './api/outbox/outbox-service.js';
import { watchNetwork } from './platform/network.js';
import { start } from './session/session-store.js';
import { refreshScale } from './ui/use-scale.js';
import './app.scss';

if (XINQIAO_PLATFORM === 'h5') void import('./preview/mount.js');

/** Whether the program opens on 首页, which asks for the session together with all that stands on it. */
const isFirstScreen = (path = ''): boolean => /^\/?(pages\/home\/index.*)?$/.test(path);

/** The program: starts network watch, reads, session and outbox, in this order, once. */
export default function App({ children }: { children?: ReactNode }) {
  useLaunch(({ path }) => {
    watchNetwork();
    startQueries();
    refreshAfterDelivery();
    void start(isFirstScreen(path)).then(startOutbox);
  });
  useDidShow(refreshScale);
  return createElement(QueryClientProvider, { client: queryClient }, children);
}
