import type { AuditEntry } from '#shared/audit/contract.js';
import { fieldClasses } from '#shared/people/field-classes.js';
import { Table, Tag, type TableColumnsType } from 'antd';
import { rowMarks } from '../ui/row-marks.js';
import { when } from '../ui/when.js';

const columns: TableColumnsType<AuditEntry> = [
  { title: '什么时候', width: 150, render: (_, { at }) => <span className="soft">{when(at)}</span> },
  { title: '谁', width: 130, render: (_, { by }) => <b>{by?.name ?? '服务器上的命令'}</b> },
  { title: '做了什么', dataIndex: 'what' },
  {
    title: '关于谁',
    width: 150,
    render: (_, { child, person }) => child?.name ?? person?.name ?? <span className="soft">—</span>,
  },
  {
    title: '看到哪些资料',
    width: 220,
    render: (_, { fields, forReason }) => (
      <>
        {fields.map((one) => (
          <Tag key={one} color={one === 'protection' ? 'error' : 'default'}>
            {fieldClasses[one]}
          </Tag>
        ))}
        {forReason && <Tag color="warning">急事打开</Tag>}
      </>
    ),
  },
];

/** Who, what, about whom, and which of a child's fields. */
export function AuditTable({ items, busy }: { items: readonly AuditEntry[]; busy: boolean }) {
  return (
    <div className="card table-card">
      <Table
        data-testid="audit-table"
        rowKey={({ at, action, by }) => `${at}${action}${by?.token ?? ''}`}
        columns={columns}
        dataSource={[...items]}
        loading={busy}
        pagination={false}
        scroll={{ x: 860 }}
        onRow={({ action }) => rowMarks('audit-row', action)}
      />
    </div>
  );
}
