import type { IssueSummary } from '#shared/issues/contract.js';
import { Link, useLocation } from 'react-router-dom';
import { when } from '../ui/when.js';
import { assigneeWords, reporterWords, whereWords } from './issue-words.js';
import { ProgressStrokes, StateTag } from './state-tag.js';

interface Props {
  items: readonly IssueSummary[];
  busy: boolean;
}

/** The board on a small screen: one card for each issue. */
export function BoardCards({ items, busy }: Props) {
  const { search } = useLocation();
  return (
    <div className="stack" style={{ gap: 12 }} aria-busy={busy} data-testid="board-cards">
      {items.map((issue) => (
        <Link
          key={issue.token}
          to={`/issues/${issue.token}`}
          state={{ board: search }}
          className="card issue-card"
          data-testid="issue-row"
          data-token={issue.token}
        >
          <div className="row">
            <span className="issue-title">{issue.title}</span>
            <StateTag state={issue.state} />
          </div>
          <div className="soft">
            {issue.category?.name ?? '类别还没定'} · {whereWords(issue)}
          </div>
          <div>
            {assigneeWords(issue)}
            {issue.waitingFor === 'you' && <span className="your-turn"> · 轮到您了</span>}
          </div>
          <div className="soft">
            {reporterWords(issue)} · {when(issue.reportedAt)}
          </div>
          <ProgressStrokes progress={issue.progress} />
        </Link>
      ))}
    </div>
  );
}
