import { Button } from 'antd';
import type { ListParams } from './use-list-params.js';

interface Props {
  list: ListParams;
  nextCursor: string | null;
  busy?: boolean;
}

/** 上一页 / 下一页. There is no page number and no total: nothing is counted. */
export function Pager({ list, nextCursor, busy = false }: Props) {
  if (list.onFirstPage && nextCursor === null) return null;
  return (
    <nav className="row" aria-label="翻页" style={{ justifyContent: 'flex-end' }}>
      <Button disabled={list.onFirstPage || busy} onClick={list.back} data-testid="page-previous">
        上一页
      </Button>
      <Button
        disabled={nextCursor === null || busy}
        onClick={() => nextCursor !== null && list.forward(nextCursor)}
        data-testid="page-next"
      >
        下一页
      </Button>
    </nav>
  );
}
