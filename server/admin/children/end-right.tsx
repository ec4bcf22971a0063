import type { ChildDetail, GuardianView } from '#shared/people/family.js';
import { guardianshipRights } from '#shared/people/vocabulary.js';
import { Form, Select } from 'antd';
import { DayField } from '../ui/day-field.js';
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
  toDay: string;
}

const everything = 'everything';

/** Ends one of the four things, or the whole guardianship. What was stays readable in the history. */
export function EndRight({ child, guardian, onClose, onDone }: Props) {
  const command = useChildCommand(child, 'end-right', onDone);
  const held = [...new Set(guardian.rights.map(({ right }) => right))];
  return (
    <FormDrawer<Values, object>
      title={`结束${guardian.person.name}的`}
      onClose={onClose}
      command={command}
      initial={{ toDay: today() }}
      toBody={({ right, ...values }) => ({
        person: guardian.person.token,
        right: right === everything ? null : right,
        ...values,
      })}
      testId="end"
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
      <DayField name="toDay" label="最后一天" missing="请选日子" />
      <EvidenceFields school={child.school.token} />
    </FormDrawer>
  );
}
