import type { StaffHour } from '#shared/people/presence.js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { keepHours, listHours } from '../api/presence.api.js';
import { clockOf, minuteOf, weekdays } from '../calendar/hours.js';
import { Loaded } from '../ui/loaded.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

interface Values {
  weekday: number;
  from: string;
  to: string;
}

const days = weekdays.map((label, index) => ({ value: index + 1, label }));
const words = ({ weekday, fromMinute, toMinute }: StaffHour): string =>
  `${weekdays[weekday - 1] ?? ''} ${clockOf(fromMinute)}–${clockOf(toMinute)}`;
const inOrder = (a: StaffHour, b: StaffHour): number => a.weekday - b.weekday || a.fromMinute - b.fromMinute;

/** The hours that somebody keeps other than the school's, one part of a day after the other. */
export function StaffHours({ token }: { token: string }) {
  const cache = useQueryClient();
  const [form] = Form.useForm<Values>();
  const queryKey = ['staff-hours', token];
  const hours = useQuery({ queryKey, queryFn: ({ signal }) => listHours(token, signal) });
  const keep = useCommand(
    (items: StaffHour[]) => keepHours(token, items),
    (kept) => cache.setQueryData(queryKey, kept),
  );
  return (
    <Loaded query={hours}>
      {({ items }) => (
        <>
          {items.length === 0 && <p>和学校一样</p>}
          {items.map((hour, index) => (
            <div key={words(hour)} className="role-row" data-testid="hours-row">
              <span>{words(hour)}</span>
              <Button
                size="small"
                onClick={() => keep.mutate(items.filter((_, at) => at !== index))}
                data-testid="hours-remove"
              >
                去掉
              </Button>
            </div>
          ))}
          <Form
            form={form}
            name="staffHours"
            style={{ marginTop: 12 }}
            onFinish={({ weekday, from, to }) => {
              const added = { weekday, fromMinute: minuteOf(from) ?? 0, toMinute: minuteOf(to) ?? 0 };
              keep.mutate([...items, added].sort(inOrder), { onSuccess: () => form.resetFields() });
            }}
          >
            <div className="row" style={{ alignItems: 'flex-start' }}>
              <Form.Item name="weekday" style={{ margin: 0 }} rules={[{ required: true, message: '请选' }]}>
                <Select
                  options={days}
                  placeholder="周几"
                  aria-label="周几"
                  style={{ width: 90 }}
                  data-testid="hours-weekday"
                />
              </Form.Item>
              <Form.Item name="from" style={{ margin: 0 }} rules={[{ required: true, message: '请填' }]}>
                <Input type="time" aria-label="从几点" data-testid="hours-from" />
              </Form.Item>
              <span style={{ lineHeight: '40px' }}>到</span>
              <Form.Item name="to" style={{ margin: 0 }} rules={[{ required: true, message: '请填' }]}>
                <Input type="time" aria-label="到几点" data-testid="hours-to" />
              </Form.Item>
              <Button htmlType="submit" loading={keep.isPending} data-testid="hours-add">
                加上
              </Button>
            </div>
          </Form>
          <ProblemNote error={keep.error} />
        </>
      )}
    </Loaded>
  );
}
