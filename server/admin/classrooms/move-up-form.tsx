import { nameAfterYear } from '#shared/people/classroom-names.js';
import type { ClassroomRow } from '#shared/people/classrooms.js';
import { Form, Input } from 'antd';
import { moveUp } from '../api/classrooms.api.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { useCommand } from '../ui/use-command.js';
import { today } from '../ui/when.js';

interface Props {
  school: string;
  classrooms: readonly ClassroomRow[];
  onClose: () => void;
  onDone: () => void;
}

type Values = Record<string, string>;

/** A new year: each classroom keeps its children and teachers and gets the name that stands behind it. */
export function MoveUpForm({ school, classrooms, onClose, onDone }: Props) {
  const year = Number(today().slice(0, 4));
  const command = useCommand(
    (named: { classroom: string; name: string }[], key) => moveUp(school, named, key),
    onDone,
  );
  return (
    <FormDrawer<Values, { classroom: string; name: string }[]>
      title="升班"
      onClose={onClose}
      command={command}
      initial={Object.fromEntries(classrooms.map(({ token, name }) => [token, nameAfterYear(name, year)]))}
      toBody={(values) =>
        classrooms.map(({ token }) => ({ classroom: token, name: (values[token] ?? '').trim() }))
      }
      size={480}
      testId="move-up-form"
    >
      <p className="form-note">孩子和老师跟着班走，只换名字。毕业的班先加上“届”，孩子离校以后再关掉。</p>
      {classrooms.map(({ token, name }) => (
        <Form.Item
          key={token}
          name={token}
          label={`${name}升成`}
          rules={[{ required: true, whitespace: true, message: '请填名字' }]}
        >
          <Input maxLength={30} data-testid="move-up-name" data-classroom={name} />
        </Form.Item>
      ))}
    </FormDrawer>
  );
}
