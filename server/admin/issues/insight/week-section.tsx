import type { Dashboard } from '#shared/issues/insight.js';
import { Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { Chart } from './chart.js';
import { shortDay, weekOption } from './chart-options.js';

type Week = Dashboard['byWeek'][number];

const columns: TableColumnsType<Week> = [
  { title: '哪一周', dataIndex: 'week', render: (week: string) => `${shortDay(week)}起` },
  { title: '收到', dataIndex: 'reported', align: 'right' },
  { title: '家长说好了', dataIndex: 'confirmed', align: 'right' },
  { title: '退回来再办', dataIndex: 'reopened', align: 'right' },
];

/** Figures by week, drawn and as a table; a week counts what was reported in it. */
export function WeekSection({ weeks }: { weeks: readonly Week[] }) {
  const option = useMemo(() => weekOption([...weeks]), [weeks]);
  return (
    <section className="card" aria-label="每一周" data-testid="by-week">
      <h2>每一周收到的</h2>
      <div className="beside">
        <Chart option={option} label="每一周收到多少件的图" height={300} />
        <div className="table-scroll" role="region" aria-label="每一周的数" tabIndex={0}>
          <Table<Week>
            size="small"
            rowKey="week"
            columns={columns}
            dataSource={[...weeks].reverse()}
            pagination={false}
            scroll={{ x: 'max-content' }}
          />
        </div>
      </div>
    </section>
  );
}
