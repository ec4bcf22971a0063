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
  toDay: string;
  evidence: { kind: string; words: string };
}

const everything = 'everything';

/** Ends one of the four things, or the whole guardianship. What was stays readable in the history. */
export function EndRight({ child, guardian, onClose, onDone }: Props) {
  const [form] = Form.useForm<Values>();
  const command = useChildCommand(child, 'end-right', onDone);
  const held = [...new Set(guardian.rights.map(({ right }) => right))];
  const submit = ({ right, ...values }: Values) =>
    command.mutate(
      { person: guardian.person.token, right: right === everything ? null : right, ...values },
      { onError: (error) => showFieldErrors(form, error) },
    );
  return (
    <Drawer title={`结束${guardian.person.name}的`} open onClose={onClose} size={420}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ toDay: today() }}
        onFinish={submit}
      >
        <Form.Item name="right" label="哪一样" rules={[{ required: true, message: '请选一样' }]}>
          <Select
            options={[
              ...held.map((value) => ({ value, label: guardianshipRights[value] })),
              { value: everything, label: '整个监护关系' },
            ]}
            data-testid="end-kind"
          />
        </Form.Item>
        <Form.Item name="toDay" label="最后一天" rules={[{ required: true, message: '请选日子' }]}>
          <Input type="date" />
        </Form.Item>
        <EvidenceFields />
        <FormEnd command={command} testId="end-submit" />
      </Form>
    </Drawer>
  );
}
