import type { IssueDetail } from '#shared/issues/contract.js';
import { diversionReasons, issueLimits } from '#shared/issues/vocabulary.js';
import { Alert, App, Button, Drawer, Input, Radio } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { divertIssue, type DivertInput } from '../api/issues.api.js';
import { useSession } from '../session/session-context.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { useForgetIssue } from './use-issue.js';

type Reason = DivertInput['reason'];
const reasons = (Object.keys(diversionReasons) as Reason[]).map((value) => ({
  value,
  label: diversionReasons[value],
}));

interface Props {
  issue: IssueDetail;
  open: boolean;
  onClose: () => void;
}

/** Takes the issue out of the ordinary system, for the safeguarding lead and deputy only. */
export function DivertPanel({ issue, open, onClose }: Props) {
  const { message } = App.useApp();
  const { session } = useSession();
  const navigate = useNavigate();
  const forget = useForgetIssue();
  const [reason, setReason] = useState<Reason>();
  // Not kept as a draft: a disclosure must not lie in the store of a browser.
  const [text, setText] = useState('');
  const command = useCommand(
    (body: DivertInput, key) => divertIssue(issue.token, body, key),
    () => {
      void message.success('已经转给安全保护专员');
      void navigate(session.abilities.safeguarding ? '/safeguarding' : '/', { replace: true });
      forget(issue.token);
    },
  );
  return (
    <Drawer title="转给安全保护" open={open} onClose={onClose} size={520} data-testid="panel-divert">
      <div className="stack">
        <Alert
          type="warning"
          showIcon
          data-testid="divert-warning"
          title="转过去以后，这件事会从这里消失"
          description={
            session.abilities.safeguarding
              ? '只有安全保护专员和副专员看得到，它会出现在「安全保护」里。看板上不再有它。'
              : '只有安全保护专员和副专员看得到。您和其他老师都看不到了，也不能撤回。拿不准时，也请转过去。'
          }
        />
        <Radio.Group
          aria-label="为什么转"
          data-testid="divert-reason"
          vertical
          options={reasons}
          value={reason}
          onChange={(event) => setReason(event.target.value as Reason)}
        />
        <Input.TextArea
          className="counted"
          id="divert-text"
          data-testid="divert-text"
          aria-label="想对安全保护专员说的话"
          placeholder="您看到或听到了什么（可以不写）"
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoSize={{ minRows: 4, maxRows: 10 }}
          count={{ show: true, max: issueLimits.answerLength, strategy: (value) => [...value].length }}
        />
        <ProblemNote error={command.error} />
        <Button
          danger
          type="primary"
          size="large"
          disabled={reason === undefined}
          loading={command.isPending}
          onClick={() => reason !== undefined && command.mutate({ reason, text })}
          data-testid="divert-submit"
        >
          确认转给安全保护
        </Button>
      </div>
    </Drawer>
  );
}
