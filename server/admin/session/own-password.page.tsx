import { App } from 'antd';
import { useNavigate } from 'react-router-dom';
import { PageHead } from '../ui/page-head.js';
import { PasswordForm } from './password-form.js';

/** 改密码: the own password, at any time. */
export function Component() {
  const navigate = useNavigate();
  const { message } = App.useApp();
  return (
    <div className="stack" style={{ maxWidth: 520 }}>
      <PageHead title="改密码" />
      <div className="card">
        <PasswordForm
          onDone={() => {
            void message.success('密码换好了');
            void navigate('/');
          }}
        />
      </div>
    </div>
  );
}
