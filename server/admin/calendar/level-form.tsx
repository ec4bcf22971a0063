import type { EscalationLevelView } from '#shared/issues/clock-contract.js';
import { Form, InputNumber, Radio, Select } from 'antd';
import { createEscalationLevel, replaceEscalationLevel, type LevelInput } from '../api/clocks.api.js';
import { PersonSelect } from '../people/person-select.js';
import { roleChoices } from '../people/role-names.js';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { DrawerInFront } from '../ui/in-front.js';
import { useCommand } from '../ui/use-command.js';
import { inputOf, valuesOf, type LevelValues } from './level-values.js';
import { clockNames } from './level-words.js';

interface Props {
  school: string;
  /** null: a new one. */
  level: EscalationLevelView | null;
  onClose: () => void;
  onSaved: () => void;
}

const doesChoices = [
  { value: 'assignee', label: '告诉现在负责的人' },
  { value: 'role', label: '告诉一个岗位' },
  { value: 'person', label: '告诉一个人' },
  { value: 'hand_over', label: '转给备选人' },
];

/** Writes one level: which clock, when, and what then. */
export function LevelForm({ school, level, onClose, onSaved }: Props) {
  const [form] = Form.useForm<LevelValues>();
  const command = useCommand(
    (body: LevelInput, key) =>
      level ? replaceEscalationLevel(level.token, body) : createEscalationLevel(school, body, key),
    onSaved,
  );
  const when = Form.useWatch('when', form);
  const does = Form.useWatch('does', form);
  return (
    <DrawerInFront title={level ? '改一条' : '加一条'} onClose={onClose} size={480} data-testid="level-panel">
      <Form
        form={form}
        name="level"
        layout="vertical"
        requiredMark={false}
        initialValues={level ? valuesOf(level) : { clock: 'response', when: 'after', hours: 2, does: 'role' }}
        onFinish={(values: LevelValues) =>
          command.mutate(inputOf(values), { onError: (error) => showFieldErrors(form, error) })
        }
      >
        <Form.Item name="clock" label="看哪个时限">
          <Radio.Group
            data-testid="level-clock"
            options={Object.entries(clockNames).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item name="when" label="什么时候">
          <Radio.Group
            data-testid="level-when"
            options={[
              { value: 'before', label: '到时间以前' },
              { value: 'at', label: '到时间' },
              { value: 'after', label: '到时间以后' },
            ]}
          />
        </Form.Item>
        {when !== 'at' && (
          <Form.Item
            name="hours"
            label="多少小时（只算上班时间）"
            rules={[{ required: true, message: '请填多少小时' }]}
          >
            <InputNumber min={0.25} max={600} step={0.5} suffix="小时" data-testid="level-hours" />
          </Form.Item>
        )}
        <Form.Item
          name="does"
          label="做什么"
          dependencies={['when']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === 'hand_over' && getFieldValue('when') === 'before'
                  ? Promise.reject(new Error('到时间以后才能转给别人'))
                  : Promise.resolve(),
            }),
          ]}
        >
          <Radio.Group data-testid="level-does" options={doesChoices} vertical />
        </Form.Item>
        {does === 'role' && (
          <Form.Item name="role" label="哪个岗位" rules={[{ required: true, message: '请选岗位' }]}>
            <Select options={roleChoices} placeholder="选一个岗位" data-testid="level-role" />
          </Form.Item>
        )}
        {does === 'person' && (
          <Form.Item name="person" label="哪一位" rules={[{ required: true, message: '请选一位' }]}>
            <PersonSelect school={school} testId="level-person" />
          </Form.Item>
        )}
        <FormEnd command={command} testId="level-submit" />
      </Form>
    </DrawerInFront>
  );
}
