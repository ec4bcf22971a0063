import type { ChildDetail } from '#shared/people/family.js';
import { Form, Select } from 'antd';
import { SpanFields } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { today } from '../ui/when.js';
import { EvidenceFields, type EvidenceValues } from './evidence-fields.js';
import { adultsAsChoices, useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  onClose: () => void;
  onDone: () => void;
}

interface Values extends EvidenceValues {
  person: string;
  fromDay: string;
  toDay?: string | null;
}

/** Writes down an order that keeps an adult away. */
export function PlaceBar({ child, onClose, onDone }: Props) {
  const command = useChildCommand(child, 'bars', onDone);
  return (
    <FormDrawer<Values, object>
      title="登记禁止接触"
      onClose={onClose}
      command={command}
      initial={{ fromDay: today() }}
      toBody={(values) => values}
      testId="bar"
    >
      <p className="form-note">
        存下以后，孩子的事马上不再告诉这位成人：名单、提醒、事项、共用的手机上都看不到。
      </p>
      <Form.Item name="person" label="谁" rules={[{ required: true, message: '请选一位' }]}>
        <Select options={adultsAsChoices(child)} data-testid="bar-person" />
      </Form.Item>
      <SpanFields openEnd="一直禁止" />
      <EvidenceFields school={child.school.token} />
    </FormDrawer>
  );
}
