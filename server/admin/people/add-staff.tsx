import { App, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { createStaff, type NewStaff } from '../api/staff.api.js';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { OnceOnly } from '../ui/once-only.js';
import { useCommand } from '../ui/use-command.js';
import { RoleFields, type RoleValue } from './role-fields.js';

interface Props {
  school: string;
  open: boolean;
  onClose: () => void;
  onAdded: () => void;
}

interface Values {
  name: string;
  login?: string;
  roles: RoleValue[];
}

/** The first answer did not arrive, and the password was in it. */
const passwordIsLost = (name: string) => ({
  title: `${name}的账号已经建好了`,
  content: '第一次没收到回音，初始密码看不到了。请在名单里点开这个人，重设密码。',
  okText: '知道了',
  okButtonProps: { 'data-testid': 'first-password-lost' },
});

/** Adds a member of staff; the first password is shown once. */
export function AddStaff({ school, open, onClose, onAdded }: Props) {
  const { modal } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [password, setPassword] = useState<string | null>(null);
  const command = useCommand(
    (body: NewStaff, key) => createStaff(school, body, key),
    ({ member, firstPassword, repeated }) => {
      form.resetFields();
      onClose();
      onAdded();
      setPassword(firstPassword);
      if (repeated && member.login !== null) modal.info(passwordIsLost(member.name));
    },
  );
  const submit = ({ name, login, roles }: Values) =>
    command.mutate(
      {
        name,
        login: login?.trim() ? login.trim().toLowerCase() : null,
        roles: roles.map(({ role, classroom }) => ({ role, classroom: classroom ?? null })),
      },
      { onError: (error) => showFieldErrors(form, error) },
    );
  return (
    <>
      <Drawer title="加一个人" open={open} onClose={onClose} size={520} data-testid="staff-add-panel">
        <Form
          form={form}
          name="staff"
          layout="vertical"
          requiredMark={false}
          initialValues={{ roles: [{}] }}
          onFinish={submit}
        >
          <Form.Item
            name="name"
            label="姓名"
            rules={[{ required: true, whitespace: true, message: '请填姓名' }]}
          >
            <Input maxLength={30} autoComplete="off" data-testid="staff-name" />
          </Form.Item>
          <RoleFields school={school} />
          <Form.Item
            name="login"
            label="登录账号（要用这个管理页才填）"
            extra="3–32 个小写字母、数字、点或横线。存下后会显示一次初始密码。"
            rules={[
              {
                pattern: /^\s*[A-Za-z0-9][A-Za-z0-9.-]{2,31}\s*$/,
                message: '账号用 3–32 个小写字母、数字、点或横线',
              },
            ]}
          >
            <Input maxLength={32} autoComplete="off" autoCapitalize="none" data-testid="staff-login" />
          </Form.Item>
          <FormEnd command={command} testId="staff-submit" />
        </Form>
      </Drawer>
      <OnceOnly
        title="初始密码"
        note="请当面告诉本人。第一次登录时要换成自己的密码。"
        secret={password}
        onClose={() => setPassword(null)}
        testId="first-password-once"
      />
    </>
  );
}
