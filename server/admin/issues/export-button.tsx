import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { exportBoard } from '../api/insight.api.js';
import type { BoardQuery } from '../api/issues.api.js';
import { saveFile } from '../ui/save-file.js';

/** Downloads what the board shows with its present filters, as a table. */
export function ExportButton({ query }: { query: BoardQuery }) {
  const { message } = App.useApp();
  const fetching = useMutation({
    mutationFn: () => exportBoard(query),
    onSuccess: (file) => {
      saveFile(file);
      void message.success('表格在下载里。里面有家长的话，请保管好。');
    },
    onError: (error) => void message.error(error.message),
  });
  return (
    <Button
      icon={<DownloadOutlined />}
      loading={fetching.isPending}
      onClick={() => fetching.mutate()}
      data-testid="board-export"
    >
      导出表格
    </Button>
  );
}
