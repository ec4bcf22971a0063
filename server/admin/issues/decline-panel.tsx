import type { DeclineIssue, IssueDetail } from '#shared/issues/contract.js';
import { declineReasons, issueLimits, type DeclineReason } from '#shared/issues/vocabulary.js';
import { App, Button, Drawer, Form, Input, Select } from 'antd';
import { declineIssue } from '../api/issues.api.js';
import { useSession } from '../session/session-context.js';
import { useDraft } from '../ui/draft.js';
import { ProblemNote } from '../ui/problem-note.js';
import { DeclineLetter } from './decline-letter.js';
import { useIssueCommand } from './use-issue.js';

const reasons = (Object.keys(declineReasons) as DeclineReason[]).map((value) => ({
  value,
  label: declineReasons[value],
}));
const elsewhereLength = 200;
const lettersIn = (text: string) => [...text].length;

interface Props {
  issue: IssueDetail;
  open: boolean;
  onClose: () => void;
}

/** Refuses, with a reason, a sentence and who else can help; shows beforehand what the family will read. */
export function DeclinePanel({ issue, open, onClose }: Props) {
  const { message } = App.useApp();
  const { person } = useSession().session;
  const draft = (part: string) => `${issue.token}.decline.${part}`;
  const [kept, setReason] = useDraft(person?.token ?? '', draft('reason'));
  const reason = reasons.find(({ value }) => value === kept)?.value;
  const [text, setText] = useDraft(person?.token ?? '', draft('text'));
  const [elsewhere, setElsewhere] = useDraft(person?.token ?? '', draft('elsewhere'));
  const command = useIssueCommand(
    issue.token,
    (body: DeclineIssue, key) => declineIssue(issue.token, body, key),
    () => {
      setReason('');
      setText('');
      setElsewhere('');
      onClose();
      void message.success('答复发出去了，等家长说一声');
    },
  );
  const fits =
    text.trim() !== '' &&
    elsewhere.trim() !== '' &&
    lettersIn(text) <= issueLimits.answerLength &&
    lettersIn(elsewhere) <= elsewhereLength;
  return (
    <Drawer
      title="办不了，给家长一个答复"
      open={open}
      onClose={onClose}
      size={560}
      data-testid="panel-decline"
    >
      <div className="stack">
        <p className="soft">家长会被问一声同不同意。不同意，可以请另一位再看一遍，只有一次。</p>
        <Form layout="vertical" component="div">
          <Form.Item label="为什么办不了" htmlFor="decline-reason" required>
            <Select
              id="decline-reason"
              data-testid="decline-reason"
              placeholder="选一个原因"
              options={reasons}
              value={reason}
              onChange={setReason}
            />
          </Form.Item>
          <Form.Item label="跟家长说清楚" htmlFor="decline-text" required>
            <Input.TextArea
              className="counted"
              id="decline-text"
              data-testid="decline-text"
              placeholder="比如：门口这条路归镇上管，我们今天已经打了电话。"
              value={text}
              onChange={(event) => setText(event.target.value)}
              autoSize={{ minRows: 3, maxRows: 10 }}
              count={{ show: true, max: issueLimits.answerLength, strategy: lettersIn }}
            />
          </Form.Item>
          <Form.Item label="还可以找谁" htmlFor="decline-elsewhere" required>
            <Input
              id="decline-elsewhere"
              data-testid="decline-elsewhere"
              placeholder="比如：镇政府村建办，周一到周五上班"
              value={elsewhere}
              onChange={(event) => setElsewhere(event.target.value)}
              count={{ max: elsewhereLength, strategy: lettersIn }}
            />
          </Form.Item>
        </Form>
        <section aria-label="家长会读到">
          <h2 className="panel-heading">家长会读到</h2>
          <DeclineLetter
            letter={{
              by: person?.name ?? null,
              reasonLabel: reason === undefined ? '（请选一个原因）' : declineReasons[reason],
              text: text.trim() === '' ? '（请写一句话）' : text,
              elsewhere: elsewhere.trim() === '' ? '（请写一句：还可以找谁）' : elsewhere,
            }}
          />
        </section>
        <ProblemNote error={command.error} />
        <Button
          type="primary"
          size="large"
          disabled={reason === undefined || !fits}
          loading={command.isPending}
          onClick={() => reason !== undefined && command.mutate({ reason, text, elsewhere })}
          data-testid="decline-submit"
        >
          就这样答复家长
        </Button>
      </div>
    </Drawer>
  );
}
