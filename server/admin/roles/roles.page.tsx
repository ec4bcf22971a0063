import type { StaffRoleEntry } from '#shared/people/roles.js';
import { staffRoles, type StaffRole } from '#shared/people/vocabulary.js';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { listRoles, type RoleWhen } from '../api/roles.api.js';
import { endRole } from '../api/staff.api.js';
import { roleChoices } from '../people/role-names.js';
import { useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useCommand } from '../ui/use-command.js';
import { useListParams } from '../ui/use-list-params.js';
import { EndRoleForm, type Ending } from './end-role-form.js';
import { GiveRoleForm } from './give-role-form.js';
import { RoleTable } from './role-table.js';
import { whens } from './role-words.js';

/** 岗位: who holds which role from when until when, who gave it and why; giving and ending. */
export function Component() {
  const school = useSchoolToken();
  const cache = useQueryClient();
  const list = useListParams();
  const [open, setOpen] = useState<'give' | StaffRoleEntry | null>(null);
  const when = whens.find(({ value }) => value === list.get('when'))?.value ?? 'now';
  const role = list.get('role') as StaffRole | undefined;
  const query = { school, when, role, cursor: list.cursor };
  const roles = useQuery({
    queryKey: ['role-book', query],
    queryFn: ({ signal }) => listRoles(query, signal),
    placeholderData: keepPreviousData,
  });
  const done = () => {
    setOpen(null);
    for (const key of ['role-book', 'staff', 'people', 'classroom', 'classroom-book', 'assignees'])
      void cache.invalidateQueries({ queryKey: [key] });
  };
  return (
    <div className="stack">
      <PageHead title="岗位" note="谁从哪天到哪天是什么岗位，谁给的，为什么。结束了的也查得到。">
        <Button type="primary" onClick={() => setOpen('give')} data-testid="role-give">
          给岗位
        </Button>
      </PageHead>
      <div className="row">
        <Segmented
          aria-label="看哪些"
          value={when}
          onChange={(value: RoleWhen) => list.set({ when: value === 'now' ? undefined : value })}
          options={whens.map(({ value, label }) => ({
            value,
            label: <span data-testid={`roles-${value}`}>{label}</span>,
          }))}
        />
        <Select
          aria-label="哪个岗位"
          placeholder="全部岗位"
          allowClear
          value={role}
          onChange={(value: StaffRole | undefined) => list.set({ role: value })}
          options={roleChoices}
          style={{ minWidth: 180 }}
          data-testid="roles-filter"
        />
      </div>
      <Loaded query={roles}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace title="没有" text="换一个条件看看。" />
            ) : (
              <RoleTable items={items} busy={roles.isPlaceholderData} onEnd={setOpen} />
            )}
            <Pager list={list} nextCursor={nextCursor} busy={roles.isPlaceholderData} />
          </>
        )}
      </Loaded>
      {open === 'give' && <GiveRoleForm school={school} onClose={() => setOpen(null)} onDone={done} />}
      {open !== null && open !== 'give' && (
        <EndStaffRole school={school} entry={open} onClose={() => setOpen(null)} onDone={done} />
      )}
    </div>
  );
}

interface EndProps {
  school: string;
  entry: StaffRoleEntry;
  onClose: () => void;
  onDone: () => void;
}

function EndStaffRole({ school, entry: { person, role, classroom }, onClose, onDone }: EndProps) {
  const command = useCommand(
    (ending: Ending, key) =>
      endRole(school, person.token, { role, classroom: classroom?.token ?? null, ...ending }, key),
    onDone,
  );
  return (
    <EndRoleForm title={`结束${person.name}的${staffRoles[role]}`} command={command} onClose={onClose} />
  );
}
