import type { RosterChild } from '#shared/people/family.js';
import { Button, Table, Tag, type TableColumnsType } from 'antd';
import { onDay } from '../ui/when.js';
import { rowMarks } from '../ui/row-marks.js';

interface Props {
  items: readonly RosterChild[];
  busy: boolean;
  onOpen: (token: string) => void;
}

/** Children with what is missing about their families. Who may not see the family class sees no such columns. */
export function ChildTable({ items, busy, onOpen }: Props) {
  const withFamily = items.some((child) => child.guardians !== undefined);
  const family: TableColumnsType<RosterChild> = [
    {
      title: '家人',
      width: 150,
      render: (_, { guardians, bound }) =>
        guardians === undefined ? '' : `${guardians} 位，${bound ?? 0} 位绑了手机`,
    },
    {
      title: '要留意',
      width: 170,
      render: (_, { bound, leftBehind }) => (
        <>
          {bound === 0 && <Tag color="warning">还没有人绑定</Tag>}
          {leftBehind === true && <Tag>留守</Tag>}
        </>
      ),
    },
  ];
  const columns: TableColumnsType<RosterChild> = [
    {
      title: '孩子',
      width: 140,
      render: (_, { name, token }) => (
        <Button type="link" onClick={() => onOpen(token)} data-testid="child-open" style={{ padding: 0 }}>
          {name}
        </Button>
      ),
    },
    { title: '班级', width: 120, render: (_, { classroom }) => classroom?.name ?? '还没有分班' },
    { title: '生日', width: 150, render: (_, { birthDay }) => (birthDay ? onDay(birthDay) : '没有登记') },
    ...(withFamily ? family : []),
  ];
  return (
    <Table
      rowKey="token"
      dataSource={[...items]}
      columns={columns}
      loading={busy}
      pagination={false}
      scroll={{ x: 'max-content' }}
      onRow={({ token }) => rowMarks('child-row', token)}
    />
  );
}
