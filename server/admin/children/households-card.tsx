import type { ChildDetail, ChildFamily } from '#shared/people/family.js';
import { App, Button, Card, Popconfirm, Tag } from 'antd';
import { onDay } from '../ui/when.js';
import { useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  family: ChildFamily;
  onChanged: () => void;
}

type Household = ChildFamily['households'][number];

/** The households of the child: siblings share one, separated parents are two, one of them votes. */
export function HouseholdsCard({ child, family, onChanged }: Props) {
  const { message } = App.useApp();
  const join = useChildCommand(child, 'household', onChanged);
  const failed = { onError: (error: Error) => void message.error(error.message) };
  const manages = child.abilities.manageFamily;
  const guardians = family.guardians.flatMap(({ person }) => person.token ?? []);
  return (
    <Card
      title="家庭"
      size="small"
      extra={
        manages &&
        family.households.length === 0 && (
          <Button
            loading={join.isPending}
            onClick={() => join.mutate({ household: null, adults: guardians, votes: true }, failed)}
            data-testid="household-new"
          >
            建一个家庭
          </Button>
        )
      }
    >
      {family.households.length === 0 && <p className="soft">还没有家庭，投票时不算一家。</p>}
      {family.households.map((household) => (
        <div key={household.token} className="card-part" data-testid="household">
          <div className="row">
            <span className="soft">{onDay(household.fromDay)}起</span>
            {household.votes ? (
              <Tag color="success">这个家庭投票</Tag>
            ) : (
              manages && (
                <Button
                  size="small"
                  loading={join.isPending}
                  onClick={() => join.mutate({ household: household.token, votes: true }, failed)}
                >
                  改成这个家庭投票
                </Button>
              )
            )}
          </div>
          <Members {...{ child, household, manages, onChanged }} />
        </div>
      ))}
    </Card>
  );
}

interface MembersProps {
  child: ChildDetail;
  household: Household;
  manages: boolean;
  onChanged: () => void;
}

/** Who is in it, each with the way out: an adult who has moved away, or this child herself. */
function Members({ child, household, manages, onChanged }: MembersProps) {
  const { message } = App.useApp();
  const leave = useChildCommand(child, 'leave-household', onChanged);
  const known = new Set(child.family?.guardians.flatMap(({ person }) => person.token ?? []));
  const members = [
    ...household.adults.map((one) => ({
      ...one,
      person: one.token,
      may: one.token !== null && known.has(one.token),
    })),
    ...household.children.map((one) => ({ ...one, person: null, may: one.token === child.token })),
  ];
  return (
    <ul className="plain-list">
      {members.map(({ token, name, person, may }) => (
        <li key={token ?? name} className="row" data-testid="household-member">
          <span style={{ minWidth: 80 }}>{name}</span>
          {manages && may && (
            <Popconfirm
              title={`${name}不在这个家庭了？`}
              description={
                person === null ? '这个家庭以后不替这个孩子投票。' : '监护关系不变，只是不算这一家。'
              }
              okText="不在了"
              cancelText="还在"
              okButtonProps={{ 'data-testid': 'household-leave-confirm' }}
              onConfirm={() =>
                leave.mutate(
                  { household: household.token, person },
                  { onError: (error) => void message.error(error.message) },
                )
              }
            >
              <Button type="link" size="small" data-testid="household-leave">
                移出
              </Button>
            </Popconfirm>
          )}
        </li>
      ))}
    </ul>
  );
}
