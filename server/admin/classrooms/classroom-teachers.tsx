import type { ClassroomDetail } from '#shared/people/classrooms.js';
import { staffRoles } from '#shared/people/vocabulary.js';
import { App, Button, Form, Popconfirm, Select } from 'antd';
import { endRole, giveRole } from '../api/staff.api.js';
import { PersonSelect } from '../people/person-select.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import '../people/people.css';

interface Props {
  school: string;
  classroom: ClassroomDetail;
  manages: boolean;
  onChanged: () => void;
}

type TeachingRole = 'class_teacher' | 'subject_teacher';
interface Values {
  person: string;
  role: TeachingRole;
}

const choices = (['class_teacher', 'subject_teacher'] as const).map((value) => ({
  value,
  label: staffRoles[value],
}));

/** Who teaches the classroom: ending it, and giving it to somebody who works here. */
export function ClassroomTeachers({ school, classroom, manages, onChanged }: Props) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const give = useCommand(
    ({ person, role }: Values, key) => giveRole(school, person, { role, classroom: classroom.token }, key),
    () => {
      form.resetFields();
      onChanged();
    },
  );
  const end = useCommand(
    ({ person, role }: Values, key) => endRole(school, person, { role, classroom: classroom.token }, key),
    onChanged,
  );
  const teaching = [
    ...classroom.classTeachers.map((one) => ({ ...one, role: 'class_teacher' as const })),
    ...classroom.subjectTeachers.map((one) => ({ ...one, role: 'subject_teacher' as const })),
  ];
  return (
    <section className="panel-part" aria-label="老师">
      <h2>老师</h2>
      {teaching.length === 0 && <p className="soft">还没有老师。</p>}
      {teaching.map(({ token, name, role }) => (
        <div key={`${token}${role}`} className="role-row" data-testid="teacher" data-role={role}>
          <span>
            {name} <span className="soft">· {staffRoles[role]}</span>
          </span>
          {manages && (
            <Popconfirm
              title={`${name}不再教这个班？`}
              description="从现在起看不到这个班的孩子。"
              okText="不教了"
              cancelText="还教"
              okButtonProps={{ danger: true, 'data-testid': 'teacher-end-confirm' }}
              onConfirm={() =>
                end.mutate({ person: token, role }, { onError: (error) => void message.error(error.message) })
              }
            >
              <Button size="small" data-testid="teacher-end">
                不教了
              </Button>
            </Popconfirm>
          )}
        </div>
      ))}
      {manages && (
        <Form form={form} name="teacher" style={{ marginTop: 12 }} onFinish={(values) => give.mutate(values)}>
          <ProblemNote error={give.error} />
          <div className="row" style={{ alignItems: 'flex-start' }}>
            <Form.Item
              name="person"
              style={{ flex: '2 1 160px', margin: 0 }}
              rules={[{ required: true, message: '请选一位' }]}
            >
              <PersonSelect school={school} testId="teacher-person" placeholder="选一位老师" />
            </Form.Item>
            <Form.Item
              name="role"
              style={{ flex: '1 1 120px', margin: 0 }}
              rules={[{ required: true, message: '请选岗位' }]}
            >
              <Select placeholder="教什么" aria-label="岗位" options={choices} data-testid="teacher-role" />
            </Form.Item>
            <Button htmlType="submit" loading={give.isPending} data-testid="teacher-submit">
              加老师
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}
