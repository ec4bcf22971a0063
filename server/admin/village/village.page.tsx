import type { ChildCard } from '#shared/people/contract.js';
import { useQuery } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { listGivenChildren } from '../api/village.api.js';
import { ChildPanel } from '../children/child-panel.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { rowMarks } from '../ui/row-marks.js';
import { OfficesCard } from './offices-card.js';

/** 交给我的孩子: whom schools have given to a 儿童主任, as far as the families agreed. */
export function Component() {
  const [shown, setShown] = useState<string | null>(null);
  const children = useQuery({
    queryKey: ['given-children'],
    queryFn: ({ signal }) => listGivenChildren(signal),
  });
  const columns: TableColumnsType<ChildCard> = [
    {
      title: '孩子',
      render: (_, { token, name }) => (
        <Button
          type="link"
          style={{ paddingInline: 0 }}
          onClick={() => setShown(token)}
          data-testid="given-open"
        >
          {name}
        </Button>
      ),
    },
    {
      title: '在哪里上学',
      render: (_, { school, classroom }) => (
        <>
          {school.name}
          <div className="soft">{classroom?.name ?? '还没有分班'}</div>
        </>
      ),
    },
    {
      title: '班主任',
      render: (_, { classTeachers }) =>
        classTeachers.length === 0 ? <span className="soft">还没有</span> : classTeachers.join('、'),
    },
  ];
  return (
    <div className="stack">
      <PageHead
        title="交给我的孩子"
        note="学校交给您、家里也同意的。看得到孩子是谁、家里有谁；每次打开都有记录，家长看得到。"
      />
      <Loaded query={children}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyFace
              title="现在没有您能看的孩子"
              text="学校把孩子交给您，家里也同意了，名字才会出现在这里。家里改了主意，名字就不见了。"
            />
          ) : (
            <div className="card table-card">
              <Table
                rowKey="token"
                columns={columns}
                dataSource={items}
                pagination={false}
                onRow={({ token }) => rowMarks('given-row', token)}
              />
            </div>
          )
        }
      </Loaded>
      <OfficesCard />
      {shown !== null && <ChildPanel token={shown} onClose={() => setShown(null)} />}
    </div>
  );
}
