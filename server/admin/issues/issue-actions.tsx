import type { IssueDetail } from '#shared/issues/contract.js';
import { App, Button } from 'antd';
import { useState } from 'react';
import { acceptIssue, separateIssue } from '../api/issues.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { AssignPanel } from './assign-panel.js';
import { DeclinePanel } from './decline-panel.js';
import { DivertPanel } from './divert-panel.js';
import { MergePanel } from './merge-panel.js';
import { useIssueCommand } from './use-issue.js';
import { wordsActions, WordsPanel } from './words-panel.js';

/** Actions with a panel of their own, apart from those that only say something to the family. */
const panels = [
  { name: 'assign', Panel: AssignPanel },
  { name: 'decline', Panel: DeclinePanel },
  { name: 'merge', Panel: MergePanel },
  { name: 'divert', Panel: DivertPanel },
] as const;

/** What this person can do with the issue now, as the server says it; nothing here works out roles. */
export function IssueActions({ issue }: { issue: IssueDetail }) {
  const { message } = App.useApp();
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  const { abilities, token } = issue;
  const accept = useIssueCommand(
    token,
    (_: null, key) => acceptIssue(token, key),
    () => void message.success('您接下了这件事'),
  );
  const separate = useIssueCommand(
    token,
    (_: null, key) => separateIssue(token, key),
    () => void message.success('分开了，单独来办'),
  );
  const words = wordsActions.filter(({ action }) => abilities[action]);
  const isMine =
    abilities.reply || abilities.confirm || abilities.reject || abilities.agree || abilities.appeal;
  const offered = [abilities.accept, words.length > 0, abilities.separate, abilities.transcribe];
  const nothing = !offered.includes(true) && !panels.some(({ name }) => abilities[name]);
  const button = (name: string, label: string, primary = false) => (
    <Button
      key={name}
      type={primary ? 'primary' : 'default'}
      onClick={() => setOpen(name)}
      data-testid={`action-${name}`}
    >
      {label}
    </Button>
  );
  return (
    <section className="card part-actions" aria-label="要做的事" data-testid="issue-actions">
      <h2>要做的事</h2>
      <ProblemNote error={accept.error ?? separate.error} />
      {isMine && <p className="soft">这是您自己说的事，请在小程序里回话。</p>}
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
        {words.map(({ action, label, primary }) => button(action, label, primary))}
        {abilities.assign && button('assign', issue.assignee ? '换个人办' : '交给人办')}
        {abilities.merge && button('merge', '和别的事一起办')}
        {abilities.separate && (
          <Button
            loading={separate.isPending}
            onClick={() => separate.mutate(null)}
            data-testid="action-separate"
          >
            不是一回事，分开办
          </Button>
        )}
        {abilities.decline && button('decline', '办不了，答复家长')}
        {abilities.divert && (
          <Button danger type="text" onClick={() => setOpen('divert')} data-testid="action-divert">
            孩子可能受到伤害，转给安全保护
          </Button>
        )}
      </div>
      {words.map((kind) => (
        <WordsPanel key={kind.action} issue={issue} kind={kind} open={open === kind.action} onClose={close} />
      ))}
      {panels.map(
        ({ name, Panel }) =>
          abilities[name] && <Panel key={name} issue={issue} open={open === name} onClose={close} />,
      )}
    </section>
  );
}
