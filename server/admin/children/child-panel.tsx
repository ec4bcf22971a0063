import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { Link } from 'react-router-dom';
import { getChild } from '../api/children.api.js';
import { OpenFieldsButton } from '../openings/open-fields-button.js';
import { OpeningBanner } from '../openings/opening-banner.js';
import { WithheldNote } from '../openings/withheld-note.js';
import { useSession } from '../session/session-context.js';
import { DrawerInFront } from '../ui/in-front.js';
import { Loaded } from '../ui/loaded.js';
import { onDay } from '../ui/when.js';
import { BarsCard } from './bars-card.js';
import { CareCard } from './care-card.js';
import { GuardiansCard } from './guardians-card.js';
import { HealthCard } from './health-card.js';
import { HistoryCard } from './history-card.js';
import { HouseholdsCard } from './households-card.js';
import { MoveChild } from './move-child.js';
import { PrivateCard } from './private-card.js';
import { VillageCard } from './village-card.js';

/** Everything about one child's family that the reader may see, and change. */
export function ChildPanel({ token, onClose }: { token: string; onClose: () => void }) {
  const cache = useQueryClient();
  const [moving, setMoving] = useState(false);
  const { session } = useSession();
  const child = useQuery({
    queryKey: ['child', token],
    queryFn: ({ signal }) => getChild(token, signal),
  });
  const changed = useCallback(() => {
    for (const key of ['child', 'child-history', 'roster', 'classroom', 'classroom-book'])
      void cache.invalidateQueries({ queryKey: [key] });
  }, [cache]);
  return (
    <DrawerInFront title={child.data?.name ?? '孩子'} onClose={onClose} size={620} data-testid="child-panel">
      <Loaded query={child}>
        {(shown) => (
          <div className="stack">
            <div className="row">
              <span className="soft" data-testid="child-facts">
                {shown.classroom?.name ?? '还没有分班'}
                {shown.birthDay === null ? '' : ` · ${onDay(shown.birthDay)}出生`}
                {shown.comingMove !== null &&
                  ` · ${onDay(shown.comingMove.fromDay)}起到${shown.comingMove.classroom?.name ?? '先不分班'}`}
              </span>
              {shown.abilities.moveClassroom && (
                <Button size="small" onClick={() => setMoving(true)} data-testid="child-move">
                  换班
                </Button>
              )}
            </div>
            {session.abilities.seeAudit && (
              <Link to={`/audit?child=${token}`} data-testid="child-audit">
                谁看过、改过这个孩子的资料
              </Link>
            )}
            {shown.opening && <OpeningBanner opening={shown.opening} onShut={changed} />}
            <HealthCard child={shown} onChanged={changed} />
            <WithheldNote child={shown} />
            <OpenFieldsButton child={shown} onOpened={changed} />
            {shown.family && (
              <>
                <GuardiansCard child={shown} family={shown.family} onChanged={changed} />
                <HouseholdsCard child={shown} family={shown.family} onChanged={changed} />
                <CareCard child={shown} family={shown.family} onChanged={changed} />
                <VillageCard child={shown} family={shown.family} onChanged={changed} />
              </>
            )}
            {shown.family && (shown.abilities.manageFamily || shown.abilities.manageBars) && (
              <PrivateCard child={shown} family={shown.family} />
            )}
            {shown.protection && <BarsCard child={shown} protection={shown.protection} onChanged={changed} />}
            {moving && (
              <MoveChild
                child={shown}
                onClose={() => setMoving(false)}
                onDone={() => {
                  setMoving(false);
                  changed();
                }}
              />
            )}
            {(shown.abilities.manageFamily || shown.abilities.manageBars) && <HistoryCard token={token} />}
          </div>
        )}
      </Loaded>
    </DrawerInFront>
  );
}
