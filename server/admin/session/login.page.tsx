import { Button, Form, Input } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import { keepProof, proofFor } from '../api/known-device.js';
import { finishSignIn, logIn } from '../api/session.api.js';
import { currentToken, onTokenChange } from '../api/token-store.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { SecondStepForm } from './second-step-form.js';
import { enter } from './sign-in.js';
import './session.css';

interface Half {
  login: string;
  ticket: string;
}

/** 登录: name and password of a member of staff, then the code of her app where she has set one up. */
export function Component() {
  const token = useSyncExternalStore(onTokenChange, currentToken);
  const location = useLocation();
  const back = addressBefore(location.state);
  const [half, setHalf] = useState<Half | null>(null);
  const command = useCommand(
    (said: { login: string; password: string }, key) => logIn({ ...said, device: proofFor(said.login) }, key),
    (answer, { login }) => {
      if ('secondStep' in answer) return setHalf({ login, ticket: answer.secondStep.ticket });
      keepProof(login, answer.device);
      enter(answer);
    },
  );
  const second = useCommand(
    ({ code, ticket }: Half & { code: string }, key) => finishSignIn({ code, ticket }, key),
    (answer, { login }) => {
      keepProof(login, answer.device);
      enter(answer);
    },
  );
  if (token !== null) return <Navigate to={back} replace />;
  return (
    <main className="gate">
      <div className="card gate-card">
        <h1>
          心桥 <small className="soft">学校管理</small>
        </h1>
        {location.search === '?left' && (
          <p role="status" data-testid="login-left">
            您已经退出了。
          </p>
        )}
        {half ? (
          <SecondStepForm
            command={second}
            onCode={(code) => second.mutate({ ...half, code })}
            onBack={() => {
              setHalf(null);
              second.reset();
            }}
          />
        ) : (
          <>
            <p className="soft">给学校和区县的人用。家长请用微信小程序。</p>
            <Form
              name="login"
              layout="vertical"
              requiredMark={false}
              onFinish={(values: { login: string; password: string }) => command.mutate(values)}
            >
              <Form.Item
                name="login"
                label="账号"
                rules={[{ required: true, whitespace: true, message: '请填账号' }]}
              >
                <Input
                  autoComplete="username"
                  autoCapitalize="none"
                  maxLength={64}
                  data-testid="login-name"
                />
              </Form.Item>
              <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填密码' }]}>
                <Input.Password
                  autoComplete="current-password"
                  maxLength={200}
                  data-testid="login-password"
                />
              </Form.Item>
              <ProblemNote error={command.error} />
              <Button
                type="primary"
                htmlType="submit"
                block
                size="large"
                loading={command.isPending}
                data-testid="login-submit"
              >
                登录
              </Button>
            </Form>
            <p className="soft">忘了密码，找学校管理员；区县的人找区域管理员。</p>
          </>
        )}
      </div>
    </main>
  );
}

/** Where the person wanted to go; only an address of these pages is believed. */
function addressBefore(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('back' in state)) return '/';
  const { back } = state;
  return typeof back === 'string' && back.startsWith('/') && !back.startsWith('//') ? back : '/';
}
