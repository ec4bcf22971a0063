import type { IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { useQuery } from '@tanstack/react-query';
import { App, Drawer, Input } from 'antd';
import { useState } from 'react';
import { listIssues, mergeIssue } from '../api/issues.api.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { ProblemNote } from '../ui/problem-note.js';
import { MergeChoice } from './merge-choice.js';
import { useIssueCommand } from './use-issue.js';

interface Props {
  issue: IssueDetail;
  open: boolean;
  onClose: () => void;
}

/** Whether another issue is being worked on, so that this one can go along with it. */
const canTake = (from: IssueDetail) => (other: IssueSummary) =>
  other.token !== from.token && issueWorkflow.transitions.joined.from.some((state) => state === other.state);

/** Looks for the issue that says the same, among the open ones of the board, and merges after a second look. */
export function MergePanel({ issue, open, onClose }: Props) {
  const { message, modal } = App.useApp();
  const [words, setWords] = useState('');
  const query = {
    scope: 'board',
    school: issue.school.token,
    state: 'open',
    ...(words === '' ? {} : { q: words }),
  } as const;
  const found = useQuery({
    queryKey: ['issues', query],
    queryFn: ({ signal }) => listIssues(query, signal),
    enabled: open,
  });
  const command = useIssueCommand(
    issue.token,
    (into: string, key) => mergeIssue(issue.token, into, key),
    () => {
      onClose();
      void message.success('并好了，以后一起办');
    },
  );
  const ask = (other: IssueSummary) =>
    modal.confirm({
      title: '这两件说的是同一件事？',
      width: 520,
      content: <MergeChoice from={issue} into={other} />,
      okText: '是同一件，一起办',
      cancelText: '再看看',
      okButtonProps: { 'data-testid': 'merge-confirm' },
      onOk: () => command.mutate(other.token),
    });
  return (
    <Drawer title="和别的事一起办" open={open} onClose={onClose} size={560} data-testid="panel-merge">
      <div className="stack">
        <p className="soft">
          并过去以后，这件事跟着那一件办。办好了，两家都会被问一声；家长说不是一回事，会自己分开。
        </p>
        <Input.Search
          id="merge-words"
          data-testid="merge-words"
          aria-label="找还在办的事"
          placeholder="找几个字，比如 扶手"
          enterButton="找"
          allowClear
          maxLength={50}
          onSearch={(value) => setWords(value.trim())}
        />
        <ProblemNote error={command.error} />
        <Loaded query={found} rows={4}>
          {({ items }) => {
            const choices = items.filter(canTake(issue));
            if (choices.length === 0) return <EmptyFace title="没有找到还在办的" text="换几个字再找找。" />;
            return (
              <ul className="plain-list">
                {choices.map((other) => (
                  <li key={other.token}>
                    <button
                      type="button"
                      className="choice-row"
                      disabled={command.isPending}
                      onClick={() => ask(other)}
                      data-testid="merge-choice"
                      data-token={other.token}
                    >
                      <MergeChoice into={other} />
                    </button>
                  </li>
                ))}
              </ul>
            );
          }}
        </Loaded>
      </div>
    </Drawer>
  );
}
