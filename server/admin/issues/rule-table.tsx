import type { RoutingRuleView } from '#shared/issues/contract.js';
import { staffRoles, type StaffRole } from '#shared/people/vocabulary.js';
import { Button, Table, type TableColumnsType } from 'antd';
import { rowMarks } from '../ui/row-marks.js';

interface Props {
  rules: readonly RoutingRuleView[];
  onEdit: (rule: RoutingRuleView) => void;
  onDelete: (rule: RoutingRuleView) => void;
}

/** The order in which the server tries rules: more conditions first; among equals place, classroom, category. */
function weight({ place, classroom, category }: RoutingRuleView): number {
  const [p, r, c] = [place, classroom, category].map((condition) => (condition === null ? 0 : 1)) as [
    number,
    number,
    number,
  ];
  return (p + r + c) * 8 + p * 4 + r * 2 + c;
}

const any = <span className="soft">不限</span>;

function ownerWords(person: { name: string } | null, role: StaffRole | null): string {
  if (person) return person.name;
  return role === null ? '没有' : `岗位：${staffRoles[role]}`;
}

/** The rules, most specific first, as they are tried. */
export function RuleTable({ rules, onEdit, onDelete }: Props) {
  const columns: TableColumnsType<RoutingRuleView> = [
    { title: '类别', render: (_, rule) => rule.category?.name ?? any },
    { title: '地点', render: (_, rule) => rule.place?.name ?? any },
    { title: '班级', render: (_, rule) => rule.classroom?.name ?? any },
    { title: '交给', render: (_, rule) => <b>{ownerWords(rule.person, rule.role)}</b> },
    { title: '备份', render: (_, rule) => ownerWords(rule.backupPerson, rule.backupRole) },
    {
      title: '操作',
      width: 150,
      render: (_, rule) => (
        <div className="row" style={{ flexWrap: 'nowrap' }}>
          <Button size="small" onClick={() => onEdit(rule)} data-testid="rule-edit">
            改
          </Button>
          <Button size="small" danger onClick={() => onDelete(rule)} data-testid="rule-delete">
            删
          </Button>
        </div>
      ),
    },
  ];
  return (
    <div className="card table-card">
      <Table
        data-testid="rule-table"
        rowKey="token"
        columns={columns}
        dataSource={[...rules].sort((a, b) => weight(b) - weight(a))}
        pagination={false}
        scroll={{ x: 720 }}
        onRow={({ token }) => rowMarks('rule-row', token)}
      />
    </div>
  );
}
