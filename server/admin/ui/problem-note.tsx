import { Alert } from 'antd';
import type { ApiError } from '../api/api-error.js';

/** What went wrong, as a sentence above the button that was pressed. Read aloud by screen readers when it appears. */
export function ProblemNote({ error }: { error: ApiError | null }) {
  if (!error) return null;
  return (
    <Alert
      role="alert"
      type={error.outcomeUnknown ? 'warning' : 'error'}
      showIcon
      title={error.message}
      data-testid="problem"
      data-code={error.code}
      style={{ marginBottom: 16 }}
    />
  );
}
