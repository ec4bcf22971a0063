import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { IssueSummary } from '#shared/issues/contract.js';
import { Link } from 'react-router-dom';
import { listIssues } from '../api/issues.api.js';
import { assigneeWords } from '../issues/issue-words.js';
import { StateTag } from '../issues/state-tag.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { when } from '../ui/when.js';

/** 上交的事项: what schools may not handle themselves because it is about whoever leads them. */
export function Component() {
  const list = useListParams();
  const query = { scope: 'assigned', cursor: list.cursor } as const;
  const issues = useQuery({
    queryKey: ['issues', 'office', query],
    queryFn: ({ signal }) => listIssues(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack" style={{ maxWidth: 820 }}>
      <PageHead
        title="上交的事项"
        note="说到园长、校长自己的事，学校里没有人能办，就交到这里。看不到孩子、班级和家长是谁。"
      />
      <Loaded query={issues}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && (
              <EmptyFace title="现在没有交上来的事" text="有学校自己不能办的事，会出现在这里。" />
            )}
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
