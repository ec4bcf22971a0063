import type { ConsentRow } from '#shared/consents/child-contract.js';
import { childConsentStates, isInUse } from '#shared/consents/child-purposes.js';
import { Button, Table, Tag, type TableColumnsType } from 'antd';
import { rowMarks } from '../ui/row-marks.js';
import { purposes, shortNames, stateColours, noteOf } from './consent-words.js';

interface Props {
  items: readonly ConsentRow[];
  busy: boolean;
  onOpen: (token: string) => void;
}

/** Children by purpose. */
export function ConsentTable({ items, busy, onOpen }: Props) {
  const columns: TableColumnsType<ConsentRow> = [
    {
      title: '孩子',
      fixed: 'left',
      render: (_, { name, token }) => (
        <Button type="link" onClick={() => onOpen(token)} data-testid="consent-open" style={{ padding: 0 }}>
          {name}
        </Button>
      ),
    },
    { title: '班级', render: (_, { classroom }) => classroom?.name ?? '还没有分班' },
    ...purposes.map((purpose) => ({
      title: `${shortNames[purpose]}${noteOf(purpose)}`,
      render: (_: unknown, { states }: ConsentRow) =>
        isInUse(purpose) || states[purpose] === 'refused' ? (
          <Tag color={stateColours[states[purpose]]}>{childConsentStates[states[purpose]]}</Tag>
        ) : (
          <span className="soft">—</span>
        ),
    })),
  ];
  return (
    <Table
      rowKey="token"
      dataSource={[...items]}
      columns={columns}
      loading={busy}
      pagination={false}
      scroll={{ x: 'max-content' }}
      onRow={({ token }) => rowMarks('consent-row', token)}
    />
  );
}
