import type { IssueDetail } from '#shared/issues/contract.js';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { settleConflict } from '../api/conflict.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useIssueCommand } from './use-issue.js';

interface Props {
  issue: IssueDetail;
  conflict: NonNullable<IssueDetail['conflict']>;
}

/** Whom the reporter means where several may be meant: until a person has decided, none of them sees the issue. */
export function ConflictCard({ issue, conflict }: Props) {
  const { message } = App.useApp();
  const [about, setAbout] = useState<string[]>([]);
  const command = useIssueCommand(
    issue.token,
    (chosen: readonly string[], key) => settleConflict(issue.token, chosen, key),
    () => void message.success('定好了'),
  );
  const { candidates } = conflict;
  const many = candidates.length > 1;
  return (
    <section className="card stack part-actions" aria-label="说的是谁" data-testid="conflict">
      <h2 style={{ margin: 0 }}>说的是谁？</h2>
      <p className="soft" style={{ margin: 0 }}>
        {many
          ? '话里提到的人，可能是下面这几位。定下来以前，他们都看不到这件事，也不能来办。'
          : '话里提到的人，可能是下面这位。定下来以前，这位看不到这件事，也不能来办。'}
      </p>
      <Checkbox.Group
        style={{ display: 'grid', gap: 8 }}
        data-testid="conflict-candidates"
        value={about}
        onChange={setAbout}
        options={candidates.map(({ token, name }) => ({ value: token, label: name }))}
      />
      <ProblemNote error={command.error} />
      <div className="row">
        <Button
          type="primary"
          disabled={about.length === 0}
          loading={command.isPending && about.length > 0}
          onClick={() => command.mutate(about)}
          data-testid="conflict-submit"
        >
          说的就是选中的
        </Button>
        <Button
          disabled={about.length > 0}
          loading={command.isPending && about.length === 0}
          onClick={() => command.mutate([])}
          data-testid="conflict-nobody"
        >
          {many ? '都不是' : '不是这位'}
        </Button>
      </div>
      <p className="soft" style={{ margin: 0 }}>
        选中的人一直看不到这件事，没选中的可以看到。定了不能再改；拿不准，先问问说这件事的家长。
      </p>
    </section>
  );
}
