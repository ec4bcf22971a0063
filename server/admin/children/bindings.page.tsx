import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { listBindings } from '../api/children.api.js';
import { useLeads, useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { BindingTable } from './binding-table.js';
import { IntegrityCard } from './integrity-card.js';

/** 待核对的绑定: who waits to be bound and why, and what contradicts itself. */
export function Component() {
  const school = useSchoolToken();
  const leads = useLeads();
  const list = useListParams();
  const query = { school, cursor: list.cursor };
  const bindings = useQuery({
    queryKey: ['bindings', query],
    queryFn: ({ signal }) => listBindings(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <PageHead
        title="待核对的绑定"
        note="有一样对不上的，先放在这里。核对好以前，对方看不到这个孩子的任何东西。"
      />
      <Loaded query={bindings}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace title="没有要核对的绑定" text="都对得上。" />
            ) : (
              <BindingTable items={items} busy={bindings.isPlaceholderData} />
            )}
            <Pager list={list} nextCursor={nextCursor} busy={bindings.isPlaceholderData} />
          </>
        )}
      </Loaded>
      {leads && <IntegrityCard school={school} />}
    </div>
  );
}
