import { passwordRules, shortestPassword } from '#shared/session/password-rules.js';
import { Button, Form, Input } from 'antd';
import { changePassword } from '../api/session.api.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { enter } from './sign-in.js';

interface Values {
  current: string;
  next: string;
  again: string;
}

/** Old password, new one twice. `onDone` is called when the new one is in force. */
export function PasswordForm({ onDone }: { onDone?: () => void }) {
  const command = useCommand(changePassword, (session) => {
    enter(session);
    onDone?.();
  });
  const [form] = Form.useForm<Values>();
  return (
    <Form
      form={form}
      name="password"
      layout="vertical"
      requiredMark={false}
      onFinish={({ current, next }: Values) =>
        command.mutate({ current, next }, { onError: (error) => showFieldErrors(form, error) })
      }
    >
      <Form.Item name="current" label="现在的密码" rules={[{ required: true, message: '请填现在的密码' }]}>
        <Input.Password autoComplete="current-password" maxLength={200} data-testid="password-current" />
      </Form.Item>
      <Form.Item
        name="next"
        label="新密码"
        extra={passwordRules}
        rules={[
          { required: true, message: '请填新密码' },
          { min: shortestPassword, message: `新密码至少 ${shortestPassword} 位` },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} data-testid="password-next" />
      </Form.Item>
      <Form.Item
        name="again"
        label="新密码再填一遍"
        dependencies={['next']}
        rules={[
          { required: true, message: '请再填一遍' },
          ({ getFieldValue }) => ({
            validator: (_, value: string) =>
              !value || value === getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error('两遍不一样')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} data-testid="password-again" />
      </Form.Item>
      <ProblemNote error={command.error} />
      <Button type="primary" htmlType="submit" loading={command.isPending} data-testid="password-submit">
        换成新密码
      </Button>
    </Form>
  );
}
