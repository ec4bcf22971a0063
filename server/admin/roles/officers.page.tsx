import type { RegionRoleEntry } from '#shared/people/roles.js';
import { regionRoles, type RegionRole } from '#shared/people/vocabulary.js';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { endRegionRole, listRegionRoles, type RoleWhen } from '../api/roles.api.js';
import { useSession } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { rowMarks } from '../ui/row-marks.js';
import { useCommand } from '../ui/use-command.js';
import { useListParams } from '../ui/use-list-params.js';
import { EndRoleForm, type Ending } from './end-role-form.js';
import { OfficerForm, regionRoleChoices } from './officer-form.js';
import { OfficerSignIn } from './officer-sign-in.js';
import { RoleReasons, RoleSpan, whens } from './role-words.js';

/** 区县人员: who holds an office above the schools, until when, and how they sign in. */
export function Component() {
  const { session } = useSession();
  const cache = useQueryClient();
  const list = useListParams();
  const [open, setOpen] = useState<{ what: 'add' } | { what: 'more' | 'end'; entry: RegionRoleEntry } | null>(
    null,
  );
  const when = whens.find(({ value }) => value === list.get('when'))?.value ?? 'now';
  const role = list.get('role') as RegionRole | undefined;
  const query = { when, role, cursor: list.cursor };
  const roles = useQuery({
    queryKey: ['region-roles', query],
    queryFn: ({ signal }) => listRegionRoles(query, signal),
    placeholderData: keepPreviousData,
  });
  const close = () => setOpen(null);
  const reload = () => void cache.invalidateQueries({ queryKey: ['region-roles'] });
  const columns: TableColumnsType<RegionRoleEntry> = [
    { title: '谁', width: 120, render: (_, { person }) => <b>{person.name}</b> },
    {
      title: '岗位',
      width: 170,
      render: (_, entry) => (
        <>
          {regionRoles[entry.role]}
          <div className="soft">{entry.region.name}</div>
        </>
      ),
    },
    { title: '什么时候', width: 250, render: (_, entry) => <RoleSpan entry={entry} /> },
    { title: '谁给的，为什么', render: (_, entry) => <RoleReasons entry={entry} /> },
    { title: '登录账号', width: 140, render: (_, { login }) => login ?? <span className="soft">没有</span> },
    {
      title: '操作',
      width: 250,
      render: (_, entry) => (
        <div className="row">
          <Button size="small" onClick={() => setOpen({ what: 'more', entry })} data-testid="officer-more">
            加岗位
          </Button>
          {entry.state !== 'ended' && (
            <Button size="small" onClick={() => setOpen({ what: 'end', entry })} data-testid="officer-end">
              结束
            </Button>
          )}
          {entry.state !== 'ended' &&
            entry.login !== null &&
            entry.person.token !== session.person?.token && <OfficerSignIn person={entry.person} />}
        </div>
      ),
    },
  ];
  return (
    <div className="stack">
      <PageHead
        title="区县人员"
        note="学校以上的岗位。孩子的名字，只有儿童主任（学校交给她、家里同意的）和安全保护专员（报上来的）看得到。"
      >
        <Button type="primary" onClick={() => setOpen({ what: 'add' })} data-testid="officer-add">
          加一个人
        </Button>
      </PageHead>
      <div className="row">
        <Segmented
          aria-label="看哪些"
          value={when}
          onChange={(value: RoleWhen) => list.set({ when: value === 'now' ? undefined : value })}
          options={whens.map(({ value, label }) => ({
            value,
            label: <span data-testid={`officers-${value}`}>{label}</span>,
          }))}
        />
        <Select
          aria-label="哪个岗位"
          placeholder="全部岗位"
          allowClear
          value={role}
          onChange={(value: RegionRole | undefined) => list.set({ role: value })}
          options={regionRoleChoices}
          style={{ minWidth: 180 }}
        />
      </div>
      <Loaded query={roles}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace title="没有" text="换一个条件看看。" />
            ) : (
              <div className="card table-card">
                <Table
                  rowKey={({ person, role: held, region, fromDay, toDay }) =>
                    [person.token, held, region.token, fromDay, toDay].join()
                  }
                  columns={columns}
                  dataSource={items}
                  loading={roles.isPlaceholderData}
                  pagination={false}
                  scroll={{ x: 1000 }}
                  onRow={({ person }) => rowMarks('officer-row', person.token)}
                />
              </div>
            )}
            <Pager list={list} nextCursor={nextCursor} busy={roles.isPlaceholderData} />
          </>
        )}
      </Loaded>
      <OfficerForm
        open={open?.what === 'add' || open?.what === 'more'}
        person={open?.what === 'more' ? open.entry.person : undefined}
        onClose={close}
        onDone={() => {
          close();
          reload();
        }}
      />
      {open?.what === 'end' && (
        <EndOffice
          entry={open.entry}
          onClose={close}
          onDone={() => {
            close();
            reload();
          }}
        />
      )}
    </div>
  );
}

interface EndProps {
  entry: RegionRoleEntry;
  onClose: () => void;
  onDone: () => void;
}

function EndOffice({ entry: { person, role, region }, onClose, onDone }: EndProps) {
  const command = useCommand(
    (ending: Ending, key) => endRegionRole(person.token, { region: region.token, role, ...ending }, key),
    onDone,
  );
  return (
    <EndRoleForm title={`结束${person.name}的${regionRoles[role]}`} command={command} onClose={onClose} />
  );
}
