import type { ChildDetail, ChildFamily } from '#shared/people/family.js';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Form, Select, Tag } from 'antd';
import { listVillageOfficers } from '../api/village.api.js';
import { ReasonField } from '../roles/reason-field.js';
import { DayField } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { onSpan } from '../ui/when.js';
import { useChildCommand } from './use-child-command.js';
import { useCardForm } from './use-card-form.js';

interface Props {
  child: ChildDetail;
  family: ChildFamily;
  onChanged: () => void;
}

type Officer = ChildFamily['villageOfficers'][number];

/** Which 儿童主任 visits the child at home, and whether she sees her. */
export function VillageCard({ child, family, onChanged }: Props) {
  const { open, setOpen, form } = useCardForm<'give' | Officer>(child, onChanged);
  const gives = child.abilities.giveToVillage;
  return (
    <Card
      title="儿童主任"
      size="small"
      extra={
        gives && (
          <Button onClick={() => setOpen('give')} data-testid="village-give">
            交给儿童主任
          </Button>
        )
      }
    >
      {family.villageOfficers.length === 0 && <p className="soft">没有交给儿童主任。</p>}
      {family.villageOfficers.map((officer) => (
        <div
          key={`${officer.person.name}${officer.fromDay}`}
          className="card-part"
          data-testid="village-officer"
        >
          <div className="row">
            <b>{officer.person.name}</b>
            <Tag color={officer.sees ? 'success' : 'warning'}>{officer.sees ? '看得到' : '现在看不到'}</Tag>
            {gives && officer.person.token !== null && (
              <Button size="small" onClick={() => setOpen(officer)} data-testid="village-end">
                收回
              </Button>
            )}
          </div>
          <p className="soft">
            {onSpan(officer)}。
            {!officer.sees && '还是这里的儿童主任，家里也同意“孩子的关爱档案”，才看得到孩子。'}
          </p>
        </div>
      ))}
      {open === 'give' && <GiveForm {...form} />}
      {open !== null && open !== 'give' && <EndForm {...form} officer={open} />}
    </Card>
  );
}

interface FormProps {
  child: ChildDetail;
  onClose: () => void;
  onDone: () => void;
}

function GiveForm({ child, onClose, onDone }: FormProps) {
  const command = useChildCommand(child, 'village-officer', onDone);
  const school = child.school.token;
  const officers = useQuery({
    queryKey: ['village-officers', school],
    queryFn: ({ signal }) => listVillageOfficers(school, signal),
  });
  return (
    <FormDrawer<{ person: string; toDay?: string | null; because: string }, object>
      title={`把${child.name}交给儿童主任`}
      onClose={onClose}
      command={command}
      toBody={(values) => values}
      testId="village"
    >
      <p className="form-note">
        儿童主任看得到孩子是谁、家里有谁，看不到健康、电话、住址和说过的事。家里同意“孩子的关爱档案”以后才看得到，每次打开家长都知道。
      </p>
      <Form.Item name="person" label="交给谁" rules={[{ required: true, message: '请选一位' }]}>
        <Select
          loading={officers.isLoading}
          options={(officers.data?.items ?? []).map(({ token, name, region }) => ({
            value: token,
            label: `${name}（${region}）`,
          }))}
          notFoundContent="这里还没有儿童主任，请找区域管理员"
          showSearch={{ optionFilterProp: 'label' }}
          data-testid="village-person"
        />
      </Form.Item>
      <DayField name="toDay" label="到哪天为止（不填就一直）" />
      <ReasonField testId="village-because" />
    </FormDrawer>
  );
}

function EndForm({ child, officer, onClose, onDone }: FormProps & { officer: Officer }) {
  const command = useChildCommand(child, 'end-village-officer', onDone);
  return (
    <FormDrawer<{ because: string }, object>
      title={`从${officer.person.name}那里收回`}
      onClose={onClose}
      command={command}
      toBody={({ because }) => ({ person: officer.person.token, because })}
      testId="village-end"
    >
      <p className="form-note">马上就看不到了。记录留着。</p>
      <ReasonField testId="village-end-because" />
    </FormDrawer>
  );
}
