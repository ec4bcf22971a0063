import { Checkbox, Form } from 'antd';
import { closeClassroom } from '../api/classrooms.api.js';
import { DayField } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { useCommand } from '../ui/use-command.js';
import { today } from '../ui/when.js';
import type { ClassroomFormProps } from './rename-classroom.js';

interface Values {
  lastDay: string;
  childrenLeave?: boolean;
}

/** Closes a classroom. Who is still in it leaves the school with it only if that is ticked. */
export function CloseClassroom({ classroom, onClose, onDone }: ClassroomFormProps) {
  const command = useCommand(
    ({ lastDay, childrenLeave = false }: Values, key) =>
      closeClassroom(classroom.token, { lastDay, childrenLeave }, key),
    onDone,
  );
  return (
    <FormDrawer<Values, Values>
      title={`关掉${classroom.name}`}
      onClose={onClose}
      command={command}
      initial={{ lastDay: today() }}
      toBody={(values) => values}
      testId="close"
    >
      <p className="form-note">关了以后，老师从今天起不再教这个班，三码和分派也不再用它。</p>
      <DayField name="lastDay" label="最后一天" missing="请选日子" />
      {classroom.children > 0 && (
        <Form.Item name="childrenLeave" valuePropName="checked">
          <Checkbox data-testid="children-leave">
            班里的 {classroom.children} 个孩子毕业离校（家长过了最后一天就看不到了）
          </Checkbox>
        </Form.Item>
      )}
    </FormDrawer>
  );
}
