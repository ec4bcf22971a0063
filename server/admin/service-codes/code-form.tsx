import type { ServiceCodeView } from '#shared/service-codes/contract.js';
import { serviceCodeKinds, type ServiceCodeKind } from '#shared/service-codes/vocabulary.js';
import { Drawer, Form, Input, Radio, Segmented, Select } from 'antd';
import { createServiceCode } from '../api/service-codes.api.js';
import { choices, useCategories, useClassrooms, usePlaces } from '../school/school-lists.js';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { useCommand } from '../ui/use-command.js';

interface Props {
  school: string;
  open: boolean;
  onClose: () => void;
  onMade: (code: ServiceCodeView) => void;
}

interface Values {
  kind: ServiceCodeKind;
  where: 'school' | 'place' | 'classroom';
  place?: string;
  classroom?: string;
  label?: string;
  category?: string;
}

const kinds: Readonly<Record<ServiceCodeKind, string>> = {
  consultation: '有问题想问',
  feedback: '有事告诉我们',
  evaluation: '您觉得怎么样',
};
const wheres = [
  { value: 'school', label: '整个学校' },
  { value: 'place', label: '一个地点' },
  { value: 'classroom', label: '一个班' },
];

const bodyOf = ({ kind, where, place, classroom, label, category }: Values) => ({
  kind,
  place: (where === 'place' ? place : undefined) ?? null,
  classroom: (where === 'classroom' ? classroom : undefined) ?? null,
  category: category ?? null,
  ...(label?.trim() ? { label: label.trim() } : {}),
});

/** Hangs a new code up: which of the three, where, and what it is mostly about. */
export function CodeForm({ school, open, onClose, onMade }: Props) {
  const [form] = Form.useForm<Values>();
  const where = Form.useWatch('where', form);
  const command = useCommand(
    (body: ReturnType<typeof bodyOf>, key) => createServiceCode(school, body, key),
    (code) => {
      form.resetFields();
      onMade(code);
    },
  );
  const places = choices(usePlaces(school).data?.items);
  const classrooms = choices(useClassrooms(school).data?.items);
  const categories = choices(useCategories(school).data?.items.filter(({ active }) => active));
  const picker = (name: 'place' | 'classroom', label: string, options: typeof places) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: `请选${label}` }]}>
      <Select options={options} showSearch={{ optionFilterProp: 'label' }} data-testid={`code-${name}`} />
    </Form.Item>
  );
  return (
    <Drawer title="加一张码" open={open} onClose={onClose} size={480} data-testid="code-panel">
      <Form
        form={form}
        name="code"
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'feedback', where: 'place' }}
        onFinish={(values) =>
          command.mutate(bodyOf(values), { onError: (error) => showFieldErrors(form, error) })
        }
      >
        <Form.Item name="kind" label="哪一种">
          <Radio.Group
            data-testid="code-kind"
            options={Object.entries(kinds).map(([value, calling]) => ({
              value,
              label: `${serviceCodeKinds[value as ServiceCodeKind]}（${calling}）`,
            }))}
            style={{ display: 'flex', flexDirection: 'column', gap: 8 }}
          />
        </Form.Item>
        <Form.Item name="where" label="挂在哪里">
          <Segmented options={wheres} block data-testid="code-where" />
        </Form.Item>
        {where === 'place' && picker('place', '地点', places)}
        {where === 'classroom' && picker('classroom', '班级', classrooms)}
        <Form.Item name="label" label="海报上写的名字" extra="不填就写地点或班级的名字。">
          <Input maxLength={20} placeholder="比如：二楼楼梯" data-testid="code-label" />
        </Form.Item>
        <Form.Item name="category" label="类别" extra="从这张码说的事先归到这一类；不选就看说的内容。">
          <Select
            allowClear
            placeholder="由内容定"
            options={categories}
            showSearch={{ optionFilterProp: 'label' }}
            data-testid="code-category"
          />
        </Form.Item>
        <FormEnd command={command} testId="code-submit" />
      </Form>
    </Drawer>
  );
}
