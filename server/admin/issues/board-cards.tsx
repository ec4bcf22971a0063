import { Checkbox } from 'antd';
import { Link, useLocation } from 'react-router-dom';
import { when } from '../ui/when.js';
import { BoardMarks, DueCell } from './board-marks.js';
import type { RowsProps } from './board-table.js';
import { assigneeWords, reporterWords, whereWords } from './issue-words.js';
import { ProgressStrokes, StateTag } from './state-tag.js';

/** The board on a small screen: one card for each issue. */
export function BoardCards({ items, busy, chosen, onChoose }: RowsProps) {
  const { search } = useLocation();
  return (
    <div className="stack" style={{ gap: 12 }} aria-busy={busy} data-testid="board-cards">
      {items.map((issue) => (
        <div key={issue.token} className="card issue-card">
          {chosen && (
            <Checkbox
              checked={chosen.includes(issue.token)}
              onChange={({ target }) =>
                onChoose(
                  target.checked ? [...chosen, issue.token] : chosen.filter((token) => token !== issue.token),
                )
              }
            >
              选中
            </Checkbox>
          )}
          <Link
            to={`/issues/${issue.token}`}
            state={{ board: search }}
            data-testid="issue-row"
            data-token={issue.token}
          >
            <div className="row">
              <span className="issue-title">{issue.title}</span>
              <StateTag issue={issue} />
            </div>
            <BoardMarks issue={issue} />
            <div className="soft">
              {issue.category?.name ?? '类别还没定'} · {whereWords(issue)}
            </div>
            <div>
              {assigneeWords(issue)}
              {issue.waitingFor === 'you' && <span className="your-turn"> · 轮到您了</span>}
            </div>
            {issue.due && (
              <div>
                最晚：
                <DueCell issue={issue} />
              </div>
            )}
            <div className="soft">
              {reporterWords(issue)} · {when(issue.reportedAt)}
            </div>
            <ProgressStrokes progress={issue.progress} />
          </Link>
        </div>
      ))}
    </div>
  );
}
