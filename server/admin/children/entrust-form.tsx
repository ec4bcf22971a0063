import type { ChildDetail } from '#shared/people/family.js';
import { Form, Select } from 'antd';
import { DayField, SpanFields } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { PhotosField } from '../ui/photos-field.js';
import { today } from '../ui/when.js';
import { guardiansAsChoices, useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  onClose: () => void;
  onDone: () => void;
}

type Values = Record<'entrustedBy' | 'carer' | 'fromDay', string> &
  Partial<Record<'toDay' | 'toldSchoolOn' | 'toldVillageOn', string | null>> & { photos?: readonly string[] };

/** Writes down the notice with which parents who work away entrust their child. */
export function EntrustForm({ child, onClose, onDone }: Props) {
  const command = useChildCommand(child, 'entrusted-care', onDone);
  const people = guardiansAsChoices(child);
  const chosen = [{ required: true, message: '请选一位' }];
  return (
    <FormDrawer<Values, object>
      title="记委托照护"
      onClose={onClose}
      command={command}
      initial={{ fromDay: today() }}
      toBody={(values) => values}
      testId="entrust"
    >
      <Form.Item name="entrustedBy" label="谁委托" rules={chosen}>
        <Select options={people} data-testid="entrust-by" />
      </Form.Item>
      <Form.Item name="carer" label="委托给谁" rules={chosen}>
        <Select options={people} data-testid="entrust-carer" />
      </Form.Item>
      <SpanFields openEnd="一直有效" />
      <DayField name="toldSchoolOn" label="哪天书面告诉学校" />
      <DayField name="toldVillageOn" label="哪天书面告诉村里" />
      <PhotosField school={child.school.token} name="photos" label="委托书的照片" most={3} />
    </FormDrawer>
  );
}
