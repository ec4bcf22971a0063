import type { PublishedAnswerView } from '#shared/consultations/contract.js';
import { App } from 'antd';
import { useState } from 'react';
import { publishAnswer } from '../api/consultations.api.js';
import { ModalInFront } from '../ui/in-front.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { DetailsNote, mayConfirm } from './details-note.js';

interface Props {
  answer: PublishedAnswerView;
  onClose: () => void;
  onPublished: () => void;
}

/** Shows once more what everybody is going to read, and what in it may lead to a person. */
export function PublishModal({ answer, onClose, onPublished }: Props) {
  const { message } = App.useApp();
  const [confirmed, setConfirmed] = useState(false);
  const command = useCommand(
    (body: { confirmed: boolean }, key) => publishAnswer(answer.token, body, key),
    () => {
      void message.success('公开了，扫咨询码的人都能看到');
      onPublished();
      onClose();
    },
  );
  const { error } = command;
  const isDetail = error?.code === 'personal_details';
  return (
    <ModalInFront
      title="公开这一条？"
      okText="公开"
      cancelText="先不"
      okButtonProps={{
        'data-testid': 'answer-publish-confirm',
        disabled: isDetail && !(mayConfirm(error) && confirmed),
      }}
      confirmLoading={command.isPending}
      onOk={() => command.mutate({ confirmed })}
      onCancel={onClose}
    >
      <p>
        <b>{answer.question}</b>
      </p>
      <p style={{ whiteSpace: 'pre-wrap' }}>{answer.text}</p>
      <p className="soft">谁扫了咨询码都能看到，不用登录。</p>
      <DetailsNote error={error} confirmed={confirmed} onConfirm={setConfirmed} />
      <ProblemNote error={isDetail ? null : error} />
    </ModalInFront>
  );
}
