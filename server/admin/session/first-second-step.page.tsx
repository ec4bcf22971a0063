import { useQueryClient } from '@tanstack/react-query';
import { SecondStepSetup } from './second-step-setup.js';
import { sessionKey } from './session-key.js';
import './session.css';

/** Shown before anything else to who has an office that asks for a second step and has none yet. */
export function FirstSecondStepPage() {
  const cache = useQueryClient();
  return (
    <main className="gate">
      <div className="card gate-card" data-testid="first-second-step">
        <h1>先设动态验证码</h1>
        <p className="soft">
          您的岗位登录要多一步。光有密码，被人看到、猜到就进来了；加上手机上的数字，别人拿到密码也没用。
        </p>
        <SecondStepSetup
          moves={false}
          onDone={() => void cache.invalidateQueries({ queryKey: sessionKey })}
        />
      </div>
    </main>
  );
}
