import type { AbsenceView } from '#shared/people/presence.js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Popconfirm, Tag } from 'antd';
import { enterAbsence, listAbsences, removeAbsence } from '../api/presence.api.js';
import { Loaded } from '../ui/loaded.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { onDay } from '../ui/when.js';

interface Values {
  fromDay: string;
  toDay?: string;
}

const words = ({ fromDay, toDay }: AbsenceView): string =>
  toDay === fromDay ? onDay(fromDay) : `${onDay(fromDay)}到${toDay === null ? '回来为止' : onDay(toDay)}`;

/** The days on which somebody is away: those to come, and one more. */
export function StaffAbsences({ token }: { token: string }) {
  const cache = useQueryClient();
  const [form] = Form.useForm<Values>();
  const queryKey = ['absences', token];
  const absences = useQuery({ queryKey, queryFn: ({ signal }) => listAbsences(token, signal) });
  const reload = () => void cache.invalidateQueries({ queryKey });
  const enter = useCommand(
    ({ fromDay, toDay }: Values, key) => enterAbsence(token, { fromDay, toDay: toDay ? toDay : null }, key),
    () => {
      form.resetFields();
      reload();
    },
  );
  const remove = useCommand((absence: string) => removeAbsence(absence), reload);
  return (
    <>
      <Loaded query={absences}>
        {({ items }) =>
          items.map((absence) => (
            <div key={absence.token} className="role-row" data-testid="absence-row">
              <span>
                {words(absence)} {absence.now && <Tag color="warning">现在不在</Tag>}
              </span>
              <Popconfirm
                title="去掉这几天？"
                description="已经转给别人的事不会转回来。"
                okText="去掉"
                cancelText="不"
                okButtonProps={{ 'data-testid': 'absence-remove-confirm' }}
                onConfirm={() => remove.mutate(absence.token)}
              >
                <Button size="small" data-testid="absence-remove">
                  去掉
                </Button>
              </Popconfirm>
            </div>
          ))
        }
      </Loaded>
      <Form form={form} name="absence" style={{ marginTop: 12 }} onFinish={(values) => enter.mutate(values)}>
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <Form.Item name="fromDay" style={{ margin: 0 }} rules={[{ required: true, message: '请选日子' }]}>
            <Input type="date" aria-label="从哪天" data-testid="absence-from" />
          </Form.Item>
          <span style={{ lineHeight: '40px' }}>到</span>
          <Form.Item name="toDay" style={{ margin: 0 }} extra="不填：回来为止">
            <Input type="date" aria-label="到哪天" data-testid="absence-to" />
          </Form.Item>
          <Button htmlType="submit" loading={enter.isPending} data-testid="absence-enter">
            记下
          </Button>
        </div>
        <ProblemNote error={enter.error ?? remove.error} />
      </Form>
    </>
  );
}
