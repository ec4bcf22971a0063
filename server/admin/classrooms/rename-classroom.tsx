import type { ClassroomDetail } from '#shared/people/classrooms.js';
import { Form, Input } from 'antd';
import { renameClassroom } from '../api/classrooms.api.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { useCommand } from '../ui/use-command.js';

export interface ClassroomFormProps {
  classroom: ClassroomDetail;
  onClose: () => void;
  onDone: () => void;
}

/** Gives one classroom another name. */
export function RenameClassroom({ classroom, onClose, onDone }: ClassroomFormProps) {
  const command = useCommand((name: string, key) => renameClassroom(classroom.token, name, key), onDone);
  return (
    <FormDrawer<{ name: string }, string>
      title="改名字"
      onClose={onClose}
      command={command}
      initial={{ name: classroom.name }}
      toBody={({ name }) => name.trim()}
      testId="rename"
    >
      <Form.Item
        name="name"
        label="班级名字"
        rules={[{ required: true, whitespace: true, message: '请填名字' }]}
      >
        <Input maxLength={30} data-testid="rename-name" />
      </Form.Item>
    </FormDrawer>
  );
}
