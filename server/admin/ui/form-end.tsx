import { Button } from 'antd';
import type { ApiError } from '../api/api-error.js';
import { ProblemNote } from './problem-note.js';

interface Props {
  command: { error: ApiError | null; isPending: boolean };
  testId: string;
  /** Something that belongs to the form is still on its way. */
  waits?: boolean;
}

/** The end of a form in a drawer: what went wrong, and the button that stores it. */
export function FormEnd({ command, testId, waits = false }: Props) {
  return (
    <>
      <ProblemNote error={command.error} />
      <Button
        type="primary"
        htmlType="submit"
        size="large"
        block
        loading={command.isPending}
        disabled={waits}
        data-testid={testId}
      >
        存下
      </Button>
    </>
  );
}
