import type { ChildDetail, ChildFamily } from '#shared/people/family.js';
import type { ChildPrivate } from '#shared/people/private.js';
import { spokenPhone } from '#shared/people/private-numbers.js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import { useState } from 'react';
import { getChildPrivate } from '../api/children.api.js';
import { Loaded } from '../ui/loaded.js';
import { PrivateForm, type PrivateField } from './private-form.js';

interface Props {
  child: ChildDetail;
  family: ChildFamily;
}

/** Phone numbers, addresses and the identity number: shown to who asks for them, and each look is recorded. */
export function PrivateCard({ child, family }: Props) {
  const [isOpen, setOpen] = useState(false);
  const cache = useQueryClient();
  const details = useQuery({
    queryKey: ['child-private', child.token],
    queryFn: ({ signal }) => getChildPrivate(child.token, signal),
    enabled: isOpen,
    gcTime: 0,
  });
  const changed = () => {
    for (const key of ['child-private', 'child-history']) void cache.invalidateQueries({ queryKey: [key] });
  };
  return (
    <Card
      title="电话、住址、身份证号"
      size="small"
      extra={
        <Button onClick={() => setOpen(!isOpen)} data-testid="private-open">
          {isOpen ? '收起' : '打开看'}
        </Button>
      }
    >
      {isOpen ? (
        <Loaded query={details} rows={3}>
          {(shown) => <Lines child={child} family={family} shown={shown} onChanged={changed} />}
        </Loaded>
      ) : (
        <p className="soft">加密存放。每次打开都有记录，家长看得到。</p>
      )}
    </Card>
  );
}

interface LinesProps extends Props {
  shown: ChildPrivate;
  onChanged: () => void;
}

function Lines({ child, family, shown, onChanged }: LinesProps) {
  const [editing, setEditing] = useState<PrivateField | null>(null);
  const manages = child.abilities.manageFamily;
  const fields: { field: PrivateField; said: string | null }[] = [
    ...family.guardians.flatMap(({ person }): { field: PrivateField; said: string | null }[] => {
      if (person.token === null) return [];
      const number = shown.phones.find((one) => one.person.token === person.token)?.number ?? null;
      const field: PrivateField = {
        action: 'phone',
        label: `${person.name}的电话`,
        value: number === null ? '' : spokenPhone(number),
        body: (text) => ({ person: person.token, number: text }),
      };
      return [{ field, said: number === null ? null : spokenPhone(number) }];
    }),
    ...family.households.map(({ token, adults }): { field: PrivateField; said: string | null } => {
      const address = shown.addresses.find((one) => one.household === token)?.address ?? null;
      const whose = adults.map(({ name }) => name).join('、');
      return {
        field: {
          action: 'address',
          label: `${whose === '' ? '' : `${whose}家的`}住址`,
          value: address ?? '',
          body: (text) => ({ household: token, address: text }),
        },
        said: address,
      };
    }),
    {
      field: {
        action: 'identity',
        label: '孩子的身份证号',
        value: shown.identity ?? '',
        body: (text) => ({ number: text }),
      },
      said: shown.identity,
    },
  ];
  return (
    <>
      {fields.map(({ field, said }) => (
        <div className="row" key={field.label} data-testid={`private-${field.action}`}>
          <span className="soft">{field.label}</span>
          <span>{said ?? '没有登记'}</span>
          {manages && (
            <Button
              size="small"
              onClick={() => setEditing(field)}
              data-testid={`private-edit-${field.action}`}
            >
              {said === null ? '登记' : '改'}
            </Button>
          )}
        </div>
      ))}
      {family.households.length === 0 && <p className="soft">先建一个家庭，才能登记住址。</p>}
      {editing && (
        <PrivateForm
          child={child}
          field={editing}
          onClose={() => setEditing(null)}
          onDone={() => {
            setEditing(null);
            onChanged();
          }}
        />
      )}
    </>
  );
}
