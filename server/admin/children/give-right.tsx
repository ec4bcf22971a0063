import type { ChildDetail, GuardianView } from '#shared/people/family.js';
import { guardianshipRights } from '#shared/people/vocabulary.js';
import { Form, Select } from 'antd';
import { SpanFields } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { today } from '../ui/when.js';
import { EvidenceFields, type EvidenceValues } from './evidence-fields.js';
import { useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  guardian: GuardianView;
  onClose: () => void;
  onDone: () => void;
}

interface Values extends EvidenceValues {
  right: string;
  fromDay: string;
  toDay?: string | null;
}

/** Gives a guardian one of the four things, from a day on, perhaps until another. */
export function GiveRight({ child, guardian: { person }, onClose, onDone }: Props) {
  const command = useChildCommand(child, 'rights', onDone);
  return (
    <FormDrawer<Values, object>
      title={`给${person.name}加一样`}
      onClose={onClose}
      command={command}
      initial={{ fromDay: today() }}
      toBody={(values) => ({ person: person.token, ...values })}
      testId="right"
    >
      <Form.Item name="right" label="哪一样" rules={[{ required: true, message: '请选一样' }]}>
        <Select
          options={Object.entries(guardianshipRights).map(([value, label]) => ({ value, label }))}
          data-testid="right-kind"
        />
      </Form.Item>
      <SpanFields openEnd="一直有" />
      <EvidenceFields school={child.school.token} />
    </FormDrawer>
  );
}
