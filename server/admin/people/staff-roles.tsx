import type { StaffMember } from '#shared/people/contract.js';
import { staffRoles } from '#shared/people/vocabulary.js';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { listRoles } from '../api/roles.api.js';
import { endRole } from '../api/staff.api.js';
import { EndRoleForm, type Ending } from '../roles/end-role-form.js';
import { GiveRoleForm } from '../roles/give-role-form.js';
import { RoleReasons } from '../roles/role-words.js';
import { useCommand } from '../ui/use-command.js';
import { onSpan } from '../ui/when.js';
import { roleWords } from './staff-table.js';
import './people.css';

interface Props {
  school: string;
  member: StaffMember;
  onChanged: (member: StaffMember) => void;
}

type Role = StaffMember['roles'][number];

/** The roles of one person: ending them, giving another, and those of before. */
export function StaffRoles({ school, member, onChanged }: Props) {
  const [open, setOpen] = useState<'give' | Role | null>(null);
  const past = useQuery({
    queryKey: ['role-book', { school, person: member.token, when: 'ended' }],
    queryFn: ({ signal }) => listRoles({ school, person: member.token, when: 'ended' }, signal),
  });
  const close = () => setOpen(null);
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
            <span className="soft"> · {onSpan(role)}</span>
          </span>
          {member.active && (
            <Button size="small" onClick={() => setOpen(role)} data-testid="staff-role-end">
              结束
            </Button>
          )}
        </div>
      ))}
      {(past.data?.items ?? []).map((entry) => (
        <div
          key={`${entry.role}${entry.fromDay}${entry.toDay}`}
          className="role-row soft"
          data-testid="past-role"
        >
          <span>
            {roleWords(entry)} · {onSpan(entry)}（结束了）
          </span>
          <span>
            <RoleReasons entry={entry} />
          </span>
        </div>
      ))}
      {member.active && (
        <Button style={{ marginTop: 12 }} onClick={() => setOpen('give')} data-testid="give-role-open">
          加岗位
        </Button>
      )}
      {open === 'give' && (
        <GiveRoleForm
          school={school}
          person={member}
          onClose={close}
          onDone={(changed) => {
            close();
            onChanged(changed);
          }}
        />
      )}
      {open !== null && open !== 'give' && (
        <EndOne
          school={school}
          member={member}
          role={open}
          onClose={close}
          onDone={(changed) => {
            close();
            onChanged(changed);
          }}
        />
      )}
    </section>
  );
}

interface EndProps {
  school: string;
  member: StaffMember;
  role: Role;
  onClose: () => void;
  onDone: (changed: StaffMember) => void;
}

function EndOne({ school, member, role: { role, classroom }, onClose, onDone }: EndProps) {
  const command = useCommand(
    (ending: Ending, key) =>
      endRole(school, member.token, { role, classroom: classroom?.token ?? null, ...ending }, key),
    onDone,
  );
  return (
    <EndRoleForm title={`结束${member.name}的${staffRoles[role]}`} command={command} onClose={onClose} />
  );
}
