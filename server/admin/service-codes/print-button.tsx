import { PrinterOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { PrintShape } from '../api/service-codes.api.js';
import type { Printing } from './use-printing.js';

interface Props {
  /** What is printed when nothing is chosen. */
  all: readonly string[];
  chosen: readonly string[];
  printing: Printing;
}

const shapes = [
  { key: 'poster', label: <span data-testid="print-poster">海报，一张码一页</span> },
  { key: 'card', label: <span data-testid="print-card">小卡片，一页六张，裁开贴</span> },
];

/** Prints the chosen codes, or all of the page. */
export function PrintButton({ all, chosen, printing }: Props) {
  const tokens = chosen.length > 0 ? chosen : all;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: shapes,
        onClick: ({ key }) => printing.mutate({ tokens, shape: key as PrintShape }),
      }}
    >
      <Button
        icon={<PrinterOutlined />}
        disabled={tokens.length === 0}
        loading={printing.isPending}
        data-testid="codes-print"
      >
        {chosen.length > 0 ? `打印选中的 ${chosen.length} 张` : '打印全部'}
      </Button>
    </Dropdown>
  );
}
