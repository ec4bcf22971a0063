import type { IssueDetail } from '#shared/issues/contract.js';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { assignIssue } from '../api/issues.api.js';
import { PersonSelect } from '../people/person-select.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useIssueCommand } from './use-issue.js';

interface Props {
  issue: IssueDetail;
  open: boolean;
  onClose: () => void;
}

/** Hands the issue to somebody else. */
export function AssignPanel({ issue, open, onClose }: Props) {
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<string>();
  const command = useIssueCommand(
    issue.token,
    (assignee: string, key) => assignIssue(issue.token, { assignee }, key),
    () => {
      setChosen(undefined);
      onClose();
      void message.success('交过去了');
    },
  );
  return (
    <Drawer
      title={issue.assignee ? '换个人办' : '交给人办'}
      open={open}
      onClose={onClose}
      size={420}
      data-testid="panel-assign"
    >
      <div className="stack">
        <p className="soft">
          {issue.assignee ? `现在在${issue.assignee.name}手里。` : '现在还没有人办。'}
          新的人会马上收到消息，家长也能看到交给了谁。
        </p>
        <PersonSelect
          id="assign-person"
          testId="assign-person"
          school={issue.school.token}
          except={issue.assignee?.token}
          value={chosen}
          onChange={setChosen}
        />
        <ProblemNote error={command.error} />
        <Button
          type="primary"
          size="large"
          disabled={chosen === undefined}
          loading={command.isPending}
          onClick={() => chosen !== undefined && command.mutate(chosen)}
          data-testid="assign-submit"
        >
          交给这个人
        </Button>
      </div>
    </Drawer>
  );
}
