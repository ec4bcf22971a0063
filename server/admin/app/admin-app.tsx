import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { RouterProvider } from 'react-router-dom';
import { queryClient } from './query-client.js';
import { router } from './router.js';
import { isStill } from '../ui/stillness.js';
import { theme } from './theme.js';

/** Everything that surrounds the pages: language, colours, cache of answers, addresses. */
export function AdminApp() {
  return (
    // `virtual` off: every choice of a picker is really there, for screen readers and for the browser's own search.
    <ConfigProvider
      locale={zhCN}
      theme={theme}
      wave={{ disabled: isStill }}
      virtual={false}
      button={{ autoInsertSpace: false }}
    >
      <App>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}
