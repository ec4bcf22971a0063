import type { StaffRole } from '#shared/people/vocabulary.js';
import { Radio, Select } from 'antd';
import { PersonSelect } from '../people/person-select.js';
import { roleChoices } from '../people/role-names.js';

/** Who gets an issue: whoever holds a role, one person, or nobody named (then the principal). */
export interface Owner {
  kind: 'role' | 'person' | 'none';
  role?: StaffRole;
  person?: string;
}

interface Props {
  school: string;
  testId: string;
  label: string;
  /** Whether nobody may be chosen. */
  optional?: boolean;
  id?: string;
  value?: Owner;
  onChange?: (owner: Owner) => void;
}

/** A form field for an owner: first what kind, then which. */
export function OwnerPicker({
  school,
  testId,
  label,
  optional = false,
  id,
  value = { kind: 'role' },
  onChange,
}: Props) {
  const kinds = [
    { value: 'role', label: '一个岗位' },
    { value: 'person', label: '一个人' },
    ...(optional ? [{ value: 'none', label: '不要备份' }] : []),
  ];
  return (
    <div className="stack" style={{ gap: 10 }} id={id}>
      <Radio.Group
        aria-label={label}
        data-testid={`${testId}-kind`}
        options={kinds}
        value={value.kind}
        onChange={(event) => onChange?.({ kind: event.target.value as Owner['kind'] })}
      />
      {value.kind === 'role' && (
        <Select
          id={`${testId}-role`}
          data-testid={`${testId}-role`}
          aria-label="岗位"
          placeholder="选一个岗位"
          options={roleChoices}
          value={value.role}
          onChange={(role: StaffRole) => onChange?.({ kind: 'role', role })}
        />
      )}
      {value.kind === 'person' && (
        <PersonSelect
          id={`${testId}-person`}
          testId={`${testId}-person`}
          school={school}
          value={value.person}
          onChange={(person) =>
            onChange?.(person === undefined ? { kind: 'person' } : { kind: 'person', person })
          }
        />
      )}
    </div>
  );
}
