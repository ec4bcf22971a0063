import type { StaffRoleEntry } from '#shared/people/roles.js';
import { Button, Table, type TableColumnsType } from 'antd';
import { roleWords } from '../people/staff-table.js';
import { rowMarks } from '../ui/row-marks.js';
import { RoleReasons, RoleSpan } from './role-words.js';

interface Props {
  items: readonly StaffRoleEntry[];
  busy: boolean;
  onEnd: (entry: StaffRoleEntry) => void;
}

/** One line for each role that somebody holds, will hold or held. */
export function RoleTable({ items, busy, onEnd }: Props) {
  const columns: TableColumnsType<StaffRoleEntry> = [
    { title: '谁', width: 120, render: (_, { person }) => <b>{person.name}</b> },
    { title: '岗位', width: 170, render: (_, entry) => roleWords(entry) },
    { title: '什么时候', width: 260, render: (_, entry) => <RoleSpan entry={entry} /> },
    { title: '谁给的，为什么', render: (_, entry) => <RoleReasons entry={entry} /> },
    {
      title: '操作',
      width: 100,
      render: (_, entry) =>
        entry.state !== 'ended' && (
          <Button size="small" onClick={() => onEnd(entry)} data-testid="role-end">
            结束
          </Button>
        ),
    },
  ];
  return (
    <div className="card table-card">
      <Table
        rowKey={({ person, role, classroom, fromDay, toDay }) =>
          [person.token, role, classroom?.token, fromDay, toDay].join()
        }
        columns={columns}
        dataSource={[...items]}
        loading={busy}
        pagination={false}
        scroll={{ x: 760 }}
        onRow={({ person }) => rowMarks('role-row', person.token)}
      />
    </div>
  );
}
