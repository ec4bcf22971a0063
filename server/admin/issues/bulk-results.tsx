import type { IssueSummary } from '#shared/issues/contract.js';
import { Alert, Button } from 'antd';
import type { BulkResult } from '../api/insight.api.js';

interface Props {
  issues: readonly IssueSummary[];
  results: readonly BulkResult[];
  onClose: () => void;
}

/** What became of each issue that was handed out together, in words; those that did not go stand first. */
export function BulkResults({ issues, results, onClose }: Props) {
  const titleOf = (token: string) => issues.find((issue) => issue.token === token)?.title ?? '';
  const failed = results.filter(({ done }) => !done);
  const done = results.filter((result) => result.done);
  return (
    <div className="stack" role="status" data-testid="bulk-results">
      {failed.length === 0 ? (
        <Alert type="success" showIcon title={`${done.length} 件都交过去了`} />
      ) : (
        <Alert
          type="warning"
          showIcon
          title={`${done.length} 件交过去了，${failed.length} 件没有`}
          description="没有交过去的还选着，可以换个人再交。"
        />
      )}
      {failed.length > 0 && (
        <ul className="plain-list" aria-label="没有交过去的">
          {failed.map(({ token, detail }) => (
            <li key={token} data-testid="bulk-failed">
              <b>{titleOf(token)}</b>
              <div className="due-late">{detail}</div>
            </li>
          ))}
        </ul>
      )}
      {done.length > 0 && (
        <ul className="plain-list soft" aria-label="交过去的">
          {done.map(({ token }) => (
            <li key={token}>{titleOf(token)}</li>
          ))}
        </ul>
      )}
      <Button size="large" onClick={onClose} data-testid="bulk-close">
        知道了
      </Button>
    </div>
  );
}
