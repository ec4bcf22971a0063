import type { StaffMember } from '#shared/people/contract.js';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { makeBindingCode, resetPassword } from '../api/staff.api.js';
import { StaffSignIn } from './staff-sign-in.js';
import { OnceOnly } from '../ui/once-only.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { when } from '../ui/when.js';

interface Props {
  school: string;
  member: StaffMember;
  onChanged: (member: StaffMember) => void;
}

/** The two ways in: WeChat by a one-time code, this page by a password. */
export function StaffAccess({ school, member, onChanged }: Props) {
  const [code, setCode] = useState<{ code: string; expiresAt: string } | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const bind = useCommand((_: null, key) => makeBindingCode(school, member.token, key), setCode);
  const reset = useCommand(
    (_: null, key) => resetPassword(school, member.token, key),
    (answer) => {
      setPassword(answer.firstPassword);
      onChanged(answer.member);
    },
  );
  return (
    <section className="panel-part" aria-label="怎么进来">
      <h2>怎么进来</h2>
      <div className="role-row">
        <span>微信：{member.wechatBound ? '绑定了' : '没绑定'}</span>
        <Button loading={bind.isPending} onClick={() => bind.mutate(null)} data-testid="binding-code-make">
          生成绑定码
        </Button>
      </div>
      <ProblemNote error={bind.error} />
      {member.login !== null && (
        <div className="role-row">
          <span>账号：{member.login}</span>
          <Popconfirm
            title="重设密码？"
            description="旧密码马上不能用，正在登录的也会退出。"
            okText="重设"
            cancelText="不"
            okButtonProps={{ 'data-testid': 'reset-password-confirm' }}
            onConfirm={() => reset.mutate(null)}
          >
            <Button loading={reset.isPending} data-testid="reset-password">
              重设密码
            </Button>
          </Popconfirm>
        </div>
      )}
      <ProblemNote error={reset.error} />
      <StaffSignIn school={school} member={member} onChanged={onChanged} />
      <OnceOnly
        title="绑定码"
        note={`请当面交给${member.name}，在小程序里填。`}
        secret={code?.code ?? null}
        until={code ? `${when(code.expiresAt)} 以前有效，只能用一次` : undefined}
        onClose={() => setCode(null)}
        testId="binding-code-once"
      />
      <OnceOnly
        title="新的初始密码"
        note="请当面告诉本人。登录时要换成自己的密码。"
        secret={password}
        onClose={() => setPassword(null)}
        testId="reset-password-once"
      />
    </section>
  );
}
