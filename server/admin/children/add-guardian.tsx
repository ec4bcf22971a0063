import type { ChildDetail } from '#shared/people/family.js';
import { relations } from '#shared/people/vocabulary.js';
import { Form, Input, Select } from 'antd';
import { FormDrawer } from '../ui/form-drawer.js';
import { useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  onClose: () => void;
  onDone: () => void;
}

/** Registers a guardian by name; each of the four things is given afterwards, on a paper of its own. */
export function AddGuardian({ child, onClose, onDone }: Props) {
  const command = useChildCommand(child, 'guardians', onDone);
  return (
    <FormDrawer<{ name: string; relation: string }, object>
      title="加一位家人"
      onClose={onClose}
      command={command}
      toBody={(values) => values}
      testId="guardian"
    >
      <Form.Item name="name" label="姓名" rules={[{ required: true, whitespace: true, message: '请填姓名' }]}>
        <Input maxLength={30} autoComplete="off" data-testid="guardian-name" />
      </Form.Item>
      <Form.Item name="relation" label="是孩子的" rules={[{ required: true, message: '请选一个' }]}>
        <Select
          options={Object.entries(relations).map(([value, label]) => ({ value, label }))}
          data-testid="guardian-relation"
        />
      </Form.Item>
    </FormDrawer>
  );
}
