import type { IssueDetail } from '#shared/issues/contract.js';
import { App, Button } from 'antd';
import { useState } from 'react';
import { acceptIssue } from '../api/issues.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { AssignPanel } from './assign-panel.js';
import { DivertPanel } from './divert-panel.js';
import { useIssueCommand } from './use-issue.js';
import { wordsActions, WordsPanel } from './words-panel.js';

/** What this person can do with the issue now, as the server says it; nothing here works out roles. */
export function IssueActions({ issue }: { issue: IssueDetail }) {
  const { message } = App.useApp();
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  const accept = useIssueCommand(
    issue.token,
    (_: null, key) => acceptIssue(issue.token, key),
    () => void message.success('您接下了这件事'),
  );
  const { abilities } = issue;
  const words = wordsActions.filter(({ action }) => abilities[action]);
  const nothing = !abilities.accept && words.length === 0 && !abilities.assign && !abilities.divert;

  return (
    <section className="card part-actions" aria-label="要做的事" data-testid="issue-actions">
      <h2>要做的事</h2>
      <ProblemNote error={accept.error} />
      {(abilities.reply || abilities.confirm || abilities.reject) && (
        <p className="soft">这是您自己说的事，请在小程序里回话。</p>
      )}
      {nothing && <p className="soft">现在没有要您做的事。</p>}
      <div className="action-buttons">
        {abilities.accept && (
          <Button
            type="primary"
            size="large"
            loading={accept.isPending}
            onClick={() => accept.mutate(null)}
            data-testid="action-accept"
          >
            我来办
          </Button>
        )}
        {words.map(({ action, label, primary }) => (
          <Button
            key={action}
            type={primary ? 'primary' : 'default'}
            onClick={() => setOpen(action)}
            data-testid={`action-${action}`}
          >
            {label}
          </Button>
        ))}
        {abilities.assign && (
          <Button onClick={() => setOpen('assign')} data-testid="action-assign">
            {issue.assignee ? '换个人办' : '交给人办'}
          </Button>
        )}
        {abilities.divert && (
          <Button danger type="text" onClick={() => setOpen('divert')} data-testid="action-divert">
            孩子可能受到伤害，转给安全保护
          </Button>
        )}
      </div>
      {words.map((kind) => (
        <WordsPanel key={kind.action} issue={issue} kind={kind} open={open === kind.action} onClose={close} />
      ))}
      {abilities.assign && <AssignPanel issue={issue} open={open === 'assign'} onClose={close} />}
      {abilities.divert && <DivertPanel issue={issue} open={open === 'divert'} onClose={close} />}
    </section>
  );
}
