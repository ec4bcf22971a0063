import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { IssueDetail } from '#shared/issues/contract.js';
import { useOutbox } from '../../../api/outbox/outbox-service.js';
import { goBack } from '../../../platform/navigation.js';
import { Button } from '../../../ui/button.js';
import { OutboxCard } from '../../../ui/outbox-card.js';
import { toast } from '../../../ui/toast.js';
import { VerdictButtons } from '../../../ui/verdict-buttons.js';
import { staffSteps, stepActions, type StepAction, type StepForm } from './actions.js';
import { DivertSheet } from './divert-sheet.js';
import { StepSheet } from './step-sheet.js';
import { useSteps } from './use-steps.js';

interface IssueActionsProps {
  person: string;
  issue: IssueDetail;
  now: number;
}

/** What the reader may do with the issue now: only what the server says, and nothing while a step is on its way. */
export function IssueActions({ person, issue, now }: IssueActionsProps) {
  const { abilities } = issue;
  const { busy, take } = useSteps(person, issue);
  const [sheet, setSheet] = useState<StepAction | 'divert' | null>(null);
  const pending = useOutbox().filter((entry) => entry.subject === issue.token && entry.state !== 'delivered');

  const accept = () =>
    void take({ action: 'accept', title: `接下：${issue.title}`, body: {}, photos: [], message: 'work' });

  const send = async (action: StepAction, text: string, photos: Parameters<typeof take>[0]['photos']) => {
    const form: StepForm = stepActions[action];
    const message = action === 'reject' || action === 'reply' ? ({ message: 'progress' } as const) : {};
    const safe = await take({
      action,
      title: `${form.done}：${issue.title}`,
      body: { text },
      photos,
      ...message,
    });
    if (safe) setSheet(null);
  };

  const divert = async (reason: string, text: string) => {
    // The waiting list names no reason: somebody may look over the shoulder.
    const safe = await take({ action: 'divert', title: '转交专人', body: { reason, text }, photos: [] });
    if (!safe) return;
    setSheet(null);
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
  const asked = issue.state === 'resolved' && abilities.confirm;
  return (
    <View id="actions" className="x-stack">
      {asked ? (
        <View>
          <View style={{ margin: '0 4px 10px' }}>
            <Text className="x-title">修好了吗？您说了算</Text>
          </View>
          <VerdictButtons
            confirm={abilities.confirm}
            reject={abilities.reject}
            onConfirm={() => setSheet('confirm')}
            onReject={() => setSheet('reject')}
          />
        </View>
      ) : null}
      {!asked && abilities.confirm ? (
        <Button id="verdict-yes" kind="ok" icon="ok" onTap={() => setSheet('confirm')}>
          其实修好了
        </Button>
      ) : null}
      {!asked && abilities.reject ? (
        <Button id="verdict-no" kind="ghost" icon="again" onTap={() => setSheet('reject')}>
          又不行了，请再办
        </Button>
      ) : null}
      {abilities.reply ? (
        <Button id="action-reply" icon="reply" big onTap={() => setSheet('reply')}>
          回话
        </Button>
      ) : null}
      {abilities.accept ? (
        <Button id="action-accept" icon="hand" big busy={busy && '正在存…'} onTap={accept}>
          我来办
        </Button>
      ) : null}
      {staffSteps.map((action) =>
        abilities[action] ? (
          <Button
            key={action}
            id={`action-${action}`}
            kind={stepActions[action].kind}
            icon={stepActions[action].icon}
            onTap={() => setSheet(action)}
          >
            {stepActions[action].word}
          </Button>
        ) : null,
      )}
      {abilities.divert ? (
        <Button id="action-divert" kind="quiet" onTap={() => setSheet('divert')}>
          有人伤害孩子？转交安全保护专员
        </Button>
      ) : null}
      {sheet === 'divert' ? (
        <DivertSheet
          busy={busy}
          onSend={(reason, text) => void divert(reason, text)}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {sheet !== null && sheet !== 'divert' ? (
        <StepSheet
          key={sheet}
          action={sheet}
          busy={busy}
          onSend={(text, photos) => void send(sheet, text, photos)}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </View>
  );
}
