import { Form, Input } from 'antd';

/** Why a role is given or ended; it stays beside it for good. */
export function ReasonField({ testId }: { testId: string }) {
  return (
    <Form.Item
      name="because"
      label="为什么"
      rules={[{ required: true, whitespace: true, message: '请写一句为什么' }]}
    >
      <Input maxLength={100} autoComplete="off" data-testid={testId} />
    </Form.Item>
  );
}
