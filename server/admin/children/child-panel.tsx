import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { getChild } from '../api/children.api.js';
import { Loaded } from '../ui/loaded.js';
import { onDay } from '../ui/when.js';
import { BarsCard } from './bars-card.js';
import { CareCard } from './care-card.js';
import { GuardiansCard } from './guardians-card.js';
import { HistoryCard } from './history-card.js';
import { HouseholdsCard } from './households-card.js';

/** Everything about one child's family that the reader may see, and change. */
export function ChildPanel({ token, onClose }: { token: string; onClose: () => void }) {
  const cache = useQueryClient();
  const child = useQuery({
    queryKey: ['child', token],
    queryFn: ({ signal }) => getChild(token, signal),
  });
  const changed = () => {
    for (const key of ['child', 'child-history', 'roster']) void cache.invalidateQueries({ queryKey: [key] });
  };
  return (
    <Drawer title={child.data?.name ?? '孩子'} open onClose={onClose} size={620} data-testid="child-panel">
      <Loaded query={child}>
        {(shown) => (
          <div className="stack">
            <p className="soft">
              {shown.classroom?.name ?? '还没有分班'}
              {shown.birthDay === null ? '' : ` · ${onDay(shown.birthDay)}出生`}
            </p>
            {shown.family && (
              <>
                <GuardiansCard child={shown} family={shown.family} onChanged={changed} />
                <HouseholdsCard child={shown} family={shown.family} onChanged={changed} />
                <CareCard child={shown} family={shown.family} onChanged={changed} />
              </>
            )}
            {shown.protection && <BarsCard child={shown} protection={shown.protection} onChanged={changed} />}
            {(shown.abilities.manageFamily || shown.abilities.manageBars) && <HistoryCard token={token} />}
          </div>
        )}
      </Loaded>
    </Drawer>
  );
}
