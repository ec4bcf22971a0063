import { View } from '@tarojs/components';
import { useState } from 'react';
import type { IssueDetail } from '#shared/issues/contract.js';
import { useOutbox } from '../../../api/outbox/outbox-service.js';
import { goBack } from '../../../platform/navigation.js';
import { Button } from '../../../ui/button.js';
import { OutboxCard } from '../../../ui/outbox-card.js';
import { toast } from '../../../ui/toast.js';
import { asksForNews, staffSteps, stepActions, type StepAction } from './actions.js';
import { DeclineSheet } from './decline-sheet.js';
import { DivertSheet } from './divert-sheet.js';
import { FamilyAnswers } from './family-answers.js';
import { StepSheet } from './step-sheet.js';
import { useSteps, type Step } from './use-steps.js';

interface IssueActionsProps {
  person: string;
  issue: IssueDetail;
  now: number;
  /** Answers are spoken or tapped; nothing is to be written. */
  simple?: boolean;
}

/** What the reader may do with the issue now: only what the server says, and nothing while a step is on its way. */
export function IssueActions({ person, issue, now, simple = false }: IssueActionsProps) {
  const { abilities } = issue;
  const { busy, take } = useSteps(person, issue);
  const [sheet, setSheet] = useState<StepAction | 'divert' | 'decline' | null>(null);
  const close = () => setSheet(null);
  const pending = useOutbox().filter((entry) => entry.subject === issue.token && entry.state !== 'delivered');

  const plain = (action: string, done: string) => ({
    action,
    title: `${done}：${issue.title}`,
    body: {},
    photos: [],
  });
  const accept = () => void take({ ...plain('accept', '接下'), message: 'work' });
  const separate = () => void take({ ...plain('separate', '不是一回事'), message: 'progress' });

  const send = async (action: StepAction, text: string, files: Pick<Step, 'photos' | 'voice'>) => {
    const step = { ...plain(action, stepActions[action].done), body: { text }, ...files };
    const safe = await take({ ...step, ...(asksForNews.includes(action) ? { message: 'progress' } : {}) });
    if (safe) close();
  };

  const decline = async (body: object) => {
    if (await take({ ...plain('decline', '办不了'), body: { ...body } })) close();
  };

  const divert = async (reason: string, text: string) => {
    // The waiting list names no reason: somebody may look over the shoulder.
    const safe = await take({ action: 'divert', title: '转交专人', body: { reason, text }, photos: [] });
    if (!safe) return;
    close();
    toast('已经转交。谢谢您，不要再跟别人说起。');
    goBack();
  };

  if (pending.length > 0) {
    return (
      <View id="pending-steps">
        {pending.map((entry) => (
          <OutboxCard key={entry.clientId} entry={entry} now={now} />
        ))}
      </View>
    );
  }
  return (
    <View id="actions" className="x-stack">
      <FamilyAnswers issue={issue} onStep={setSheet} onSeparate={separate} />
      {abilities.accept ? (
        <Button id="action-accept" icon="hand" big busy={busy && '正在存…'} onTap={accept}>
          我来办
        </Button>
      ) : null}
      {staffSteps.map((action) =>
        abilities[action] ? (
          <Button
            key={action}
            id={action === 'transcribe' ? action : `action-${action}`}
            kind={stepActions[action].kind}
            icon={stepActions[action].icon}
            onTap={() => setSheet(action)}
          >
            {stepActions[action].word}
          </Button>
        ) : null,
      )}
      {abilities.decline ? (
        <Button id="decline" kind="ghost" icon="no" onTap={() => setSheet('decline')}>
          办不了
        </Button>
      ) : null}
      {abilities.divert ? (
        <Button id="action-divert" kind="quiet" onTap={() => setSheet('divert')}>
          有人伤害孩子？转交安全保护专员
        </Button>
      ) : null}
      {sheet === 'decline' ? (
        <DeclineSheet busy={busy} onSend={(body) => void decline(body)} onClose={close} />
      ) : null}
      {sheet === 'divert' ? (
        <DivertSheet busy={busy} onSend={(reason, text) => void divert(reason, text)} onClose={close} />
      ) : null}
      {sheet !== null && sheet !== 'divert' && sheet !== 'decline' ? (
        <StepSheet
          key={sheet}
          action={sheet}
          busy={busy}
          simple={simple}
          onSend={(text, photos, voice) => void send(sheet, text, { photos, voice })}
          onClose={close}
        />
      ) : null}
    </View>
  );
}
