import { useLocation, useParams, Link } from 'react-router-dom';
import { Loaded } from '../ui/loaded.js';
import { IssueView } from './issue-view.js';
import { useIssue } from './use-issue.js';

/** 事项详情, at an address of its own. */
export function Component() {
  const { token = '' } = useParams();
  const issue = useIssue(token);
  const { state } = useLocation() as { state: unknown };
  return (
    <div className="stack">
      <Link to={`/issues${boardBefore(state)}`} data-testid="back-to-board">
        ‹ 回到看板
      </Link>
      <Loaded query={issue}>{(detail) => <IssueView key={detail.token} issue={detail} />}</Loaded>
    </div>
  );
}

/** Filters and page of the board that was left, so that going back finds it as it was. */
function boardBefore(state: unknown): string {
  return typeof state === 'object' && state !== null && 'board' in state && typeof state.board === 'string'
    ? state.board
    : '';
}
