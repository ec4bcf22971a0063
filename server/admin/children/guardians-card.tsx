import type { ChildDetail, ChildFamily, GuardianView } from '#shared/people/family.js';
import { guardianshipRights, relations } from '#shared/people/vocabulary.js';
import { App, Button, Card, Tag } from 'antd';
import { useState } from 'react';
import { unbindGuardian } from '../api/children.api.js';
import { useCommand } from '../ui/use-command.js';
import { onSpan } from '../ui/when.js';
import { AddGuardian } from './add-guardian.js';
import { EndRight } from './end-right.js';
import { GiveRight } from './give-right.js';

interface Props {
  child: ChildDetail;
  family: ChildFamily;
  onChanged: () => void;
}

/** The four separate things of each guardian, with until when and on what paper. */
export function GuardiansCard({ child, family, onChanged }: Props) {
  const { message, modal } = App.useApp();
  const [open, setOpen] = useState<{ what: 'give' | 'end'; guardian: GuardianView } | 'add' | null>(null);
  const unbind = useCommand(
    (person: string, key) => unbindGuardian(child.token, person, key),
    () => {
      void message.success('已经解除，那部手机看不到了');
      onChanged();
    },
  );
  const ask = ({ person }: GuardianView) =>
    modal.confirm({
      title: `解除${person.name}的手机？`,
      content: '手机丢了、卖了才这样做。那部手机下次一联网，存着的东西就没有了。',
      okText: '解除',
      cancelText: '不解除',
      onOk: () =>
        person.token !== null &&
        unbind.mutate(person.token, { onError: (error) => void message.error(error.message) }),
    });
  const close = () => setOpen(null);
  const done = () => {
    close();
    onChanged();
  };
  const manages = child.abilities.manageFamily;
  return (
    <Card
      title="监护关系"
      size="small"
      extra={
        manages && (
          <Button onClick={() => setOpen('add')} data-testid="guardian-add">
            加一位家人
          </Button>
        )
      }
    >
      {family.guardians.length === 0 && <p className="soft">还没有登记家人。</p>}
      {family.guardians.map((guardian) => (
        <div key={guardian.person.token ?? guardian.person.name} data-testid="guardian" className="card-part">
          <div className="row">
            <b>{guardian.person.name}</b>
            <Tag>{relations[guardian.relation]}</Tag>
            <span className="soft">{guardian.bound ? '绑了手机' : '没有绑手机'}</span>
          </div>
          {guardian.rights.length === 0 && <p className="soft">四样都还没有。</p>}
          {guardian.rights.map(({ right, fromDay, toDay, evidence }) => (
            <div key={`${right}${fromDay}`} className="row">
              <Tag color="processing">{guardianshipRights[right]}</Tag>
              {onSpan({ fromDay, toDay })}
              {evidence === null ? '' : ` · ${evidence}`}
            </div>
          ))}
          {manages && (
            <div className="row">
              <Button
                size="small"
                onClick={() => setOpen({ what: 'give', guardian })}
                data-testid="right-give"
              >
                加一样
              </Button>
              <Button size="small" onClick={() => setOpen({ what: 'end', guardian })} data-testid="right-end">
                结束
              </Button>
              {guardian.bound && (
                <Button size="small" danger onClick={() => ask(guardian)} data-testid="guardian-unbind">
                  解除手机
                </Button>
              )}
            </div>
          )}
        </div>
      ))}
      {open === 'add' && <AddGuardian child={child} onClose={close} onDone={done} />}
      {open !== null && open !== 'add' && open.what === 'give' && (
        <GiveRight child={child} guardian={open.guardian} onClose={close} onDone={done} />
      )}
      {open !== null && open !== 'add' && open.what === 'end' && (
        <EndRight child={child} guardian={open.guardian} onClose={close} onDone={done} />
      )}
    </Card>
  );
}
