import type { StaffMember } from '#shared/people/contract.js';
import { staffRoles } from '#shared/people/vocabulary.js';
import { Button, Table, Tag, type TableColumnsType } from 'antd';
import { rowMarks } from '../ui/row-marks.js';

interface Props {
  items: readonly StaffMember[];
  busy: boolean;
  onOpen: (member: StaffMember) => void;
}

/** "班主任 · 小二班" */
export function roleWords({
  role,
  classroom,
}: Pick<StaffMember['roles'][number], 'role' | 'classroom'>): string {
  return classroom ? `${staffRoles[role]} · ${classroom.name}` : staffRoles[role];
}

/** Staff as a table; each row opens the panel of that person. */
export function StaffTable({ items, busy, onOpen }: Props) {
  const columns: TableColumnsType<StaffMember> = [
    { title: '姓名', width: 120, render: (_, { name }) => <b>{name}</b> },
    {
      title: '岗位',
      render: (_, { roles }) =>
        roles.length === 0 ? (
          <span className="soft">没有岗位</span>
        ) : (
          <div className="row" style={{ gap: 6 }}>
            {roles.map((role) => (
              <Tag key={`${role.role}-${role.classroom?.token ?? ''}`}>{roleWords(role)}</Tag>
            ))}
          </div>
        ),
    },
    { title: '登录账号', width: 160, render: (_, { login }) => login ?? <span className="soft">没有</span> },
    {
      title: '微信',
      width: 110,
      render: (_, { wechatBound }) =>
        wechatBound ? <Tag color="success">绑定了</Tag> : <Tag color="warning">没绑定</Tag>,
    },
    {
      title: '操作',
      width: 110,
      render: (_, member) => (
        <Button size="small" onClick={() => onOpen(member)} data-testid="staff-open">
          管理
        </Button>
      ),
    },
  ];
  return (
    <div className="card table-card">
      <Table
        data-testid="staff-table"
        rowKey="token"
        columns={columns}
        dataSource={[...items]}
        loading={busy}
        pagination={false}
        scroll={{ x: 680 }}
        onRow={({ token }) => rowMarks('staff-row', token)}
      />
    </div>
  );
}
