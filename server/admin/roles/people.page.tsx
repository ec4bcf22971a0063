import type { KnownPerson } from '#shared/people/roles.js';
import { relations } from '#shared/people/vocabulary.js';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, Segmented, Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router-dom';
import { listPeople, type PeopleQuery } from '../api/roles.api.js';
import { roleWords } from '../people/staff-table.js';
import { useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { rowMarks } from '../ui/row-marks.js';
import { useListParams } from '../ui/use-list-params.js';

const kinds: readonly { value: PeopleQuery['who']; label: string }[] = [
  { value: 'all', label: '所有人' },
  { value: 'staff', label: '教职工' },
  { value: 'family', label: '家人' },
];

const columns: TableColumnsType<KnownPerson> = [
  { title: '姓名', width: 120, render: (_, { name }) => <b>{name}</b> },
  {
    title: '是谁',
    render: (_, { roles, children }) => (
      <div className="stack" style={{ gap: 6 }}>
        {roles.length > 0 && (
          <div className="row" style={{ gap: 6 }}>
            {roles.map((role) => (
              <Tag key={`${role.role}${role.classroom?.token ?? ''}`}>{roleWords(role)}</Tag>
            ))}
          </div>
        )}
        {children.map(({ child, relation, classroom }) => (
          <div key={child.token}>
            <Link className="in-text" to={`/children?child=${child.token}`}>
              {child.name}
            </Link>
            的{relations[relation]}
            <span className="soft">（{classroom?.name ?? '还没有分班'}）</span>
          </div>
        ))}
        {roles.length + children.length === 0 && <span className="soft">不显示</span>}
      </div>
    ),
  },
  { title: '登录账号', width: 150, render: (_, { login }) => login ?? <span className="soft">没有</span> },
  {
    title: '微信',
    width: 120,
    render: (_, { phones }) =>
      phones > 0 ? <Tag color="success">{phones} 部手机</Tag> : <Tag color="warning">没绑定</Tag>,
  },
];

/** 人员: everybody whom the school knows, staff and families, by name. */
export function Component() {
  const school = useSchoolToken();
  const list = useListParams();
  const who = kinds.find(({ value }) => value === list.get('who'))?.value ?? 'all';
  const query = { school, who, q: list.get('q'), cursor: list.cursor };
  const people = useQuery({
    queryKey: ['people', query],
    queryFn: ({ signal }) => listPeople(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <PageHead title="人员" note="学校认识的每一个人：教职工和孩子的家人。每次打开都有记录。" />
      <div className="row">
        <Segmented
          aria-label="看哪些人"
          value={who}
          onChange={(value) => list.set({ who: value === 'all' ? undefined : value })}
          options={kinds.map(({ value, label }) => ({
            value,
            label: <span data-testid={`people-${value}`}>{label}</span>,
          }))}
        />
        <Input.Search
          aria-label="按名字找"
          placeholder="按名字找"
          allowClear
          maxLength={20}
          defaultValue={query.q}
          onSearch={(value) => list.set({ q: value.trim() })}
          style={{ maxWidth: 220 }}
          data-testid="people-search"
        />
      </div>
      <Loaded query={people}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace title="没有找到" text="换一个名字。" />
            ) : (
              <div className="card table-card">
                <Table
                  rowKey="token"
                  columns={columns}
                  dataSource={items}
                  loading={people.isPlaceholderData}
                  pagination={false}
                  scroll={{ x: 640 }}
                  onRow={({ token }) => rowMarks('person-row', token)}
                />
              </div>
            )}
            <Pager list={list} nextCursor={nextCursor} busy={people.isPlaceholderData} />
          </>
        )}
      </Loaded>
    </div>
  );
}
