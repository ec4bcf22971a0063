import type { StaffMember } from '#shared/people/contract.js';
import { StaffAccess } from './staff-access.js';
import { StaffLeaving } from './staff-leaving.js';
import { StaffPresence } from './staff-presence.js';
import { StaffRoles } from './staff-roles.js';
import { DrawerInFront } from '../ui/in-front.js';

interface Props {
  school: string;
  member: StaffMember;
  onClose: () => void;
  onChanged: (member: StaffMember) => void;
}

/** Everything about one member of staff: roles, when she is there, ways in, leaving. */
export function StaffPanel({ school, member, onClose, onChanged }: Props) {
  return (
    <DrawerInFront title={member.name} onClose={onClose} size={520} data-testid="staff-panel">
      <div className="stack">
        <StaffRoles school={school} member={member} onChanged={onChanged} />
        {member.active && <StaffPresence member={member} />}
        {member.active && <StaffAccess school={school} member={member} onChanged={onChanged} />}
        {member.active && <StaffLeaving school={school} member={member} onChanged={onChanged} />}
        {!member.active && <p className="soft">这个人已经离开。账号和微信绑定都停了，办过的事还在。</p>}
      </div>
    </DrawerInFront>
  );
}
