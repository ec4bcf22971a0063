import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { listDeliveries } from '../api/deliveries.api.js';
import { useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { DeliveryTable } from './delivery-table.js';

/** 送不到的消息: whom a push did not reach, and why. It shows no contents. */
export function Component() {
  const school = useSchoolToken();
  const list = useListParams();
  const query = { school, cursor: list.cursor };
  const deliveries = useQuery({
    queryKey: ['deliveries', query],
    queryFn: ({ signal }) => listDeliveries(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <PageHead
        title="送不到的消息"
        note="微信没有送到的提醒。事情本身没有丢，小程序里都能看到；急的请打个电话。"
      />
      <Loaded query={deliveries}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace title="没有送不到的消息" text="提醒都送到了。" />
            ) : (
              <DeliveryTable items={items} school={school} busy={deliveries.isPlaceholderData} />
            )}
            <Pager list={list} nextCursor={nextCursor} busy={deliveries.isPlaceholderData} />
          </>
        )}
      </Loaded>
    </div>
  );
}
