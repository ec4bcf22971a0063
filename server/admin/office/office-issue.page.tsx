import { Link, useParams } from 'react-router-dom';
import { IssueView } from '../issues/issue-view.js';
import { useIssue } from '../issues/use-issue.js';
import { Loaded } from '../ui/loaded.js';

/** One issue that a school has handed up. */
export function Component() {
  const { token = '' } = useParams();
  const issue = useIssue(token);
  return (
    <div className="stack">
      <Link to="/office" data-testid="back-to-office">
        ‹ 回到上交的事项
      </Link>
      <Loaded query={issue}>{(detail) => <IssueView key={detail.token} issue={detail} withheld />}</Loaded>
    </div>
  );
}
