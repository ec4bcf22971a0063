import type { OwnAccount } from '#shared/session/account-contract.js';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { makeRecoveryCodes, removeSecondStep } from '../api/account.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { when } from '../ui/when.js';
import { RecoveryCodesNote } from './recovery-codes.js';
import { SecondStepSetup } from './second-step-setup.js';

interface Props {
  account: OwnAccount;
  onChanged: () => void;
}

type Open = 'setup' | 'codes' | 'remove' | null;
const titles = { setup: '动态验证码', codes: '新的备用码', remove: '不用动态验证码了？' } as const;

/** 动态验证码: set up, moved to another phone, done without; and the codes on paper. */
export function SecondStepCard({ account, onChanged }: Props) {
  const { message } = App.useApp();
  const [open, setOpen] = useState<Open>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = () => {
    setOpen(null);
    setCodes(null);
    onChanged();
  };
  const make = useCommand(makeRecoveryCodes, (answer) => setCodes(answer.codes));
  const remove = useCommand(removeSecondStep, () => {
    void message.success('以后只用密码登录');
    close();
  });
  const { secondStepSince: since, secondStepRequired: required, recoveryCodesLeft: left } = account;
  const command = open === 'codes' ? make : remove;
  return (
    <section className="card stack" aria-label="动态验证码" data-testid="second-step-card">
      <h2>动态验证码</h2>
      <p className="soft">
        登录时除了密码，再填手机上的 6 位数字。
        {required ? '您的岗位要用。' : '别人知道了密码也进不来，建议用。'}
      </p>
      <p data-testid="second-step-state">
        {since === null ? '还没有用。' : `${when(since)}开始用。还有 ${left} 个备用码。`}
      </p>
      <div className="row">
        <Button
          type={since === null ? 'primary' : 'default'}
          onClick={() => setOpen('setup')}
          data-testid="second-step-set-up"
        >
          {since === null ? '开始用' : '换手机'}
        </Button>
        {since !== null && (
          <Button onClick={() => setOpen('codes')} data-testid="recovery-codes-make">
            重新生成备用码
          </Button>
        )}
        {since !== null && !required && (
          <Button danger onClick={() => setOpen('remove')} data-testid="second-step-remove">
            不用了
          </Button>
        )}
      </div>
      <Modal
        open={open !== null}
        title={open === null ? '' : titles[open]}
        footer={null}
        mask={{ closable: false }}
        closable={codes === null}
        onCancel={close}
        destroyOnHidden
      >
        {open === 'setup' && <SecondStepSetup moves={since !== null} onDone={close} />}
        {(open === 'codes' || open === 'remove') && codes === null && (
          <Form
            name="second-step-proof"
            layout="vertical"
            requiredMark={false}
            onFinish={(values: { password: string; code: string }) => command.mutate(values)}
          >
            <Form.Item name="password" label="现在的密码" rules={[{ required: true, message: '请填密码' }]}>
              <Input.Password autoComplete="current-password" maxLength={200} data-testid="proof-password" />
            </Form.Item>
            <Form.Item
              name="code"
              label="手机上的 6 位数字，或者一个备用码"
              rules={[{ required: true, message: '请填验证码' }]}
            >
              <Input autoComplete="one-time-code" maxLength={20} data-testid="proof-code" />
            </Form.Item>
            <ProblemNote error={command.error} />
            <Button
              type="primary"
              danger={open === 'remove'}
              htmlType="submit"
              loading={command.isPending}
              data-testid="proof-submit"
            >
              {open === 'remove' ? '不用了' : '生成'}
            </Button>
          </Form>
        )}
        {open === 'codes' && codes && <RecoveryCodesNote codes={codes} onDone={close} />}
      </Modal>
    </section>
  );
}
