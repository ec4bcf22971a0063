import type { StaffMember } from '#shared/people/contract.js';
import { App, Button, Form, Popconfirm } from 'antd';
import { endRole, giveRole, type RoleInput } from '../api/staff.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { onDay } from '../ui/when.js';
import type { RoleValue } from './role-fields.js';
import { RolePicker } from './role-picker.js';
import { roleWords } from './staff-table.js';
import './people.css';

interface Props {
  school: string;
  member: StaffMember;
  onChanged: (member: StaffMember) => void;
}

type Role = StaffMember['roles'][number];

/** The roles of one person: ending them, giving another. */
export function StaffRoles({ school, member, onChanged }: Props) {
  const { message } = App.useApp();
  const [form] = Form.useForm<RoleValue>();
  const give = useCommand(
    (body: RoleInput, key) => giveRole(school, member.token, body, key),
    (changed) => {
      form.resetFields();
      onChanged(changed);
    },
  );
  const end = useCommand(
    ({ role, classroom }: Role) => endRole(school, member.token, role, classroom?.token),
    onChanged,
  );
  return (
    <section className="panel-part" aria-label="岗位">
      <h2>岗位</h2>
      {member.roles.length === 0 && <p className="soft">没有岗位</p>}
      {member.roles.map((role) => (
        <div
          key={`${role.role}-${role.classroom?.token ?? ''}`}
          className="role-row"
          data-testid="staff-role-row"
          data-role={role.role}
        >
          <span>
            {roleWords(role)}
            <span className="soft">
              {' '}
              · {onDay(role.fromDay)}起{role.toDay && `，到${onDay(role.toDay)}`}
            </span>
          </span>
          {member.active && (
            <Popconfirm
              title="去掉这个岗位？"
              description="这个岗位能看的、能做的，马上就不能了。"
              okText="去掉"
              cancelText="不"
              okButtonProps={{ danger: true, 'data-testid': 'staff-role-end-confirm' }}
              onConfirm={() => end.mutate(role, { onError: (error) => void message.error(error.message) })}
            >
              <Button size="small" data-testid="staff-role-end">
                去掉
              </Button>
            </Popconfirm>
          )}
        </div>
      ))}
      {member.active && (
        <Form
          form={form}
          name="giveRole"
          style={{ marginTop: 12 }}
          onFinish={({ role, classroom }) => give.mutate({ role, classroom: classroom ?? null })}
        >
          <ProblemNote error={give.error} />
          <div className="row" style={{ alignItems: 'flex-start' }}>
            <RolePicker school={school} path={[]} listPath={[]} testId="give-role" />
            <Button htmlType="submit" loading={give.isPending} data-testid="give-role-submit">
              加岗位
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}
