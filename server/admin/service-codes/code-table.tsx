import type { ServiceCodeView } from '#shared/service-codes/contract.js';
import { serviceCodeKinds } from '#shared/service-codes/vocabulary.js';
import { Table, Tag, type TableColumnsType, type TableProps } from 'antd';
import { rowMarks } from '../ui/row-marks.js';
import { when } from '../ui/when.js';
import { CodeActions } from './code-actions.js';
import type { Ending } from './code-ending.js';
import type { Printing } from './use-printing.js';

const colours: Readonly<Record<ServiceCodeView['kind'], string>> = {
  consultation: 'cyan',
  feedback: 'volcano',
  evaluation: 'gold',
};
const states: Readonly<Record<ServiceCodeView['state'], string>> = {
  active: '在用',
  renewed: '换新了，旧码转到新的',
  revoked: '停用了，转到学校',
};

interface Props {
  items: readonly ServiceCodeView[];
  busy: boolean;
  /** What can be done with codes that hang; null for those that have ended. */
  office: {
    chosen: readonly string[];
    onChoose: (tokens: string[]) => void;
    onEnd: (ending: Ending) => void;
    printing: Printing;
  } | null;
}

/** Where a code hangs, when its name does not say so already. */
function placeOf({ place, classroom, label }: ServiceCodeView): string {
  const name = place?.name ?? classroom?.name ?? '整个学校';
  return name === label ? '' : name;
}

const facts: TableColumnsType<ServiceCodeView> = [
  {
    title: '码',
    width: 100,
    render: (_, { kind }) => <Tag color={colours[kind]}>{serviceCodeKinds[kind]}</Tag>,
  },
  {
    title: '挂在哪里',
    render: (_, code) => (
      <>
        <b>{code.label}</b>
        {placeOf(code) && <div className="soft">{placeOf(code)}</div>}
      </>
    ),
  },
  {
    title: '类别',
    width: 110,
    render: (_, { category }) => category?.name ?? <span className="soft">由内容定</span>,
  },
  {
    title: '扫码',
    width: 120,
    render: (_, { scans }) => (
      <span data-testid="code-scans">
        这周 <b>{scans.week}</b> 次<div className="soft">一共 {scans.all} 次</div>
      </span>
    ),
  },
  {
    title: '什么时候建的',
    width: 140,
    render: (_, { createdAt }) => <span className="soft">{when(createdAt)}</span>,
  },
];

const ended: TableColumnsType<ServiceCodeView>[number] = {
  title: '后来',
  width: 200,
  render: (_, { state }) => <Tag data-state={state}>{states[state]}</Tag>,
};

/** Codes with how often they are scanned, and what can be done with them. */
export function CodeTable({ items, busy, office }: Props) {
  const actions: TableColumnsType<ServiceCodeView>[number] = {
    title: '操作',
    width: 250,
    render: (_, code) =>
      office && <CodeActions code={code} onEnd={office.onEnd} printing={office.printing} />,
  };
  const choosing: TableProps<ServiceCodeView>['rowSelection'] = office
    ? {
        selectedRowKeys: [...office.chosen],
        onChange: (keys) => office.onChoose(keys.map(String)),
        getTitleCheckboxProps: () => ({ 'aria-label': '选中这一页' }),
        getCheckboxProps: ({ label }) => ({ 'aria-label': `选中 ${label}` }),
      }
    : undefined;
  return (
    <div className="card table-card">
      <Table
        data-testid="code-table"
        rowKey="token"
        columns={[...facts, office ? actions : ended]}
        dataSource={[...items]}
        loading={busy}
        pagination={false}
        scroll={{ x: 920 }}
        {...(choosing ? { rowSelection: choosing } : {})}
        onRow={({ token }) => rowMarks('code-row', token)}
      />
    </div>
  );
}
