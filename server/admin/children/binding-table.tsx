import type { BindingRequestView } from '#shared/people/binding-contract.js';
import type { BindingDecision } from '#shared/people/binding.js';
import { bindingDecisions, bindingDoubts, bindingStates } from '#shared/people/binding.js';
import { relations } from '#shared/people/vocabulary.js';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Table, type TableColumnsType } from 'antd';
import { decideBinding } from '../api/children.api.js';
import { rowMarks } from '../ui/row-marks.js';
import { useCommand } from '../ui/use-command.js';
import { when } from '../ui/when.js';

const calm: readonly BindingDecision[] = ['approve', 'link', 'confirm'];

/** Who used a slip, for which child, what did not fit, and what may be made of it. */
export function BindingTable({ items, busy }: { items: readonly BindingRequestView[]; busy: boolean }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const decide = useCommand(
    ({ token, decision }: { token: string; decision: BindingDecision }, key) =>
      decideBinding(token, decision, key),
    ({ state }) => {
      void cache.invalidateQueries({ queryKey: ['bindings'] });
      void message.success(bindingStates[state]);
    },
  );
  const columns: TableColumnsType<BindingRequestView> = [
    {
      title: '谁',
      width: 150,
      render: (_, { name, relation }) => (
        <>
          <b>{name}</b>
          <div className="soft">说是{relations[relation]}</div>
        </>
      ),
    },
    {
      title: '哪个孩子',
      width: 170,
      render: (_, { child, typedChildName }) => (
        <>
          {child.name}
          <div className="soft">
            {child.classroom?.name ?? '还没有分班'}
            {typedChildName !== undefined && typedChildName !== child.name
              ? `，填的是“${typedChildName}”`
              : ''}
          </div>
        </>
      ),
    },
    {
      title: '看到了什么',
      width: 260,
      render: (_, { doubts = [], othersSeen = [], state }) => (
        <>
          {doubts.length === 0
            ? bindingStates[state]
            : doubts.map((doubt) => bindingDoubts[doubt]).join('；')}
          {othersSeen.length > 0 && (
            <div className="soft">
              {othersSeen
                .map(({ name, classroom }) => `${name}（${classroom?.name ?? '没有分班'}）`)
                .join('、')}
            </div>
          )}
        </>
      ),
    },
    { title: '什么时候', width: 140, render: (_, { at }) => when(at) },
    {
      title: '怎么办',
      render: (_, { token, decisions }) => (
        <div className="row">
          {decisions.map((decision) => (
            <Button
              key={decision}
              size="small"
              danger={!calm.includes(decision)}
              loading={decide.isPending && decide.variables.token === token}
              onClick={() =>
                decide.mutate({ token, decision }, { onError: (error) => void message.error(error.message) })
              }
              data-testid={`binding-${decision}`}
            >
              {bindingDecisions[decision]}
            </Button>
          ))}
        </div>
      ),
    },
  ];
  return (
    <Table
      rowKey="token"
      dataSource={[...items]}
      columns={columns}
      loading={busy}
      pagination={false}
      scroll={{ x: 'max-content' }}
      onRow={({ token }) => rowMarks('binding-row', token)}
    />
  );
}
