import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { listIssues } from '../api/issues.api.js';
import { reporterWords } from '../issues/issue-words.js';
import { useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { when } from '../ui/when.js';
import { ClosedRoomNote } from './closed-room-note.js';

/** 安全保护: the closed room of lead and deputy. Calm, without search, numbers or colours that shout. */
export function Component() {
  const school = useSchoolToken();
  const list = useListParams();
  const query = { scope: 'safeguarding', school, cursor: list.cursor } as const;
  const issues = useQuery({
    queryKey: ['issues', query],
    queryFn: ({ signal }) => listIssues(query, signal),
    placeholderData: keepPreviousData,
    // Nothing of this room is kept in memory once its pages are left.
    gcTime: 0,
  });
  return (
    <div className="stack" style={{ maxWidth: 820 }}>
      <PageHead title="安全保护" />
      <ClosedRoomNote />
      <Loaded query={issues}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && (
              <EmptyFace title="现在没有转来的事" text="有人转来时，您会收到一条不带内容的提醒。" />
            )}
            {items.map((issue) => (
              <Link
                key={issue.token}
                to={`/safeguarding/${issue.token}`}
                className="card"
                style={{ color: 'inherit' }}
                data-testid="safeguarding-row"
                data-token={issue.token}
              >
                <b>{issue.title}</b>
                <div className="soft">
                  {[issue.place?.name, issue.classroom?.name, reporterWords(issue), when(issue.reportedAt)]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </Link>
            ))}
            <Pager list={list} nextCursor={nextCursor} busy={issues.isPlaceholderData} />
          </>
        )}
      </Loaded>
    </div>
  );
}
