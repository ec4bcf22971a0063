import { Button, Form, Input } from 'antd';
import type { ApiError } from '../api/api-error.js';
import { ProblemNote } from '../ui/problem-note.js';

interface Props {
  command: { error: ApiError | null; isPending: boolean };
  onCode: (code: string) => void;
  onBack: () => void;
}

/** The second step of signing in: the digits that the app on her phone shows, or a code from paper. */
export function SecondStepForm({ command, onCode, onBack }: Props) {
  return (
    <>
      <p className="soft">密码对了。再填手机上“心桥”那一行的 6 位数字。</p>
      <Form
        name="second-step"
        layout="vertical"
        requiredMark={false}
        onFinish={({ code }: { code: string }) => onCode(code)}
      >
        <Form.Item
          name="code"
          label="动态验证码"
          extra="手机不在身边，就填一个备用码。"
          rules={[{ required: true, whitespace: true, message: '请填验证码' }]}
        >
          <Input
            autoFocus
            autoComplete="one-time-code"
            inputMode="text"
            maxLength={20}
            size="large"
            data-testid="second-step-code"
          />
        </Form.Item>
        <ProblemNote error={command.error} />
        <Button
          type="primary"
          htmlType="submit"
          block
          size="large"
          loading={command.isPending}
          data-testid="second-step-submit"
        >
          登录
        </Button>
      </Form>
      <Button type="link" onClick={onBack} data-testid="second-step-back">
        换一个账号，或者重新填密码
      </Button>
      <p className="soft">手机丢了，备用码也没有，请找学校管理员。</p>
    </>
  );
}
