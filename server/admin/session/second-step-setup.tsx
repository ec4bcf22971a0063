import type { SecondStepSecret } from '#shared/session/account-contract.js';
import { Button, Form, Input, Steps } from 'antd';
import { useState } from 'react';
import { beginSecondStep, confirmSecondStep } from '../api/account.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { RecoveryCodesNote } from './recovery-codes.js';

interface Props {
  /** An app is in use already: it moves to another phone, with a code of the old one. */
  moves: boolean;
  /** Called when the new app is in force and its codes on paper have been seen. */
  onDone: () => void;
}

interface Proof {
  password: string;
  code?: string;
}

/** Password, then the QR code for the app and a code that it shows, then the codes on paper. */
export function SecondStepSetup({ moves, onDone }: Props) {
  const [secret, setSecret] = useState<SecondStepSecret | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const begin = useCommand(beginSecondStep, setSecret);
  const confirm = useCommand(confirmSecondStep, (answer) => setCodes(answer.codes));
  const step = codes ? 2 : secret ? 1 : 0;
  return (
    <div className="stack" data-testid="second-step-setup">
      <Steps
        size="small"
        current={step}
        items={[{ title: '填密码' }, { title: '手机扫码' }, { title: '抄备用码' }]}
      />
      {step === 0 && (
        <Form
          name="second-step-begin"
          layout="vertical"
          requiredMark={false}
          onFinish={(values: Proof) => begin.mutate(values)}
        >
          <Form.Item name="password" label="现在的密码" rules={[{ required: true, message: '请填密码' }]}>
            <Input.Password autoComplete="current-password" maxLength={200} data-testid="setup-password" />
          </Form.Item>
          {moves && (
            <Form.Item
              name="code"
              label="旧手机上的 6 位数字，或者一个备用码"
              rules={[{ required: true, message: '请填验证码' }]}
            >
              <Input autoComplete="one-time-code" maxLength={20} data-testid="setup-old-code" />
            </Form.Item>
          )}
          <ProblemNote error={begin.error} />
          <Button type="primary" htmlType="submit" loading={begin.isPending} data-testid="setup-begin">
            下一步
          </Button>
        </Form>
      )}
      {step === 1 && secret && (
        <>
          <ol className="setup-steps">
            <li>
              在手机上打开一个身份验证器。没有的话，在微信里搜小程序“腾讯身份验证器”，或者在应用商店装一个
              Microsoft Authenticator、FreeOTP。
            </li>
            <li>点“＋”，扫下面的码。</li>
            <li>把“心桥”那一行的 6 位数字填在下面。数字每半分钟换一次。</li>
          </ol>
          <img
            className="setup-qr"
            alt="给身份验证器扫的二维码"
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(secret.qr)}`}
            data-testid="setup-qr"
          />
          <p className="soft">
            扫不了，就手工填这个密钥：
            <code data-testid="setup-secret">{secret.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
          <Form
            name="second-step-confirm"
            layout="vertical"
            requiredMark={false}
            onFinish={(values: { code: string }) => confirm.mutate(values)}
          >
            <Form.Item name="code" label="6 位数字" rules={[{ required: true, message: '请填 6 位数字' }]}>
              <Input
                autoComplete="one-time-code"
                inputMode="numeric"
                maxLength={8}
                data-testid="setup-code"
              />
            </Form.Item>
            <ProblemNote error={confirm.error} />
            <Button type="primary" htmlType="submit" loading={confirm.isPending} data-testid="setup-confirm">
              开始用
            </Button>
          </Form>
        </>
      )}
      {codes && <RecoveryCodesNote codes={codes} onDone={onDone} />}
    </div>
  );
}
