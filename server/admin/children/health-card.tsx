import type { ChildDetail } from '#shared/people/family.js';
import { longestHealth } from '#shared/people/health-length.js';
import { Button, Card, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { when } from '../ui/when.js';
import { useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  onChanged: () => void;
}

/** What must be known of the child's health: for whom the family's consent, her office or a reason opens it. */
export function HealthCard({ child, onChanged }: Props) {
  const [editing, setEditing] = useState(false);
  const { health, abilities } = child;
  if (health === undefined) return null;
  return (
    <Card
      title="健康情况：过敏、吃药、要留意什么"
      size="small"
      data-testid="health"
      extra={
        abilities.keepHealth && (
          <Button onClick={() => setEditing(true)} data-testid="health-edit">
            {health === null ? '登记' : '改'}
          </Button>
        )
      }
    >
      {health === null ? (
        <p className="soft">还没有登记。孩子不舒服，请马上打电话问家里人。</p>
      ) : (
        <>
          <p className="words" data-testid="health-words">
            {health.words}
          </p>
          <p className="soft">{`${health.by === null ? '' : `${health.by} `}${when(health.at)}写的`}</p>
        </>
      )}
      {editing && (
        <HealthForm
          child={child}
          onClose={() => setEditing(false)}
          onDone={() => {
            setEditing(false);
            onChanged();
          }}
        />
      )}
    </Card>
  );
}

function HealthForm({
  child,
  onClose,
  onDone,
}: {
  child: ChildDetail;
  onClose: () => void;
  onDone: () => void;
}) {
  const [form] = Form.useForm<{ words: string }>();
  const command = useChildCommand(child, 'health', onDone);
  const submit = ({ words = '' }: { words: string }) =>
    command.mutate(
      { words: words.trim() === '' ? null : words, after: child.health?.at ?? null },
      { onError: (error) => showFieldErrors(form, error) },
    );
  return (
    <Drawer title={`${child.name}的健康情况`} open onClose={onClose} size={420}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ words: child.health?.words ?? '' }}
        onFinish={submit}
      >
        <Form.Item
          name="words"
          label="要留意什么"
          extra="对什么过敏、在吃什么药、发作了先做什么。空着就是去掉。家里看得到是谁写的。"
        >
          <Input.TextArea rows={5} maxLength={longestHealth} showCount data-testid="health-value" />
        </Form.Item>
        <FormEnd command={command} testId="health-save" />
      </Form>
    </Drawer>
  );
}
