import { useQueryClient } from '@tanstack/react-query';
import { createPlace } from '../api/places.api.js';
import { schoolLists, usePlaces } from '../school/school-lists.js';
import { useSchoolToken } from '../session/session-context.js';
import { AddByName } from '../ui/add-by-name.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import './people.css';

/** 地点: where in the school something can be. */
export function Component() {
  const school = useSchoolToken();
  const cache = useQueryClient();
  const places = usePlaces(school);
  return (
    <div className="stack" style={{ maxWidth: 820 }}>
      <PageHead
        title="地点"
        note="园里、校里的地方，比如楼梯、食堂、午睡房。家长说事时可以选，分派规则也用得上。"
      />
      <AddByName
        thing="地点"
        placeholder="比如：东楼楼梯"
        maxLength={30}
        testId="place"
        add={(name, key) => createPlace(school, { name }, key)}
        onAdded={() => void cache.invalidateQueries({ queryKey: schoolLists.places(school) })}
      />
      <Loaded query={places}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyFace title="还没有地点" text="先在上面加一个。" />
          ) : (
            <ul className="card row" data-testid="place-list" style={{ listStyle: 'none', margin: 0 }}>
              {items.map((place) => (
                <li key={place.token} className="place" data-testid="place-row" data-token={place.token}>
                  {place.name}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}
