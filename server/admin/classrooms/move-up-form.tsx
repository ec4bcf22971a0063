import type { YearPlan } from '#shared/people/classrooms.js';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { getYearPlan, moveUp } from '../api/classrooms.api.js';
import { DayField } from '../ui/day-field.js';
import { DrawerInFront } from '../ui/in-front.js';
import { Loaded } from '../ui/loaded.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { onDay, today, when } from '../ui/when.js';
import { linesOf, orderOf, valuesOf, type YearValues } from './year-order.js';

interface Props {
  school: string;
  onClose: () => void;
  onDone: () => void;
}

/** A new year: each classroom keeps its children and teachers and gets the name that stands behind it, or leaves. */
export function MoveUpForm({ school, onClose, onDone }: Props) {
  const plan = useQuery({
    queryKey: ['year-plan', school],
    queryFn: ({ signal }) => getYearPlan(school, signal),
    // A form is filled from it: it must be fresh, and must not change under the hands of who is writing.
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <DrawerInFront title="升班和毕业" onClose={onClose} size={560} data-testid="move-up-form-panel">
      <Loaded query={plan}>{(shown) => <YearForm school={school} plan={shown} onDone={onDone} />}</Loaded>
    </DrawerInFront>
  );
}

interface Values {
  /** Left out where nobody leaves. */
  lastDay?: string | null;
  rooms: YearValues;
}

function YearForm({ school, plan, onDone }: { school: string; plan: YearPlan; onDone: () => void }) {
  const [form] = Form.useForm<Values>();
  const [asked, setAsked] = useState<Values | null>(null);
  const command = useCommand(
    ({ rooms, lastDay }: Values, key) => moveUp(school, orderOf(plan, rooms, lastDay ?? null), key),
    onDone,
  );
  const rooms = Form.useWatch('rooms', form) as YearValues | undefined;
  const leaves = Object.values(rooms ?? valuesOf(plan)).some(({ what }) => what === 'leave');
  return (
    <>
      <Form
        form={form}
        name="move-up-form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ lastDay: today(), rooms: valuesOf(plan) }}
        onFinish={setAsked}
        style={asked === null ? {} : { display: 'none' }}
      >
        {plan.last && (
          <Alert
            type="warning"
            showIcon
            title={`${when(plan.last.at)}${plan.last.by ?? ''}已经办过升班。同一年再办，每个班会再长一年。`}
            style={{ marginBottom: 16 }}
            data-testid="move-up-again"
          />
        )}
        <p className="form-note">
          孩子和老师跟着班走，只换名字。毕业的班，孩子离校、班关掉。先看会怎样，再定。
        </p>
        {plan.items.map(({ token, name, children }) => (
          <div key={token} className="card-part" data-testid="move-up-row" data-classroom={name}>
            <div className="row" style={{ justifyContent: 'space-between' }}>
              <span>
                <b>{name}</b> <span className="soft">{children} 个孩子</span>
              </span>
              <Form.Item name={['rooms', token, 'what']} noStyle>
                <Segmented
                  aria-label={`${name}怎么办`}
                  options={[
                    { value: 'up', label: <span data-testid="move-up-stays">升班</span> },
                    { value: 'leave', label: <span data-testid="move-up-leaves">毕业离校</span> },
                  ]}
                />
              </Form.Item>
            </div>
            {rooms?.[token]?.what !== 'leave' && (
              <Form.Item
                name={['rooms', token, 'name']}
                preserve
                style={{ margin: 0 }}
                rules={[{ required: true, whitespace: true, message: '请填名字' }]}
              >
                <Input
                  prefix={<span className="soft">升成</span>}
                  maxLength={30}
                  aria-label={`${name}升成`}
                  data-testid="move-up-name"
                  data-classroom={name}
                />
              </Form.Item>
            )}
          </div>
        ))}
        {leaves && <DayField name="lastDay" label="毕业班的最后一天" missing="请选日子" />}
        <Button type="primary" htmlType="submit" size="large" block data-testid="move-up-preview">
          看看会怎样
        </Button>
      </Form>
      {asked && (
        <div className="stack" data-testid="move-up-lines">
          <h2>会这样</h2>
          <ul className="plain-list">
            {linesOf(plan, asked.rooms, asked.lastDay ? onDay(asked.lastDay) : '').map(
              ({ token, leaves: goes, words }) => (
                <li key={token} className="role-row" data-testid="move-up-line">
                  <span style={goes ? { fontWeight: 600 } : {}}>{words}</span>
                </li>
              ),
            )}
          </ul>
          {leaves && <p className="soft">毕业离校不能撤回。孩子要再来，就重新登记。</p>}
          <ProblemNote error={command.error} />
          <div className="row">
            <Button
              type="primary"
              size="large"
              danger={leaves}
              loading={command.isPending}
              onClick={() => command.mutate(asked)}
              data-testid="move-up-form-submit"
            >
              就这样办
            </Button>
            <Button size="large" onClick={() => setAsked(null)} data-testid="move-up-back">
              回去改
            </Button>
          </div>
        </div>
      )}
    </>
  );
}
