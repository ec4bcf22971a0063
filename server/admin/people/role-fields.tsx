import type { StaffRole } from '#shared/people/vocabulary.js';
import { Button, Form } from 'antd';
import { RolePicker } from './role-picker.js';

export interface RoleValue {
  role: StaffRole;
  classroom?: string;
}

/** One or more roles within a form, under the name `roles`. */
export function RoleFields({ school }: { school: string }) {
  return (
    <Form.List name="roles">
      {(fields, { add, remove }) => (
        <Form.Item label="岗位">
          <div className="stack" style={{ gap: 10 }}>
            {fields.map(({ key, name }, index) => (
              <div key={key} className="row" style={{ alignItems: 'flex-start' }}>
                <RolePicker
                  school={school}
                  path={[name]}
                  listPath={['roles', name]}
                  testId={`staff-role-${index}`}
                />
                {fields.length > 1 && (
                  <Button type="text" onClick={() => remove(name)} data-testid={`staff-role-${index}-remove`}>
                    去掉
                  </Button>
                )}
              </div>
            ))}
            {fields.length < 8 && (
              <Button type="dashed" onClick={() => add({})} data-testid="staff-role-more">
                再加一个岗位
              </Button>
            )}
          </div>
        </Form.Item>
      )}
    </Form.List>
  );
}
