import type { IssueDetail } from '#shared/issues/contract.js';
import { issueLimits } from '#shared/issues/vocabulary.js';
import { App, Button, Drawer, Input } from 'antd';
import { speakOnIssue, type WordsAction } from '../api/issues.api.js';
import { useSession } from '../session/session-context.js';
import { useDraft } from '../ui/draft.js';
import { PhotoPicker } from '../ui/photo-picker.js';
import { ProblemNote } from '../ui/problem-note.js';
import { usePhotoUploads } from '../ui/use-photo-uploads.js';
import { useIssueCommand } from './use-issue.js';

interface WordsKind {
  readonly action: WordsAction;
  readonly label: string;
  readonly note: string;
  readonly hint: string;
  readonly done: string;
  readonly primary?: boolean;
}

/** The actions that say something to the family, in the order of the buttons. */
export const wordsActions: readonly WordsKind[] = [
  {
    action: 'resolve',
    label: '办好了',
    note: '请写做了什么，最好加一张办好以后的照片。接着会请家长说一声好没好。',
    hint: '扶手换了新的螺丝，已经不晃了。',
    done: '已经告诉家长，等家长说一声',
    primary: true,
  },
  {
    action: 'answer',
    label: '回复家长',
    note: '告诉家长办到哪里了。事情还在您手里。',
    hint: '木工明天上午来修，楼梯先封起来了。',
    done: '回复发出去了',
  },
  {
    action: 'ask',
    label: '问家里',
    note: '需要家里补充才能办时用。家里回话以前，先等着。',
    hint: '请问是哪一层的楼梯？',
    done: '问题发出去了',
  },
];

interface Props {
  issue: IssueDetail;
  kind: WordsKind;
  open: boolean;
  onClose: () => void;
}

/** Words and photos for the family. What was written stays when the panel is closed or sending fails. */
export function WordsPanel({ issue, kind, open, onClose }: Props) {
  const { message } = App.useApp();
  const { session } = useSession();
  const [text, setText] = useDraft(session.person?.token ?? '', `${issue.token}.${kind.action}`);
  const uploads = usePhotoUploads(issue.school.token);
  const command = useIssueCommand(
    issue.token,
    (body: { text: string; photos: string[] }, key) => speakOnIssue(issue.token, kind.action, body, key),
    () => {
      setText('');
      onClose();
      void message.success(kind.done);
    },
  );
  return (
    <Drawer
      title={kind.label}
      open={open}
      onClose={onClose}
      size={520}
      forceRender={false}
      data-testid={`panel-${kind.action}`}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          command.mutate({ text, photos: uploads.tokens });
        }}
      >
        <p className="soft">{kind.note}</p>
        <Input.TextArea
          className="counted"
          id={`${kind.action}-text`}
          data-testid={`${kind.action}-text`}
          aria-label={kind.label}
          placeholder={`比如：${kind.hint}`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoSize={{ minRows: 5, maxRows: 14 }}
          count={{ show: true, max: issueLimits.answerLength, strategy: (value) => [...value].length }}
        />
        <PhotoPicker uploads={uploads} />
        <ProblemNote error={command.error} />
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          loading={command.isPending}
          disabled={text.trim() === '' || uploads.unfinished || [...text].length > issueLimits.answerLength}
          data-testid={`${kind.action}-submit`}
        >
          {uploads.unfinished ? '照片传好后再发' : '发出去'}
        </Button>
      </form>
    </Drawer>
  );
}
