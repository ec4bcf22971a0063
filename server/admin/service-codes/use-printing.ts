import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import type { ApiError } from '../api/api-error.js';
import type { Download } from '../api/http.js';
import { printServiceCodes, type PrintShape } from '../api/service-codes.api.js';
import { saveFile } from '../ui/save-file.js';

interface Order {
  tokens: readonly string[];
  shape: PrintShape;
}

/** Fetches posters and hands them to the browser's downloads. */
export function usePrinting() {
  const { message } = App.useApp();
  return useMutation<Download, ApiError, Order>({
    mutationFn: ({ tokens, shape }) => printServiceCodes(tokens, shape),
    onSuccess: (file) => {
      saveFile(file);
      void message.success('海报在下载里，打开就能打印');
    },
    onError: (error) => void message.error(error.message),
  });
}

export type Printing = ReturnType<typeof usePrinting>;
