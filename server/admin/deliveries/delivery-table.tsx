import type { DeliveryProblem } from '#shared/platform/deliveries.js';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Table, Tag, type TableColumnsType } from 'antd';
import { retryDelivery } from '../api/deliveries.api.js';
import { rowMarks } from '../ui/row-marks.js';
import { useCommand } from '../ui/use-command.js';
import { when } from '../ui/when.js';

const outcomes: Readonly<Record<DeliveryProblem['outcome'], { label: string; color: string }>> = {
  refused: { label: '没有允许提醒', color: 'default' },
  failed: { label: '没送成', color: 'error' },
  unknown: { label: '不知道送到没有', color: 'warning' },
  unreachable: { label: '没有办法送到', color: 'default' },
  dead: { label: '试了多次没送成', color: 'error' },
};
const channels: Readonly<Record<DeliveryProblem['channel'], string>> = {
  subscribe: '小程序提醒',
  template: '公众号消息',
};

interface Props {
  items: readonly DeliveryProblem[];
  school: string;
  busy: boolean;
}

/** Messages that did not arrive, with the reason in words and a way to send once more. */
export function DeliveryTable({ items, school, busy }: Props) {
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const retry = useCommand(
    (delivery: DeliveryProblem, key) => retryDelivery(school, delivery.token, key),
    () => {
      void cache.invalidateQueries({ queryKey: ['deliveries'] });
      void message.success('已经排队再发');
    },
  );
  const send = (delivery: DeliveryProblem) =>
    retry.mutate(delivery, { onError: (error) => void message.error(error.message) });
  const ask = (delivery: DeliveryProblem) => {
    if (delivery.outcome !== 'unknown') return send(delivery);
    modal.confirm({
      title: '这条可能已经送到了',
      content: '再发一次，对方可能会收到两条。',
      okText: '还是再发',
      cancelText: '不发',
      okButtonProps: { 'data-testid': 'delivery-retry-confirm' },
      onOk: () => send(delivery),
    });
  };
  const columns: TableColumnsType<DeliveryProblem> = [
    { title: '给谁', width: 130, render: (_, { recipient }) => <b>{recipient}</b> },
    { title: '什么消息', width: 180, dataIndex: 'kind' },
    { title: '怎么发的', width: 120, render: (_, { channel }) => channels[channel] },
    {
      title: '结果',
      width: 160,
      render: (_, { outcome }) => (
        <Tag data-outcome={outcome} color={outcomes[outcome].color}>
          {outcomes[outcome].label}
        </Tag>
      ),
    },
    { title: '为什么', dataIndex: 'reason' },
    { title: '什么时候', width: 140, render: (_, { at }) => <span className="soft">{when(at)}</span> },
    {
      title: '操作',
      width: 110,
      render: (_, delivery) => (
        <Button
          size="small"
          loading={retry.isPending && retry.variables?.token === delivery.token}
          onClick={() => ask(delivery)}
          data-testid="delivery-retry"
        >
          再发一次
        </Button>
      ),
    },
  ];
  return (
    <div className="card table-card">
      <Table
        data-testid="delivery-table"
        rowKey="token"
        columns={columns}
        dataSource={[...items]}
        loading={busy}
        pagination={false}
        scroll={{ x: 940 }}
        onRow={({ token }) => rowMarks('delivery-row', token)}
      />
    </div>
  );
}
