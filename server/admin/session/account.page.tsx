import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { getAccount } from '../api/account.api.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { PasswordForm } from './password-form.js';
import { SecondStepCard } from './second-step-card.js';
import { SessionsCard } from './sessions-card.js';
import '../people/people.css';
import './session.css';

/** 我的账号: the second step, the password, and where the person is signed in. */
export function Component() {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const account = useQuery({ queryKey: ['account'], queryFn: ({ signal }) => getAccount(signal) });
  return (
    <div className="stack" style={{ maxWidth: 640 }}>
      <PageHead title="我的账号" note={account.data?.login ? `账号：${account.data.login}` : undefined} />
      <Loaded query={account}>
        {(shown) => (
          <>
            {shown.login !== null && (
              <SecondStepCard
                account={shown}
                onChanged={() => void cache.invalidateQueries({ queryKey: ['account'] })}
              />
            )}
            <SessionsCard />
            {shown.login !== null && (
              <section className="card stack" aria-label="改密码" data-testid="password-card">
                <h2>改密码</h2>
                <PasswordForm onDone={() => void message.success('密码换好了，别的地方都退出了')} />
              </section>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}
