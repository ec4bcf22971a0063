import type { ChildDetail } from '#shared/people/family.js';
import { Form, Input } from 'antd';
import type { ChildAction } from '../api/children.api.js';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { DrawerInFront } from '../ui/in-front.js';
import { useChildCommand } from './use-child-command.js';

/** One detail that can be written down, changed, or taken away by leaving it empty. */
export interface PrivateField {
  action: Extract<ChildAction, 'phone' | 'identity' | 'address'>;
  label: string;
  value: string;
  body: (text: string | null) => object;
}

interface Props {
  child: ChildDetail;
  field: PrivateField;
  onClose: () => void;
  onDone: () => void;
}

/** Writes down one detail. What is wrong with a number is said at its field. */
export function PrivateForm({ child, field, onClose, onDone }: Props) {
  // Named as the command names it, so that an error finds its field.
  const name = field.action === 'address' ? 'address' : 'number';
  const [form] = Form.useForm<Record<string, string>>();
  const command = useChildCommand(child, field.action, onDone);
  const submit = (values: Record<string, string>) => {
    const text = (values[name] ?? '').trim();
    command.mutate(field.body(text === '' ? null : text), {
      onError: (error) => showFieldErrors(form, error),
    });
  };
  return (
    <DrawerInFront title={field.label} onClose={onClose} size={420}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ [name]: field.value }}
        onFinish={submit}
      >
        <Form.Item name={name} label={field.label} extra="空着就是去掉。">
          <Input autoComplete="off" maxLength={100} data-testid="private-value" />
        </Form.Item>
        <FormEnd command={command} testId="private-save" />
      </Form>
    </DrawerInFront>
  );
}
