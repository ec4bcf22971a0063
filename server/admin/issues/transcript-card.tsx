import type { IssueDetail } from '#shared/issues/contract.js';
import { issueLimits } from '#shared/issues/vocabulary.js';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { transcribeIssue } from '../api/issues.api.js';
import { useSession } from '../session/session-context.js';
import { useDraft } from '../ui/draft.js';
import { ProblemNote } from '../ui/problem-note.js';
import { VoicePlayer } from '../ui/voice-player.js';
import { useIssueCommand } from './use-issue.js';

/** The recording, what a listener wrote down of it, and the place to write it down. The recording stays the record. */
export function TranscriptCard({ issue }: { issue: IssueDetail }) {
  const { message } = App.useApp();
  const { person } = useSession().session;
  const [again, setAgain] = useState(false);
  const [text, setText] = useDraft(person?.token ?? '', `${issue.token}.transcribe`);
  const command = useIssueCommand(
    issue.token,
    (body: string, key) => transcribeIssue(issue.token, body, key),
    () => {
      setText('');
      setAgain(false);
      void message.success('记下来了');
    },
  );
  if (!issue.voice) return null;
  const writes = issue.abilities.transcribe && (issue.transcript === null || again);
  return (
    <div className="stack transcript" style={{ gap: 12 }} data-testid="transcript-card">
      <VoicePlayer voice={issue.voice} />
      {issue.transcript !== null && (
        <div>
          <div className="soft">听了以后记下来的，以录音为准</div>
          <p className="words report-text" data-testid="transcript">
            {issue.transcript}
          </p>
        </div>
      )}
      {writes && (
        <>
          <Input.TextArea
            className="counted"
            id="transcribe-text"
            data-testid="transcribe-text"
            aria-label="把录音里说的记下来"
            placeholder="请听一听，把录音里说的照原话记下来。"
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoSize={{ minRows: 3, maxRows: 10 }}
            count={{ show: true, max: issueLimits.answerLength, strategy: (value) => [...value].length }}
          />
          <ProblemNote error={command.error} />
          <Button
            type="primary"
            style={{ alignSelf: 'flex-start' }}
            disabled={text.trim() === '' || [...text].length > issueLimits.answerLength}
            loading={command.isPending}
            onClick={() => command.mutate(text)}
            data-testid="transcribe-submit"
          >
            记下来
          </Button>
        </>
      )}
      {issue.abilities.transcribe && !writes && (
        <Button
          style={{ alignSelf: 'flex-start' }}
          onClick={() => setAgain(true)}
          data-testid="transcribe-again"
        >
          重新记
        </Button>
      )}
    </div>
  );
}
