import { Button, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { EmptyFace } from '../ui/faces.js';
import { rowMarks } from '../ui/row-marks.js';
import { onDay } from '../ui/when.js';

interface Dated {
  token: string;
  name: string;
  fromDay: string;
  toDay: string;
}

interface Props<Row extends Dated> {
  title: string;
  note: string;
  empty: string;
  rows: readonly Row[];
  testId: string;
  onAdd: () => void;
  onEdit: (row: Row) => void;
  onDelete: (row: Row) => void;
  /** What stands beside the name. */
  extra?: { title: string; render: (row: Row) => ReactNode };
}

const lengthOf = ({ fromDay, toDay }: Dated): number =>
  (Date.parse(toDay) - Date.parse(fromDay)) / 86_400_000 + 1;

function daysWords({ fromDay, toDay }: Dated): string {
  return fromDay === toDay ? onDay(fromDay) : `${onDay(fromDay)} – ${onDay(toDay)}`;
}

/** Terms or special days, by date. */
export function DatedTable<Row extends Dated>(props: Props<Row>) {
  const { title, note, empty, rows, testId, extra } = props;
  const columns: TableColumnsType<Row> = [
    { title: '名字', dataIndex: 'name' },
    ...(extra ? [{ title: extra.title, render: (_: unknown, row: Row) => extra.render(row) }] : []),
    { title: '哪几天', render: (_, row) => daysWords(row) },
    { title: '共', width: 90, render: (_, row) => `${lengthOf(row)} 天` },
    {
      title: '操作',
      width: 150,
      render: (_, row) => (
        <div className="row" style={{ flexWrap: 'nowrap' }}>
          <Button size="small" onClick={() => props.onEdit(row)} data-testid={`${testId}-edit`}>
            改
          </Button>
          <Button size="small" danger onClick={() => props.onDelete(row)} data-testid={`${testId}-delete`}>
            删
          </Button>
        </div>
      ),
    },
  ];
  return (
    <section className="card" aria-label={title}>
      <div className="page-head" style={{ marginBottom: 8 }}>
        <h2 style={{ margin: 0 }}>{title}</h2>
        <Button onClick={props.onAdd} data-testid={`${testId}-add`}>
          加{title}
        </Button>
      </div>
      <p className="soft">{note}</p>
      {rows.length === 0 ? (
        <EmptyFace title={`还没有${title}`} text={empty} />
      ) : (
        <Table
          data-testid={`${testId}-table`}
          rowKey="token"
          columns={columns}
          dataSource={[...rows].sort((a, b) => b.fromDay.localeCompare(a.fromDay))}
          pagination={rows.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
          scroll={{ x: 640 }}
          onRow={({ token }) => rowMarks(`${testId}-row`, token)}
        />
      )}
    </section>
  );
}
