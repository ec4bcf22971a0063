import type { RoutingRuleView } from '#shared/issues/contract.js';
import { Form, Select } from 'antd';
import { createRoutingRule, replaceRoutingRule, type RuleInput } from '../api/routing-rules.api.js';
import { choices, useCategories, useClassrooms, usePlaces } from '../school/school-lists.js';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { DrawerInFront } from '../ui/in-front.js';
import { useCommand } from '../ui/use-command.js';
import { OwnerPicker } from './owner-picker.js';
import { mustName, mustNameOrDecline, ownerOf, toInput, type RuleValues } from './rule-values.js';

interface Props {
  school: string;
  /** null: a new one. */
  rule: RoutingRuleView | null;
  onClose: () => void;
  onSaved: () => void;
}

/** Writes one rule: three conditions, who gets it, who stands in. */
export function RuleForm({ school, rule, onClose, onSaved }: Props) {
  const [form] = Form.useForm<RuleValues>();
  const command = useCommand(
    (body: RuleInput, key) =>
      rule ? replaceRoutingRule(school, rule.token, body) : createRoutingRule(school, body, key),
    onSaved,
  );
  const conditions = [
    {
      name: 'category',
      label: '类别',
      options: choices(useCategories(school).data?.items.filter(({ active }) => active)),
    },
    { name: 'place', label: '地点', options: choices(usePlaces(school).data?.items) },
    { name: 'classroom', label: '班级', options: choices(useClassrooms(school).data?.items) },
  ];
  return (
    <DrawerInFront
      title={rule ? '改规则' : '加一条规则'}
      onClose={onClose}
      size={480}
      data-testid="rule-panel"
    >
      <Form
        form={form}
        name="rule"
        layout="vertical"
        initialValues={{
          category: rule?.category?.token,
          place: rule?.place?.token,
          classroom: rule?.classroom?.token,
          owner: rule ? ownerOf(rule.person, rule.role) : { kind: 'role' },
          backup: rule ? ownerOf(rule.backupPerson, rule.backupRole) : { kind: 'none' },
        }}
        onFinish={(values: RuleValues) =>
          command.mutate(toInput(values), { onError: (error) => showFieldErrors(form, error) })
        }
      >
        {conditions.map(({ name, label, options }) => (
          <Form.Item key={name} name={name} label={label}>
            <Select
              allowClear
              placeholder="不限"
              options={options}
              showSearch={{ optionFilterProp: 'label' }}
              data-testid={`rule-${name}`}
            />
          </Form.Item>
        ))}
        <Form.Item name="owner" label="交给" required rules={[{ validator: mustName }]}>
          <OwnerPicker school={school} testId="rule-owner" label="交给" />
        </Form.Item>
        <Form.Item
          name="backup"
          label="备份"
          extra="交给的人不在，或不能办这件事时，交给备份。"
          rules={[{ validator: mustNameOrDecline }]}
        >
          <OwnerPicker school={school} testId="rule-backup" label="备份" optional />
        </Form.Item>
        <FormEnd command={command} testId="rule-submit" />
      </Form>
    </DrawerInFront>
  );
}
