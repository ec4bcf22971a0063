import type { ClassroomRow } from '#shared/people/classrooms.js';
import { Button, Table, Tag, type TableColumnsType } from 'antd';
import { rowMarks } from '../ui/row-marks.js';

const names = (people: readonly { name: string }[]) => people.map(({ name }) => name).join('、');

/** Classrooms as a table; what is missing in one is said. */
export function ClassroomTable({
  items,
  onOpen,
}: {
  items: readonly ClassroomRow[];
  onOpen: (token: string) => void;
}) {
  const columns: TableColumnsType<ClassroomRow> = [
    { title: '班级', width: 150, render: (_, { name }) => <b>{name}</b> },
    {
      title: '班主任',
      width: 160,
      render: (_, { classTeachers, active }) =>
        classTeachers.length > 0 || !active ? names(classTeachers) : <Tag color="warning">还没有班主任</Tag>,
    },
    {
      title: '任课老师',
      render: (_, { subjectTeachers }) =>
        subjectTeachers.length > 0 ? names(subjectTeachers) : <span className="soft">没有</span>,
    },
    { title: '孩子', width: 90, render: (_, { children }) => `${children} 个` },
    {
      title: '操作',
      width: 110,
      render: (_, { token }) => (
        <Button size="small" onClick={() => onOpen(token)} data-testid="classroom-open">
          打开
        </Button>
      ),
    },
  ];
  return (
    <div className="card table-card">
      <Table
        rowKey="token"
        columns={columns}
        dataSource={[...items]}
        pagination={false}
        // Rows have a number of children, which is not what the table means by the word.
        expandable={{ childrenColumnName: 'none' }}
        scroll={{ x: 640 }}
        onRow={({ token }) => rowMarks('classroom-row', token)}
      />
    </div>
  );
}
