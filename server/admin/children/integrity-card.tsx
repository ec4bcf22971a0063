import { contradictions } from '#shared/people/integrity.js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card } from 'antd';
import { Link } from 'react-router-dom';
import { listFindings, lookNow } from '../api/children.api.js';
import { Loaded } from '../ui/loaded.js';
import { useCommand } from '../ui/use-command.js';
import { when } from '../ui/when.js';

/** What the nightly look found to contradict itself, each with what to do. */
export function IntegrityCard({ school }: { school: string }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const findings = useQuery({
    queryKey: ['integrity', school],
    queryFn: ({ signal }) => listFindings({ school, cursor: undefined }, signal),
  });
  const look = useCommand(
    (_: null, key) => lookNow(school, key),
    ({ standing }) => {
      void cache.invalidateQueries({ queryKey: ['integrity'] });
      void message.success(standing === 0 ? '没有对不上的' : `有 ${standing} 处对不上`);
    },
  );
  return (
    <Card
      title="对不上的地方"
      extra={
        <Button
          loading={look.isPending}
          onClick={() => look.mutate(null, { onError: (error) => void message.error(error.message) })}
          data-testid="integrity-look"
        >
          现在查一遍
        </Button>
      }
    >
      <p className="soft">每天夜里查一遍，改好了会自己消失。</p>
      <Loaded query={findings} rows={2}>
        {({ items, nextCursor }) => (
          <div className="stack">
            {items.length === 0 && <p>没有对不上的。</p>}
            {items.map(({ token, kind, child, person, firstSeenAt }) => (
              <div key={token} data-testid="integrity-finding" data-kind={kind}>
                <b>{contradictions[kind].label}</b>
                {child && (
                  <>
                    {'：'}
                    <Link to={`/children?child=${child.token}`}>{child.name}</Link>
                    {child.classroom ? `（${child.classroom.name}）` : ''}
                  </>
                )}
                {person === null ? '' : ` ${person}`}
                <div className="soft">
                  {contradictions[kind].next} {when(firstSeenAt)}起
                </div>
              </div>
            ))}
            {nextCursor !== null && <p className="soft">还有更多，改好这些以后会看到。</p>}
          </div>
        )}
      </Loaded>
    </Card>
  );
}
