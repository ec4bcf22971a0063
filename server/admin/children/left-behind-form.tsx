import type { ChildDetail } from '#shared/people/family.js';
import type { LeftBehindDefinition } from '#shared/people/left-behind.js';
import { leftBehindDefinitions } from '#shared/people/left-behind.js';
import { Checkbox, Form, InputNumber, Radio } from 'antd';
import { DayField } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  onClose: () => void;
  onDone: () => void;
}

interface Values {
  definition: LeftBehindDefinition;
  motherAway: boolean;
  fatherAway: boolean;
  monthsAway: number;
  stayingParentUnable: boolean;
  reviewOn: string;
}

const definitions = Object.entries(leftBehindDefinitions).map(([value, { name, words }]) => ({
  value,
  label: `${name}：${words}`,
}));
const initial: Partial<Values> = {
  definition: 'both_or_unable',
  motherAway: false,
  fatherAway: false,
  stayingParentUnable: false,
  monthsAway: 0,
};

/** Asks what the definition asks. Whether the child is left behind is not ticked: it follows. */
export function LeftBehindForm({ child, onClose, onDone }: Props) {
  const command = useChildCommand(child, 'left-behind', onDone);
  return (
    <FormDrawer<Values, object>
      title="认定留守"
      onClose={onClose}
      command={command}
      initial={initial}
      toBody={({ definition, reviewOn, ...facts }) => ({ definition, reviewOn, facts })}
      size={460}
      testId="left-behind"
    >
      <Form.Item name="definition" label="用哪个口径">
        <Radio.Group vertical options={definitions} />
      </Form.Item>
      <Form.Item name="motherAway" valuePropName="checked">
        <Checkbox data-testid="mother-away">妈妈在外务工</Checkbox>
      </Form.Item>
      <Form.Item name="fatherAway" valuePropName="checked">
        <Checkbox data-testid="father-away">爸爸在外务工</Checkbox>
      </Form.Item>
      <Form.Item name="stayingParentUnable" valuePropName="checked">
        <Checkbox>在家的一方没有能力照护</Checkbox>
      </Form.Item>
      <Form.Item name="monthsAway" label="最近一位外出几个月了">
        <InputNumber min={0} max={240} precision={0} />
      </Form.Item>
      <DayField name="reviewOn" label="下次复核" missing="请选日子" testId="review-on" />
    </FormDrawer>
  );
}
