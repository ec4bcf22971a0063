import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { listOpenings } from '../api/openings.api.js';
import { useSession } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { OpeningCard } from './opening-card.js';

/** 急事查看的复核: who opened a child's protected fields, and why. */
export function Component() {
  const { session, school } = useSession();
  const cache = useQueryClient();
  const list = useListParams();
  const state = list.get('state') === 'reviewed' ? 'reviewed' : 'waiting';
  // The office above belongs to no school: it sees what was handed up to it.
  const inRoom = session.abilities.safeguarding;
  const query = {
    state,
    cursor: list.cursor,
    ...(inRoom && school ? { school: school.token } : {}),
  } as const;
  const openings = useQuery({
    queryKey: ['openings', query],
    queryFn: ({ signal }) => listOpenings(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack" style={{ maxWidth: 860 }}>
      <PageHead
        title="急事查看的复核"
        note="有人写明原因，打开了孩子平时不显示的资料（保护资料，或家里没同意给看的）。请另一个人在一天内看看合不合理；打开的人不能自己复核。"
      >
        <Segmented
          aria-label="看哪些"
          value={state}
          onChange={(value) => list.set({ state: value === 'reviewed' ? 'reviewed' : undefined })}
          options={[
            { value: 'waiting', label: <span data-testid="openings-waiting">等复核的</span> },
            { value: 'reviewed', label: <span data-testid="openings-reviewed">复核过的</span> },
          ]}
        />
      </PageHead>
      <Loaded query={openings}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && (
              <EmptyFace title={state === 'waiting' ? '没有等复核的' : '还没有复核过的'} />
            )}
            {items.map((opening) => (
              <OpeningCard
                key={opening.token}
                opening={opening}
                onChanged={() => void cache.invalidateQueries({ queryKey: ['openings'] })}
              />
            ))}
            <Pager list={list} nextCursor={nextCursor} busy={openings.isPlaceholderData} />
          </>
        )}
      </Loaded>
    </div>
  );
}
