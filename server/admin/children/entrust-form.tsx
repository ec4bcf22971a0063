import type { ChildDetail, ChildFamily } from '#shared/people/family.js';
import { Drawer, Form, Input, Select } from 'antd';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { today, useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  family: ChildFamily;
  onClose: () => void;
  onDone: () => void;
}

type Values = Record<'entrustedBy' | 'carer' | 'fromDay', string> &
  Partial<Record<'toDay' | 'toldSchoolOn' | 'toldVillageOn', string>>;

/** Writes down the notice with which parents who work away entrust their child. */
export function EntrustForm({ child, family, onClose, onDone }: Props) {
  const [form] = Form.useForm<Values>();
  const command = useChildCommand(child, 'entrusted-care', onDone);
  const people = family.guardians.flatMap(({ person: { token, name } }) =>
    token === null ? [] : [{ value: token, label: name }],
  );
  const submit = ({ toDay, toldSchoolOn, toldVillageOn, ...values }: Values) =>
    command.mutate(
      {
        ...values,
        toDay: toDay || null,
        toldSchoolOn: toldSchoolOn || null,
        toldVillageOn: toldVillageOn || null,
      },
      { onError: (error) => showFieldErrors(form, error) },
    );
  const chosen = [{ required: true, message: '请选一位' }];
  return (
    <Drawer title="记委托照护" open onClose={onClose} size={420}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ fromDay: today() }}
        onFinish={submit}
      >
        <Form.Item name="entrustedBy" label="谁委托" rules={chosen}>
          <Select options={people} />
        </Form.Item>
        <Form.Item name="carer" label="委托给谁" rules={chosen}>
          <Select options={people} />
        </Form.Item>
        <Form.Item name="fromDay" label="从哪天起" rules={[{ required: true, message: '请选日子' }]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="toDay" label="到哪天">
          <Input type="date" />
        </Form.Item>
        <Form.Item name="toldSchoolOn" label="哪天书面告诉学校">
          <Input type="date" />
        </Form.Item>
        <Form.Item name="toldVillageOn" label="哪天书面告诉村里">
          <Input type="date" />
        </Form.Item>
        <FormEnd command={command} testId="entrust-submit" />
      </Form>
    </Drawer>
  );
}
