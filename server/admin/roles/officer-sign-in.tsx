import type { RegionRoleEntry } from '#shared/people/roles.js';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { resetOfficerPassword } from '../api/roles.api.js';
import { OnceOnly } from '../ui/once-only.js';
import { useCommand } from '../ui/use-command.js';

/** Lets somebody in again who has lost her password or her phone. */
export function OfficerSignIn({ person }: { person: RegionRoleEntry['person'] }) {
  const { message } = App.useApp();
  const [password, setPassword] = useState<string | null>(null);
  const reset = useCommand(
    (_: null, key) => resetOfficerPassword(person.token, key),
    ({ firstPassword }) => setPassword(firstPassword),
  );
  return (
    <>
      <Popconfirm
        title={`重设${person.name}的登录？`}
        description="旧密码和动态验证码马上不能用，正在登录的也会退出。请先认清是本人。"
        okText="重设"
        cancelText="不"
        okButtonProps={{ 'data-testid': 'officer-reset-confirm' }}
        onConfirm={() => reset.mutate(null, { onError: (error) => void message.error(error.message, 6) })}
      >
        <Button size="small" loading={reset.isPending} data-testid="officer-reset">
          重设登录
        </Button>
      </Popconfirm>
      <OnceOnly
        title="新的初始密码"
        note={`请当面告诉${person.name}。登录时要换成自己的密码。`}
        secret={password}
        onClose={() => setPassword(null)}
        testId="officer-reset-once"
      />
    </>
  );
}
