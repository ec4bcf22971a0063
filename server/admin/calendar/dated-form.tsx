import type { CalendarDayView, TermView, WriteCalendarDay } from '#shared/calendar/contract.js';
import { calendarDayKinds, type CalendarDayKind } from '#shared/calendar/vocabulary.js';
import { Form, Input, Radio } from 'antd';
import { createCalendarDay, createTerm, updateCalendarDay, updateTerm } from '../api/calendar.api.js';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { DrawerInFront } from '../ui/in-front.js';
import { useCommand } from '../ui/use-command.js';

/** What the drawer writes: a term or a special day, new or one that stands. */
export type Editing = { what: 'term'; row: TermView | null } | { what: 'day'; row: CalendarDayView | null };

interface Props {
  school: string;
  editing: Editing;
  onClose: () => void;
  onSaved: () => void;
}

const kindNotes: Record<CalendarDayKind, string> = {
  holiday: '这几天不上课，时间停着。',
  half_day: '只上上午。',
  make_up: '周末补课，按周一的时间上班。',
  farming: '学校照常上班，家长在地里忙：不算家长该回话的日子。',
};

/** Writes a term or a special day: a name, a first and a last day. */
export function DatedForm({ school, editing, onClose, onSaved }: Props) {
  const [form] = Form.useForm<WriteCalendarDay>();
  const { what, row } = editing;
  const command = useCommand((values: WriteCalendarDay, key) => {
    const { kind, ...dated } = values;
    if (what === 'term') return row ? updateTerm(row.token, dated) : createTerm(school, dated, key);
    const day = { kind, ...dated };
    return row ? updateCalendarDay(row.token, day) : createCalendarDay(school, day, key);
  }, onSaved);
  const kind = Form.useWatch('kind', form);
  const title = what === 'term' ? '学期' : '特别的日子';
  return (
    <DrawerInFront
      title={row ? `改${title}` : `加${title}`}
      onClose={onClose}
      size={480}
      data-testid="dated-panel"
    >
      <Form
        form={form}
        name="dated"
        layout="vertical"
        requiredMark={false}
        initialValues={row ?? { kind: 'holiday' }}
        onFinish={(values: WriteCalendarDay) =>
          command.mutate(
            { ...values, toDay: values.toDay || values.fromDay },
            { onError: (error) => showFieldErrors(form, error) },
          )
        }
      >
        {what === 'day' && (
          <Form.Item name="kind" label="是哪一种" extra={kindNotes[kind ?? 'holiday']}>
            <Radio.Group
              data-testid="dated-kind"
              options={Object.entries(calendarDayKinds).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
        )}
        <Form.Item
          name="name"
          label="叫什么"
          rules={[{ required: true, whitespace: true, message: '请起个名字' }]}
        >
          <Input
            maxLength={30}
            placeholder={what === 'term' ? '比如：2026年秋季学期' : '比如：国庆节'}
            data-testid="dated-name"
          />
        </Form.Item>
        <Form.Item name="fromDay" label="第一天" rules={[{ required: true, message: '请选第一天' }]}>
          <Input type="date" data-testid="dated-from" />
        </Form.Item>
        <Form.Item
          name="toDay"
          label="最后一天"
          extra={what === 'day' ? '只有一天的，可以不填。' : undefined}
          rules={what === 'term' ? [{ required: true, message: '请选最后一天' }] : []}
        >
          <Input type="date" data-testid="dated-to" />
        </Form.Item>
        <FormEnd command={command} testId="dated-submit" />
      </Form>
    </DrawerInFront>
  );
}
