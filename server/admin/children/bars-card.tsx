import type { ChildDetail, ChildProtection } from '#shared/people/family.js';
import { App, Button, Card, Drawer, Form, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { onDay } from '../ui/when.js';
import { EvidenceFields } from './evidence-fields.js';
import { today, useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  protection: ChildProtection;
  onChanged: () => void;
}

interface Values {
  person: string;
  fromDay: string;
  toDay?: string;
  evidence: { kind: string; words: string };
}

/** Adults of whom an order says that nothing of this child may reach them. Only the closed room sees this card. */
export function BarsCard({ child, protection, onChanged }: Props) {
  const { message, modal } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const place = useChildCommand(child, 'bars', () => {
    setOpen(false);
    onChanged();
  });
  const lift = useChildCommand(child, 'lift-bar', onChanged);
  const people = (child.family?.guardians ?? []).flatMap(({ person: { token, name } }) =>
    token === null ? [] : [{ value: token, label: name }],
  );
  const ask = (person: string, name: string) => {
    let because = '';
    modal.confirm({
      title: `解除对${name}的禁止？`,
      content: (
        <Input placeholder="为什么" maxLength={100} onChange={(event) => (because = event.target.value)} />
      ),
      okText: '解除',
      cancelText: '不解除',
      onOk: () => lift.mutate({ person, because }, { onError: (error) => void message.error(error.message) }),
    });
  };
  const submit = ({ toDay, ...values }: Values) =>
    place.mutate({ ...values, toDay: toDay || null }, { onError: (error) => showFieldErrors(form, error) });
  return (
    <Card
      title="禁止接触"
      size="small"
      extra={
        child.abilities.manageBars && (
          <Button danger onClick={() => setOpen(true)} data-testid="bar-open">
            登记禁止接触
          </Button>
        )
      }
    >
      {protection.bars.length === 0 && <p className="soft">没有禁止接触的成人。</p>}
      {protection.bars.map(({ person, evidence, fromDay, toDay, placedBy, holds }) => (
        <div key={`${person.token}${fromDay}`} className="row" data-testid="bar">
          <b>{person.name}</b>
          <Tag color={holds ? 'error' : 'default'}>{holds ? '禁止接触' : '已经不禁止'}</Tag>
          <span className="soft">
            {onDay(fromDay)}起{toDay === null ? '' : `，到${onDay(toDay)}`} · {evidence} · {placedBy}登记
          </span>
          {holds && child.abilities.manageBars && (
            <Button size="small" onClick={() => ask(person.token, person.name)}>
              解除
            </Button>
          )}
        </div>
      ))}
      <Drawer title="登记禁止接触" open={open} onClose={() => setOpen(false)} size={420}>
        <p>存下以后，孩子的事马上不再告诉这位成人：名单、提醒、事项、共用的手机上都看不到。</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ fromDay: today() }}
          onFinish={submit}
        >
          <Form.Item name="person" label="谁" rules={[{ required: true, message: '请选一位' }]}>
            <Select options={people} data-testid="bar-person" />
          </Form.Item>
          <Form.Item name="fromDay" label="从哪天起" rules={[{ required: true, message: '请选日子' }]}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="toDay" label="到哪天（不填就一直禁止）">
            <Input type="date" />
          </Form.Item>
          <EvidenceFields />
          <FormEnd command={place} testId="bar-submit" />
        </Form>
      </Drawer>
    </Card>
  );
}
