import { Link, useParams } from 'react-router-dom';
import { IssueView } from '../issues/issue-view.js';
import { useIssue } from '../issues/use-issue.js';
import { Loaded } from '../ui/loaded.js';
import { ClosedRoomNote } from './closed-room-note.js';

/** One diverted issue, in the closed room. */
export function Component() {
  const { token = '' } = useParams();
  const issue = useIssue(token, { forget: true });
  return (
    <div className="stack">
      <Link to="/safeguarding" data-testid="back-to-safeguarding">
        ‹ 回到安全保护
      </Link>
      <Loaded query={issue}>{(detail) => <IssueView issue={detail} note={<ClosedRoomNote />} />}</Loaded>
    </div>
  );
}
