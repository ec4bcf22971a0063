import type { StaffRole } from '#shared/people/vocabulary.js';
import { Form, Select } from 'antd';
import { choices, useClassrooms } from '../school/school-lists.js';
import { needsClassroom, roleChoices } from './role-names.js';

type Path = (string | number)[];

interface Props {
  school: string;
  /** Where the two fields stand, seen from the nearest list of the form. */
  path: Path;
  /** The same place, seen from the whole form. */
  listPath: Path;
  testId: string;
}

/** Two form fields: the role, and the classroom when the role belongs to one. */
export function RolePicker({ school, path, listPath, testId }: Props) {
  const classrooms = useClassrooms(school);
  const role = Form.useWatch<StaffRole | undefined>([...listPath, 'role']);
  return (
    <>
      <Form.Item
        name={[...path, 'role']}
        style={{ flex: '1 1 150px', margin: 0 }}
        rules={[{ required: true, message: '请选岗位' }]}
      >
        <Select
          placeholder="选岗位"
          aria-label="岗位"
          options={roleChoices}
          popupMatchSelectWidth={false}
          data-testid={testId}
        />
      </Form.Item>
      {needsClassroom(role) && (
        <Form.Item
          name={[...path, 'classroom']}
          style={{ flex: '1 1 130px', margin: 0 }}
          rules={[{ required: role === 'class_teacher', message: '请选班级' }]}
        >
          <Select
            placeholder="选班级"
            aria-label="班级"
            allowClear={role !== 'class_teacher'}
            options={choices(classrooms.data?.items)}
            loading={classrooms.isLoading}
            data-testid={`${testId}-classroom`}
          />
        </Form.Item>
      )}
    </>
  );
}
