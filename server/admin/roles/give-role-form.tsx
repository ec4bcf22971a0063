import type { StaffMember } from '#shared/people/contract.js';
import { Form } from 'antd';
import { giveRole } from '../api/staff.api.js';
import { PersonSelect } from '../people/person-select.js';
import type { RoleValue } from '../people/role-fields.js';
import { RolePicker } from '../people/role-picker.js';
import { SpanFields } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { useCommand } from '../ui/use-command.js';
import { today } from '../ui/when.js';
import { ReasonField } from './reason-field.js';

interface Props {
  school: string;
  /** Who gets it; left out: to be chosen. */
  person?: { token: string; name: string };
  onClose: () => void;
  onDone: (changed: StaffMember) => void;
}

interface Values extends RoleValue {
  person?: string;
  fromDay: string;
  toDay?: string | null;
  because: string;
}

/** Gives somebody who works here a role from a day on, perhaps until another, with the reason. */
export function GiveRoleForm({ school, person, onClose, onDone }: Props) {
  const command = useCommand(
    ({ person: chosen = '', classroom, toDay, ...role }: Values, key) =>
      giveRole(
        school,
        person?.token ?? chosen,
        { ...role, classroom: classroom ?? null, toDay: toDay ?? null },
        key,
      ),
    onDone,
  );
  return (
    <FormDrawer<Values, Values>
      title={person === undefined ? '给岗位' : `给${person.name}加岗位`}
      onClose={onClose}
      command={command}
      initial={{ fromDay: today() }}
      toBody={(values) => values}
      testId="role-give"
    >
      {person === undefined && (
        <Form.Item name="person" label="给谁" rules={[{ required: true, message: '请选一位' }]}>
          <PersonSelect school={school} testId="role-give-person" placeholder="选一位" />
        </Form.Item>
      )}
      <Form.Item label="什么岗位">
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <RolePicker school={school} path={[]} listPath={[]} testId="give-role" />
        </div>
      </Form.Item>
      <SpanFields openEnd="一直是" />
      <ReasonField testId="role-give-because" />
    </FormDrawer>
  );
}
