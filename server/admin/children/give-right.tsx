import type { ChildDetail, GuardianView } from '#shared/people/family.js';
import { guardianshipRights } from '#shared/people/vocabulary.js';
import { Drawer, Form, Input, Select } from 'antd';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { EvidenceFields } from './evidence-fields.js';
import { today, useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  guardian: GuardianView;
  onClose: () => void;
  onDone: () => void;
}

interface Values {
  right: string;
  fromDay: string;
  toDay?: string;
  evidence: { kind: string; words: string };
}

/** Gives a guardian one of the four things, from a day on, perhaps until another. */
export function GiveRight({ child, guardian, onClose, onDone }: Props) {
  const [form] = Form.useForm<Values>();
  const command = useChildCommand(child, 'rights', onDone);
  const submit = ({ toDay, ...values }: Values) =>
    command.mutate(
      { person: guardian.person.token, ...values, toDay: toDay || null },
      { onError: (error) => showFieldErrors(form, error) },
    );
  return (
    <Drawer title={`给${guardian.person.name}加一样`} open onClose={onClose} size={420}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ fromDay: today() }}
        onFinish={submit}
      >
        <Form.Item name="right" label="哪一样" rules={[{ required: true, message: '请选一样' }]}>
          <Select
            options={Object.entries(guardianshipRights).map(([value, label]) => ({ value, label }))}
            data-testid="right-kind"
          />
        </Form.Item>
        <Form.Item name="fromDay" label="从哪天起" rules={[{ required: true, message: '请选日子' }]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="toDay" label="到哪天（不填就一直有）">
          <Input type="date" />
        </Form.Item>
        <EvidenceFields />
        <FormEnd command={command} testId="right-submit" />
      </Form>
    </Drawer>
  );
}
