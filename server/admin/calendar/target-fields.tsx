import { Button, Form, InputNumber } from 'antd';

interface Props {
  /** Where the values stand in the form. */
  path: (string | number)[];
  title: string;
  testId: string;
  onRemove?: () => void;
}

const required = [{ required: true, message: '请填小时数' }];

/** The two limits of one line: first answer and end, in working hours. */
export function TargetFields({ path, title, testId, onRemove }: Props) {
  return (
    <div className="row" style={{ marginBottom: 12, alignItems: 'flex-start' }} data-testid={testId}>
      <b style={{ minWidth: 110, lineHeight: '40px' }}>{title}</b>
      <Form.Item hidden name={[...path, 'category']} noStyle>
        <input type="hidden" />
      </Form.Item>
      <Form.Item name={[...path, 'responseMinutes']} label="首次响应" rules={required} style={{ margin: 0 }}>
        <InputNumber min={0.25} max={600} step={0.5} suffix="小时" style={{ width: 130 }} />
      </Form.Item>
      <Form.Item name={[...path, 'resolutionMinutes']} label="办结" rules={required} style={{ margin: 0 }}>
        <InputNumber min={0.25} max={600} step={0.5} suffix="小时" style={{ width: 130 }} />
      </Form.Item>
      {onRemove && <Button onClick={onRemove}>不单独定</Button>}
    </div>
  );
}
