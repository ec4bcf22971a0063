import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { IssueSummary } from '#shared/issues/contract.js';
import { keysOf } from '#shared/platform/keys.js';
import { Segmented } from 'antd';
import { Link } from 'react-router-dom';
import { listIssues } from '../api/issues.api.js';
import { assigneeWords } from '../issues/issue-words.js';
import { StateTag } from '../issues/state-tag.js';
import { useSession } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { when } from '../ui/when.js';

/** What each of the two lists is called, holds, and says when it holds nothing. */
const lists = {
  assigned: {
    title: '上交的事项',
    note: '说到园长、校长自己的事，学校里没有人能办，就交到这里。看不到孩子、班级和家长是谁。',
    empty: { title: '现在没有交上来的事', text: '有学校自己不能办的事，会出现在这里。' },
  },
  safeguarding: {
    title: '需要保护孩子的事',
    note: '学校没有能打开它的安全保护专员，就直接交到您这里。只有您看得到。',
    empty: { title: '现在没有这样的事', text: '学校没有专员能打开的，会马上出现在这里。' },
  },
} as const;

/** 上交的事项: what schools may not handle themselves because it is about whoever leads them. */
export function Component() {
  const { regionRoles } = useSession().session;
  const list = useListParams();
  const watches = regionRoles.includes('county_safeguarding');
  const scope = watches && list.get('list') === 'safeguarding' ? 'safeguarding' : 'assigned';
  const { title, note, empty } = lists[scope];
  const query = { scope, cursor: list.cursor } as const;
  const issues = useQuery({
    queryKey: ['issues', 'office', query],
    queryFn: ({ signal }) => listIssues(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack" style={{ maxWidth: 820 }}>
      <PageHead title={title} note={note} />
      {watches && (
        <div>
          <Segmented
            value={scope}
            options={keysOf(lists).map((value) => ({ value, label: lists[value].title }))}
            onChange={(value) => list.set({ list: value })}
          />
        </div>
      )}
      <Loaded query={issues}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && <EmptyFace {...empty} />}
            {items.map((issue) => (
              <HandedUp key={issue.token} issue={issue} />
            ))}
            <Pager list={list} nextCursor={nextCursor} busy={issues.isPlaceholderData} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function HandedUp({ issue }: { issue: IssueSummary }) {
  const facts = [issue.school.name, issue.category?.name, issue.place?.name, when(issue.reportedAt)];
  return (
    <Link
      to={`/office/${issue.token}`}
      className="card"
      style={{ color: 'inherit' }}
      data-testid="office-row"
      data-token={issue.token}
    >
      <div className="row" style={{ justifyContent: 'space-between', flexWrap: 'nowrap' }}>
        <b>{issue.title}</b>
        <StateTag issue={issue} />
      </div>
      <div className="soft">{facts.filter(Boolean).join(' · ')}</div>
      <div>
        {assigneeWords(issue)}
        {issue.waitingFor === 'you' && <span className="your-turn"> 轮到您了</span>}
      </div>
    </Link>
  );
}
