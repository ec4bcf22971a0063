import { Form, Input } from 'antd';
import { enrolChild } from '../api/classrooms.api.js';
import { DayField } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { useCommand } from '../ui/use-command.js';
import { today } from '../ui/when.js';
import type { ClassroomFormProps } from './rename-classroom.js';

interface Values {
  name: string;
  birthDay?: string | null;
  enrolledDay: string;
}

/** A child begins in this classroom. Her family is registered on her own page. */
export function EnrolChild({ classroom, onClose, onDone }: ClassroomFormProps) {
  const command = useCommand((body: Values, key) => enrolChild(classroom.token, body, key), onDone);
  return (
    <FormDrawer<Values, Values>
      title={`加一个孩子到${classroom.name}`}
      onClose={onClose}
      command={command}
      initial={{ enrolledDay: today() }}
      toBody={(values) => values}
      testId="enrol"
    >
      <Form.Item
        name="name"
        label="孩子的名字"
        rules={[{ required: true, whitespace: true, message: '请填名字' }]}
      >
        <Input maxLength={30} autoComplete="off" data-testid="enrol-name" />
      </Form.Item>
      <DayField name="birthDay" label="生日" />
      <DayField name="enrolledDay" label="哪天来的" missing="请选日子" />
    </FormDrawer>
  );
}
