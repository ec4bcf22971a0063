import type { ChildDetail } from '#shared/people/family.js';
import { relations } from '#shared/people/vocabulary.js';
import { Drawer, Form, Input, Select } from 'antd';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  onClose: () => void;
  onDone: () => void;
}

/** Registers a guardian by name; each of the four things is given afterwards, on a paper of its own. */
export function AddGuardian({ child, onClose, onDone }: Props) {
  const [form] = Form.useForm<{ name: string; relation: string }>();
  const command = useChildCommand(child, 'guardians', onDone);
  return (
    <Drawer title="加一位家人" open onClose={onClose} size={420}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => command.mutate(values, { onError: (error) => showFieldErrors(form, error) })}
      >
        <Form.Item
          name="name"
          label="姓名"
          rules={[{ required: true, whitespace: true, message: '请填姓名' }]}
        >
          <Input maxLength={30} autoComplete="off" data-testid="guardian-name" />
        </Form.Item>
        <Form.Item name="relation" label="是孩子的" rules={[{ required: true, message: '请选一个' }]}>
          <Select
            options={Object.entries(relations).map(([value, label]) => ({ value, label }))}
            data-testid="guardian-relation"
          />
        </Form.Item>
        <FormEnd command={command} testId="guardian-submit" />
      </Form>
    </Drawer>
  );
}
