import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { listRoster } from '../api/children.api.js';
import { getClassroomBook } from '../api/classrooms.api.js';
import { choices } from '../school/school-lists.js';
import { useSchoolToken, useSession } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { ChildPanel } from './child-panel.js';
import { ChildTable } from './child-table.js';
import { PhoneSearch } from './phone-search.js';
import { SlipsButton } from './slips-button.js';

/** 孩子和家庭: children by classroom, and all about the family of one. */
export function Component() {
  const school = useSchoolToken();
  const list = useListParams();
  const { abilities } = useSession().session;
  // Only the classrooms whose children she may see.
  const classrooms = useQuery({
    queryKey: ['classroom-book', school, 'true'],
    queryFn: ({ signal }) => getClassroomBook({ school, active: 'true' }, signal),
  });
  const classroom = list.get('classroom');
  const query = { school, classroom, q: list.get('q'), cursor: list.cursor };
  const roster = useQuery({
    queryKey: ['roster', query],
    queryFn: ({ signal }) => listRoster(query, signal),
    placeholderData: keepPreviousData,
  });
  const chosen = list.get('child');
  return (
    <div className="stack">
      <PageHead
        title="孩子和家庭"
        note="谁能做主、谁一起生活、可以告诉谁、谁能接。每次打开都有记录，家长看得到。"
      >
        {abilities.manageFamilies && <SlipsButton school={school} classroom={classroom} />}
      </PageHead>
      <div className="row">
        <Select
          aria-label="哪个班"
          placeholder="全部班级"
          allowClear
          value={classroom}
          onChange={(value: string | undefined) => list.set({ classroom: value })}
          options={choices(classrooms.data?.items)}
          style={{ minWidth: 160 }}
          data-testid="roster-classroom"
        />
        <Input.Search
          aria-label="按名字找"
          placeholder="按名字找"
          allowClear
          maxLength={20}
          defaultValue={query.q}
          onSearch={(value) => list.set({ q: value.trim() })}
          style={{ maxWidth: 220 }}
          data-testid="roster-search"
        />
        <PhoneSearch school={school} onOpen={(token) => list.set({ child: token })} />
      </div>
      <Loaded query={roster}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace title="没有孩子" text="换一个班，或者换一个名字。" />
            ) : (
              <ChildTable
                items={items}
                busy={roster.isPlaceholderData}
                onOpen={(token) => list.set({ child: token })}
              />
            )}
            <Pager list={list} nextCursor={nextCursor} busy={roster.isPlaceholderData} />
          </>
        )}
      </Loaded>
      {chosen !== undefined && <ChildPanel token={chosen} onClose={() => list.set({ child: undefined })} />}
    </div>
  );
}
