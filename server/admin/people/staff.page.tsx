import type { StaffMember } from '#shared/people/contract.js';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { listStaff } from '../api/staff.api.js';
import { schoolLists } from '../school/school-lists.js';
import { useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { AddStaff } from './add-staff.js';
import { StaffPanel } from './staff-panel.js';
import { StaffTable } from './staff-table.js';

/** 教职工: who works here, in which roles, and how they get in. */
export function Component() {
  const school = useSchoolToken();
  const cache = useQueryClient();
  const list = useListParams();
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<StaffMember | null>(null);
  const active = list.get('active') === 'false' ? 'false' : 'true';
  const query = { school, active, cursor: list.cursor } as const;
  const staff = useQuery({
    queryKey: ['staff', query],
    queryFn: ({ signal }) => listStaff(query, signal),
    placeholderData: keepPreviousData,
  });
  const reload = () => {
    for (const key of ['staff', 'role-book', 'people']) void cache.invalidateQueries({ queryKey: [key] });
    void cache.invalidateQueries({ queryKey: schoolLists.assignees(school) });
  };

  return (
    <div className="stack">
      <PageHead title="教职工" note="每个人的岗位、登录账号和微信绑定。离开的人当天就进不来了。">
        <Segmented
          aria-label="看哪些人"
          value={active}
          onChange={(value) => list.set({ active: value === 'false' ? 'false' : undefined })}
          options={[
            { value: 'true', label: <span data-testid="staff-active">在岗的</span> },
            { value: 'false', label: <span data-testid="staff-left">已离开的</span> },
          ]}
        />
        <Button type="primary" onClick={() => setAdding(true)} data-testid="staff-add">
          加一个人
        </Button>
      </PageHead>
      <Loaded query={staff}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace title={active === 'true' ? '还没有人' : '没有离开的人'} />
            ) : (
              <StaffTable items={items} busy={staff.isPlaceholderData} onOpen={setShown} />
            )}
            <Pager list={list} nextCursor={nextCursor} busy={staff.isPlaceholderData} />
          </>
        )}
      </Loaded>
      <AddStaff school={school} open={adding} onClose={() => setAdding(false)} onAdded={reload} />
      {shown && (
        <StaffPanel
          key={shown.token}
          school={school}
          member={shown}
          onClose={() => setShown(null)}
          onChanged={(member) => {
            setShown(member);
            reload();
          }}
        />
      )}
    </div>
  );
}
