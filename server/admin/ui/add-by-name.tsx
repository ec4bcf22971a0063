import { Button, Form, Input } from 'antd';
import { ProblemNote } from './problem-note.js';
import { useCommand } from './use-command.js';

interface Props {
  /** What is added, e.g. 类别. */
  thing: string;
  placeholder: string;
  maxLength: number;
  add: (name: string, key: string) => Promise<unknown>;
  onAdded: (name: string) => void;
  testId: string;
}

/** One line to add something that has only a name. */
export function AddByName({ thing, placeholder, maxLength, add, onAdded, testId }: Props) {
  const [form] = Form.useForm<{ name: string }>();
  const command = useCommand(add, (_, name) => {
    form.resetFields();
    onAdded(name);
  });
  return (
    <div className="card">
      <Form form={form} name={testId} onFinish={({ name }) => command.mutate(name.trim())}>
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <Form.Item
            name="name"
            style={{ flex: '1 1 220px', margin: 0 }}
            rules={[{ required: true, whitespace: true, message: `请填${thing}的名字` }]}
          >
            <Input
              placeholder={placeholder}
              maxLength={maxLength}
              aria-label={`新${thing}的名字`}
              data-testid={`${testId}-name`}
            />
          </Form.Item>
          <Button
            type="primary"
            htmlType="submit"
            loading={command.isPending}
            data-testid={`${testId}-submit`}
          >
            加{thing}
          </Button>
        </div>
      </Form>
      {command.error && (
        <div style={{ marginTop: 12 }}>
          <ProblemNote error={command.error} />
        </div>
      )}
    </div>
  );
}
