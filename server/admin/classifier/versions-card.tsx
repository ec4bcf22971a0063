import type { ClassifierModelList, ClassifierModelView } from '#shared/issues/classifier.js';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Table, Tag, type TableColumnsType } from 'antd';
import { activateModel, retireModel } from '../api/classifier.api.js';
import { rowMarks } from '../ui/row-marks.js';
import { useCommand } from '../ui/use-command.js';
import { when } from '../ui/when.js';

const states: Readonly<Record<ClassifierModelView['state'], { label: string; color: string }>> = {
  active: { label: '正在用', color: 'success' },
  retired: { label: '不用了', color: 'default' },
  refused: { label: '没有换上', color: 'warning' },
};

interface Props {
  school: string;
  list: ClassifierModelList;
}

/** The versions with how they did when they were tried, and the way back to an earlier one. */
export function VersionsCard({ school, list }: Props) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const change = useCommand(
    ({ token, to }: { token: string; to: 'activate' | 'retire' }, key) =>
      to === 'activate' ? activateModel(school, token, key) : retireModel(school, token, key),
    () => {
      void cache.invalidateQueries({ queryKey: ['classifier'] });
      void message.success('换好了，新来的事项按这一版分');
    },
  );
  const go = (token: string, to: 'activate' | 'retire') =>
    change.mutate({ token, to }, { onError: (error) => void message.error(error.message) });
  const columns: TableColumnsType<ClassifierModelView> = [
    {
      title: '什么时候学的',
      width: 170,
      render: (_, { trainedAt, automatic }) => (
        <>
          {when(trainedAt)}
          <div className="soft">{automatic ? '夜里自己学的' : '有人点了学习'}</div>
        </>
      ),
    },
    { title: '学了几件', width: 96, dataIndex: 'examples' },
    {
      title: '考本校的事项',
      width: 150,
      render: (_, { metrics }) => <Change {...metrics.heldOut} />,
    },
    {
      title: '考平常的话',
      width: 150,
      render: (_, { metrics }) => <Change {...metrics.startingSet} />,
    },
    {
      title: '状态',
      render: (_, { state, reason }) => (
        <>
          <Tag color={states[state].color} data-state={state}>
            {states[state].label}
          </Tag>
          {reason && <div className="soft">{reason}</div>}
        </>
      ),
    },
    {
      title: '操作',
      width: 130,
      render: (_, { token, abilities }) => (
        <>
          {abilities.activate && (
            <Button size="small" onClick={() => go(token, 'activate')} data-testid="classifier-activate">
              换回这一版
            </Button>
          )}
          {abilities.retire && (
            <Button size="small" onClick={() => go(token, 'retire')} data-testid="classifier-retire">
              不用这一版
            </Button>
          )}
        </>
      ),
    },
  ];
  return (
    <div className="card table-card">
      <Table
        data-testid="classifier-versions"
        rowKey="token"
        columns={columns}
        dataSource={list.items}
        loading={change.isPending}
        pagination={false}
        scroll={{ x: 860 }}
        locale={{ emptyText: '本校还没有自己的一版，用的是起步的那一版。' }}
        {...(list.startingSet && {
          footer: () => '现在用的是起步的那一版：只懂平常的话，不知道本校的习惯。',
        })}
        onRow={({ token }) => rowMarks('classifier-version', token)}
      />
    </div>
  );
}

/** Right answers of the version before and of this one, on the same questions. */
function Change({ before, after }: ClassifierModelView['metrics']['heldOut']) {
  if (after.of === 0) return <span className="soft">还没有题</span>;
  return (
    <>
      {after.of} 题对 {after.right}
      <div className="soft">换之前对 {before.right}</div>
    </>
  );
}
