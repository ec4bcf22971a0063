import type { PublishedAnswerView } from '#shared/consultations/contract.js';
import { App } from 'antd';
import { retireAnswer } from '../api/consultations.api.js';
import { ModalInFront } from '../ui/in-front.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import type { AnswerStep } from './answer-table.js';
import { PublishModal } from './publish-modal.js';
import { VersionsDrawer } from './versions-drawer.js';

/** What is about to be done with an answer. */
export interface Step {
  answer: PublishedAnswerView;
  kind: Exclude<AnswerStep, 'edit'>;
}

interface Props {
  step: Step;
  onClose: () => void;
  onDone: () => void;
}

/** The windows of the steps: publish, retire, look back. */
export function AnswerSteps({ step: { answer, kind }, onClose, onDone }: Props) {
  if (kind === 'publish') return <PublishModal answer={answer} onClose={onClose} onPublished={onDone} />;
  if (kind === 'versions') return <VersionsDrawer token={answer.token} onClose={onClose} />;
  return <RetireModal answer={answer} onClose={onClose} onDone={onDone} />;
}

function RetireModal({ answer, onClose, onDone }: Omit<Props, 'step'> & { answer: PublishedAnswerView }) {
  const { message } = App.useApp();
  const command = useCommand(
    (token: string, key) => retireAnswer(token, key),
    () => {
      void message.success('停用了，再扫码就看不到了');
      onDone();
      onClose();
    },
  );
  return (
    <ModalInFront
      title={`停用“${answer.question}”？`}
      okText="停用"
      cancelText="不"
      okButtonProps={{ danger: true, 'data-testid': 'answer-retire-confirm' }}
      confirmLoading={command.isPending}
      onOk={() => command.mutate(answer.token)}
      onCancel={onClose}
    >
      <ProblemNote error={command.error} />
      <p>以后扫码的人看不到它；改好了可以再公开。问到过多少次还留着。</p>
    </ModalInFront>
  );
}
