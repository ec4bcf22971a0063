import type { ChildDetail, ChildFamily } from '#shared/people/family.js';
import { App, Button, Card, Tag } from 'antd';
import { onDay } from '../ui/when.js';
import { useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  family: ChildFamily;
  onChanged: () => void;
}

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
      {family.households.map(({ token, fromDay, votes, adults, children }) => (
        <div key={token} data-testid="household">
          <div className="row">
            <span>{[...adults, ...children].map(({ name }) => name).join('、')}</span>
            {votes ? (
              <Tag color="success">这个家庭投票</Tag>
            ) : (
              manages && (
                <Button
                  size="small"
                  loading={join.isPending}
                  onClick={() => join.mutate({ household: token, votes: true }, failed)}
                >
                  改成这个家庭投票
                </Button>
              )
            )}
          </div>
          <p className="soft">{onDay(fromDay)}起</p>
        </div>
      ))}
    </Card>
  );
}
