import { regionRoles, type RegionRole } from '#shared/people/vocabulary.js';
import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { createOfficer, giveRegionRole, listRegions } from '../api/roles.api.js';
import { choices } from '../school/school-lists.js';
import { SpanFields } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { OnceOnly } from '../ui/once-only.js';
import { useCommand } from '../ui/use-command.js';
import { today } from '../ui/when.js';
import { ReasonField } from './reason-field.js';

/** Every office above the schools as a choice of a picker. */
export const regionRoleChoices = (Object.keys(regionRoles) as RegionRole[]).map((value) => ({
  value,
  label: regionRoles[value],
}));

interface Props {
  open: boolean;
  /** Who gets one more office; left out: somebody new. */
  person?: { token: string; name: string } | undefined;
  onClose: () => void;
  onDone: () => void;
}

interface Values {
  name: string;
  login: string;
  region: string;
  role: RegionRole;
  fromDay: string;
  toDay?: string | null;
  because: string;
}

/** Gives an office above the schools: to somebody new, whose first password is shown once, or to who has one already. */
export function OfficerForm({ open, person, onClose, onDone }: Props) {
  const [password, setPassword] = useState<string | null>(null);
  const regions = useQuery({ queryKey: ['regions'], queryFn: ({ signal }) => listRegions(signal) });
  const command = useCommand(
    async ({ name, login, ...given }: Values, key): Promise<string | null> => {
      if (person) {
        await giveRegionRole(person.token, given, key);
        return null;
      }
      return (await createOfficer({ name, login, ...given }, key)).firstPassword;
    },
    (firstPassword) => {
      setPassword(firstPassword);
      onDone();
    },
  );
  return (
    <>
      {open && (
        <FormDrawer<Values, Values>
          title={person === undefined ? '加一个人' : `给${person.name}加岗位`}
          onClose={onClose}
          command={command}
          initial={{ fromDay: today() }}
          toBody={(values) => values}
          testId="officer"
        >
          {person === undefined && (
            <>
              <Form.Item
                name="name"
                label="姓名"
                rules={[{ required: true, whitespace: true, message: '请填姓名' }]}
              >
                <Input maxLength={30} autoComplete="off" data-testid="officer-name" />
              </Form.Item>
              <Form.Item
                name="login"
                label="登录账号"
                extra="3–32 个小写字母、数字、点或横线。存下后会显示一次初始密码。"
                rules={[{ required: true, whitespace: true, message: '请填账号' }]}
              >
                <Input maxLength={32} autoComplete="off" autoCapitalize="none" data-testid="officer-login" />
              </Form.Item>
            </>
          )}
          <Form.Item name="role" label="什么岗位" rules={[{ required: true, message: '请选岗位' }]}>
            <Select options={regionRoleChoices} data-testid="officer-role" />
          </Form.Item>
          <Form.Item name="region" label="管哪里" rules={[{ required: true, message: '请选区域' }]}>
            <Select
              options={choices(regions.data?.items)}
              loading={regions.isLoading}
              data-testid="officer-region"
            />
          </Form.Item>
          <SpanFields openEnd="一直是" />
          <ReasonField testId="officer-because" />
        </FormDrawer>
      )}
      <OnceOnly
        title="初始密码"
        note="请当面告诉本人。第一次登录时要换成自己的密码。"
        secret={password}
        onClose={() => setPassword(null)}
        testId="officer-password"
      />
    </>
  );
}
