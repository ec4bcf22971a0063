import { Select } from 'antd';
import { useAssignees } from '../school/school-lists.js';
import { withRoles } from './role-names.js';

interface Props {
  school: string;
  /** Leave this person out. */
  except?: string | undefined;
  id?: string;
  value?: string | undefined;
  onChange?: (token: string | undefined) => void;
  placeholder?: string;
  allowClear?: boolean;
  testId: string;
}

/** Chooses somebody an issue can be handed to; searches by name and by role. */
export function PersonSelect({
  school,
  except,
  id,
  value,
  onChange,
  placeholder,
  allowClear = false,
  testId,
}: Props) {
  const { data, isLoading, error } = useAssignees(school);
  const options = (data?.items ?? [])
    .filter((person) => person.token !== except)
    .map((person) => ({ value: person.token, label: withRoles(person.name, person.roles) }));
  return (
    <Select
      id={id}
      data-testid={testId}
      value={value}
      onChange={onChange}
      options={options}
      loading={isLoading}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={allowClear}
      aria-label={placeholder ?? '选一个人'}
      placeholder={placeholder ?? '选一个人'}
      notFoundContent={error ? error.message : '没有找到'}
      popupMatchSelectWidth={false}
      style={{ width: '100%' }}
    />
  );
}
