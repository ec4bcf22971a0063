import type { PublishedAnswerDetail } from '#shared/consultations/contract.js';
import { Alert, Form } from 'antd';
import { useState } from 'react';
import { createAnswer, updateAnswer } from '../api/consultations.api.js';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { DrawerInFront } from '../ui/in-front.js';
import { useCommand } from '../ui/use-command.js';
import { AnswerFields } from './answer-fields.js';
import { bodyOf, valuesOf, type AnswerValues, type Writing } from './answer-values.js';
import { DetailsNote } from './details-note.js';
import { VoiceField } from '../ui/voice-field.js';

interface Props {
  school: string;
  writing: Writing;
  onClose: () => void;
  onSaved: (answer: PublishedAnswerDetail) => void;
}

/** Writes an answer: new, from what somebody asked, or anew. */
export function AnswerForm({ school, writing, onClose, onSaved }: Props) {
  const [form] = Form.useForm<AnswerValues>();
  const [voice, setVoice] = useState<string | null | undefined>(undefined);
  const [confirmed, setConfirmed] = useState(false);
  const [speaking, setSpeaking] = useState(false);
  const { answer, from } = writing;
  const command = useCommand((values: AnswerValues, key) => {
    const body = bodyOf(values);
    return answer
      ? updateAnswer(answer.token, { ...body, ...(voice === undefined ? {} : { voice }), confirmed })
      : createAnswer(school, { ...body, voice: voice ?? null, fromIssue: from?.issue ?? null }, key);
  }, onSaved);
  const isDetail = command.error?.code === 'personal_details';
  return (
    <DrawerInFront
      title={answer ? '改问答' : '写一条问答'}
      onClose={onClose}
      size={560}
      data-testid="answer-panel"
    >
      {from && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 16 }}
          data-testid="answer-from"
          title={
            from.draft.sealed
              ? '问的人没有留名字，所以她的原话没有带过来，请您自己写问题。回答里也不要写能认出人的话。'
              : '从一件事里带过来的。请改成谁都能看的话：拿掉名字、班级、家里的事。'
          }
        />
      )}
      <Form
        form={form}
        name="answer"
        layout="vertical"
        requiredMark={false}
        initialValues={valuesOf(writing)}
        onFinish={(values: AnswerValues) =>
          command.mutate(values, { onError: (error) => showFieldErrors(form, error) })
        }
      >
        <AnswerFields school={school} />
        <Form.Item
          label="录音"
          extra="老师念一遍，最长一分钟，不识字的家长点一下就能听。改了回答，旧录音会拿掉。"
        >
          <VoiceField
            school={school}
            voice={answer?.voice ?? null}
            onChange={setVoice}
            onBusy={setSpeaking}
          />
        </Form.Item>
        <DetailsNote error={command.error} confirmed={confirmed} onConfirm={setConfirmed} />
        <FormEnd
          command={isDetail ? { error: null, isPending: command.isPending } : command}
          testId="answer-submit"
          waits={speaking}
        />
      </Form>
    </DrawerInFront>
  );
}
