import type { ChildDetail } from '#shared/people/family.js';
import { Form, Select } from 'antd';
import { choices, useClassrooms } from '../school/school-lists.js';
import { DayField } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { today } from '../ui/when.js';
import { useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  onClose: () => void;
  onDone: () => void;
}

const nowhere = 'none';

/** Puts the child into another classroom, today or from a day to come. */
export function MoveChild({ child, onClose, onDone }: Props) {
  const command = useChildCommand(child, 'classroom', onDone);
  const classrooms = useClassrooms(child.school.token);
  return (
    <FormDrawer<{ classroom: string; fromDay: string }, object>
      title={`给${child.name}换班`}
      onClose={onClose}
      command={command}
      initial={{ fromDay: today() }}
      toBody={({ classroom, fromDay }) => ({
        classroom: classroom === nowhere ? null : classroom,
        fromDay,
      })}
      testId="move"
    >
      <Form.Item name="classroom" label="到哪个班" rules={[{ required: true, message: '请选一个班' }]}>
        <Select
          options={[...choices(classrooms.data?.items), { value: nowhere, label: '先不分班' }]}
          loading={classrooms.isLoading}
          data-testid="move-classroom"
        />
      </Form.Item>
      <DayField name="fromDay" label="从哪天起" missing="请选日子" />
    </FormDrawer>
  );
}
