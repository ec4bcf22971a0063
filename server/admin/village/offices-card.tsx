import { regionRoles } from '#shared/people/vocabulary.js';
import { useQuery } from '@tanstack/react-query';
import { getOwnOffices } from '../api/village.api.js';
import { Loaded } from '../ui/loaded.js';
import { onSpan } from '../ui/when.js';

/** What somebody is above the schools, and whom she asks when something is missing or wrong. */
export function OfficesCard() {
  const offices = useQuery({ queryKey: ['own-offices'], queryFn: ({ signal }) => getOwnOffices(signal) });
  return (
    <section className="card stack" aria-label="我的岗位" data-testid="own-offices">
      <h2>我的岗位</h2>
      <Loaded query={offices} rows={2}>
        {({ items, contacts }) => (
          <>
            <ul className="plain-list">
              {items.map((item) => (
                <li key={[item.role, item.region, item.fromDay].join()}>
                  {regionRoles[item.role]} · {item.region}
                  <span className="soft">（{onSpan(item)}）</span>
                </li>
              ))}
            </ul>
            <p data-testid="whom-to-ask">
              {contacts.length === 0
                ? '有事请找给您账号的人。'
                : `有事请找${[...new Set(contacts.map(({ name, region }) => `${region}的区域管理员${name}`))].join('、')}。`}
            </p>
          </>
        )}
      </Loaded>
    </section>
  );
}
