import { PasswordForm } from './password-form.js';
import './session.css';

/** Shown before anything else to who still uses the password that somebody else made for them. */
export function FirstPasswordPage() {
  return (
    <main className="gate">
      <div className="card gate-card" data-testid="first-password">
        <h1>先换一个密码</h1>
        <p className="soft">现在的密码是别人替您设的。换成只有您知道的，再开始用。</p>
        <PasswordForm />
      </div>
    </main>
  );
}
