import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, Segmented, Tag } from 'antd';
import { listAudit } from '../api/audit.api.js';
import { PersonSelect } from '../people/person-select.js';
import { useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { AuditTable } from './audit-table.js';

const kinds = [
  { value: '', label: '看过和改过' },
  { value: 'read', label: '看过' },
  { value: 'write', label: '改过' },
  { value: 'auth', label: '登录' },
];

/** 操作记录: who of the staff read and changed what; by person, kind, day, and for one child from her page. */
export function Component() {
  const school = useSchoolToken();
  const list = useListParams();
  const kind = list.get('kind');
  const child = list.get('child');
  const query = {
    school,
    kind,
    child,
    person: list.get('person'),
    from: list.get('from'),
    to: list.get('to'),
    cursor: list.cursor,
  };
  const audit = useQuery({
    queryKey: ['audit', query],
    queryFn: ({ signal }) => listAudit(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <PageHead
        title="操作记录"
        note="教职工谁在什么时候看过、改过什么。家长做的事不在这里；安全保护的事只有安全保护岗位看得到。"
      >
        <Segmented
          aria-label="看哪一类"
          value={kind ?? ''}
          onChange={(value) => list.set({ kind: String(value) })}
          options={kinds.map(({ value, label }) => ({
            value,
            label: <span data-testid={`audit-kind-${value || 'both'}`}>{label}</span>,
          }))}
        />
      </PageHead>
      <div className="row">
        <div style={{ minWidth: 200 }}>
          <PersonSelect
            school={school}
            placeholder="谁"
            allowClear
            value={query.person}
            onChange={(value) => list.set({ person: value ?? undefined })}
            testId="audit-person"
          />
        </div>
        <Input
          type="date"
          aria-label="从哪天"
          value={query.from ?? ''}
          onChange={(event) => list.set({ from: event.target.value })}
          style={{ width: 160 }}
          data-testid="audit-from"
        />
        <span className="soft">到</span>
        <Input
          type="date"
          aria-label="到哪天"
          value={query.to ?? ''}
          onChange={(event) => list.set({ to: event.target.value })}
          style={{ width: 160 }}
          data-testid="audit-to"
        />
        {child !== undefined && (
          <Tag closable onClose={() => list.set({ child: undefined })} data-testid="audit-child">
            只看这个孩子的
          </Tag>
        )}
      </div>
      <Loaded query={audit}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace
                title="没有记录"
                text={nextCursor === null ? '换一个人，或者换几天。' : '这一页没有您能看的，请看下一页。'}
              />
            ) : (
              <AuditTable items={items} busy={audit.isPlaceholderData} />
            )}
            <Pager list={list} nextCursor={nextCursor} busy={audit.isPlaceholderData} />
          </>
        )}
      </Loaded>
    </div>
  );
}
