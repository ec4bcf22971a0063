import type { ChildDetail } from '#shared/people/family.js';
import { Form, Input } from 'antd';
import { FormDrawer } from '../ui/form-drawer.js';
import { useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  person: { token: string; name: string };
  onClose: () => void;
  onDone: () => void;
}

/** Lifts an order, with the reason for it. */
export function LiftBar({ child, person, onClose, onDone }: Props) {
  const command = useChildCommand(child, 'lift-bar', onDone);
  return (
    <FormDrawer<{ because: string }, object>
      title={`解除对${person.name}的禁止`}
      onClose={onClose}
      command={command}
      toBody={({ because }) => ({ person: person.token, because })}
      testId="bar-lift"
    >
      <p className="form-note">解除以后，原来有的监护关系怎么写，就又能看到什么。</p>
      <Form.Item
        name="because"
        label="为什么"
        rules={[{ required: true, whitespace: true, message: '请写一句' }]}
      >
        <Input maxLength={100} data-testid="bar-because" />
      </Form.Item>
    </FormDrawer>
  );
}
