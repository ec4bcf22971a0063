import type { ChildDetail } from '#shared/people/family.js';
import type { LeftBehindDefinition } from '#shared/people/left-behind.js';
import { leftBehindDefinitions } from '#shared/people/left-behind.js';
import { Checkbox, Drawer, Form, Input, InputNumber, Radio } from 'antd';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
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

/** Asks what the definition asks. Whether the child is left behind is not ticked: it follows. */
export function LeftBehindForm({ child, onClose, onDone }: Props) {
  const [form] = Form.useForm<Values>();
  const command = useChildCommand(child, 'left-behind', onDone);
  const submit = ({ definition, reviewOn, ...facts }: Values) =>
    command.mutate({ definition, reviewOn, facts }, { onError: (error) => showFieldErrors(form, error) });
  const initial = {
    definition: 'both_or_unable',
    motherAway: false,
    fatherAway: false,
    stayingParentUnable: false,
    monthsAway: 0,
  };
  return (
    <Drawer title="认定留守" open onClose={onClose} size={460}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={submit}>
        <Form.Item name="definition" label="用哪个口径">
          <Radio.Group vertical options={definitions} />
        </Form.Item>
        <Form.Item name="motherAway" valuePropName="checked">
          <Checkbox>妈妈在外务工</Checkbox>
        </Form.Item>
        <Form.Item name="fatherAway" valuePropName="checked">
          <Checkbox>爸爸在外务工</Checkbox>
        </Form.Item>
        <Form.Item name="stayingParentUnable" valuePropName="checked">
          <Checkbox>在家的一方没有能力照护</Checkbox>
        </Form.Item>
        <Form.Item name="monthsAway" label="最近一位外出几个月了">
          <InputNumber min={0} max={240} precision={0} />
        </Form.Item>
        <Form.Item name="reviewOn" label="下次复核" rules={[{ required: true, message: '请选日子' }]}>
          <Input type="date" data-testid="review-on" />
        </Form.Item>
        <FormEnd command={command} testId="left-behind-submit" />
      </Form>
    </Drawer>
  );
}
