import type { Dashboard } from '#shared/issues/insight.js';
import { Table, type TableColumnsType } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { Chart } from './chart.js';
import { groupOption, heightFor, parts } from './chart-options.js';
import { minutesWords, partsOf } from './figure-words.js';

export type Group = Dashboard['all'] & { name: string };

interface Props {
  title: string;
  /** What a line of the table is: 类别, 班级. */
  what: string;
  groups: readonly Group[];
  note?: ReactNode;
  testId: string;
}

/** Figures by group: drawn, and beside it as a table for who cannot see colours. */
export function GroupSection({ title, what, groups, note, testId }: Props) {
  const option = useMemo(() => groupOption(groups), [groups]);
  const columns: TableColumnsType<Group> = [
    { title: what, dataIndex: 'name' },
    { title: '收到', dataIndex: 'reported', align: 'right' },
    ...parts.map(({ key, label }) => ({
      title: label,
      align: 'right' as const,
      render: (_: unknown, group: Group) => partsOf(group)[key],
    })),
    {
      title: '晚了',
      align: 'right',
      render: (_, { overdue }) => <span className={overdue > 0 ? 'due-late' : undefined}>{overdue}</span>,
    },
    {
      title: '多久办好',
      align: 'right',
      render: (_, { resolutionMinutes }) => minutesWords(resolutionMinutes),
    },
  ];
  return (
    <section className="card" aria-label={title} data-testid={testId}>
      <h2>{title}</h2>
      <div className="beside">
        <Chart option={option} label={`${title}的条形图`} height={heightFor(groups.length)} />
        <Table<Group>
          size="small"
          rowKey="name"
          columns={columns}
          dataSource={[...groups]}
          pagination={false}
          scroll={{ x: 'max-content' }}
        />
      </div>
      {note && <p className="soft small-group">{note}</p>}
    </section>
  );
}
