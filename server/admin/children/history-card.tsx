import type { ChildHistoryItem } from '#shared/people/family.js';
import { guardianshipRights } from '#shared/people/vocabulary.js';
import { useQuery } from '@tanstack/react-query';
import { Card, Timeline } from 'antd';
import { getChildHistory } from '../api/children.api.js';
import { Loaded } from '../ui/loaded.js';
import { Photos } from '../ui/photos.js';
import { onDay, today, when } from '../ui/when.js';

const events: Readonly<Record<string, string>> = {
  guardian_added: '登记了家人',
  right_given: '给了',
  right_ended: '结束了',
  guardian_ended: '监护关系结束',
  household_joined: '进了一个家庭',
  household_left: '离开一个家庭',
  care_entrusted: '委托照护给',
  care_ended: '委托照护结束',
  left_behind_found: '做了留守认定',
  given_to_village: '交给儿童主任',
  village_ended: '不再交给儿童主任',
  enrolled: '来到',
  classroom_moved: '换到',
  left_school: '毕业离校',
  private_changed: '改了电话、住址、身份证号或健康情况',
  bound: '绑定了手机',
  unbound: '解除了手机',
  bar_placed: '登记禁止接触',
  bar_lifted: '解除禁止接触',
};

/** What happened, by whom and on what paper. */
export function HistoryCard({ token }: { token: string }) {
  const history = useQuery({
    queryKey: ['child-history', token],
    queryFn: ({ signal }) => getChildHistory(token, signal),
  });
  return (
    <Card title="经过" size="small">
      <Loaded query={history} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">还没有变动。</p>
          ) : (
            <Timeline items={items.map((item) => ({ key: item.seq, content: <Step item={item} /> }))} />
          )
        }
      </Loaded>
    </Card>
  );
}

function Step({ item }: { item: ChildHistoryItem }) {
  const what = [
    events[item.event] ?? item.event,
    item.event === 'classroom_moved' ? (item.classroom ?? '先不分班') : item.classroom,
    item.person,
    item.right === null ? null : guardianshipRights[item.right],
  ];
  return (
    <div data-testid="history-step" data-event={item.event}>
      <div>{what.filter((part) => part !== null).join(' ')}</div>
      {item.words !== null && <div>{item.words}</div>}
      <Photos photos={item.photos} label="凭据" />
      <div className="soft">
        {item.fromDay !== null && item.fromDay > today() && `${onDay(item.fromDay)}起 · `}
        {when(item.at)}
        {item.by === null ? '' : ` · ${item.by}`}
      </div>
    </div>
  );
}
