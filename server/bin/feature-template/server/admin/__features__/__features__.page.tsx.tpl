import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { list__Features__ } from '../api/__features__.api.js';
import { useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';

const columns = [{ title: '标题', dataIndex: 'title' }];

export function Component() {
  const school = useSchoolToken();
  const list = useListParams();
  const query = { school, cursor: list.cursor };
  const __featuresVar__ = useQuery({
    queryKey: ['__features__', query],
    queryFn: ({ signal }) => list__Features__(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <PageHead title="__title__" />
      <Loaded query={__featuresVar__}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace title="还没有内容" text="有了会出现在这里。" />
            ) : (
              <Table rowKey="token" columns={columns} dataSource={items} pagination={false} />
            )}
            <Pager list={list} nextCursor={nextCursor} busy={__featuresVar__.isPlaceholderData} />
          </>
        )}
      </Loaded>
    </div>
  );
}
