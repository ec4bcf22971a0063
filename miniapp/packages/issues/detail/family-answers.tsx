import { Text, View } from '@tarojs/components';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Button } from '../../../ui/button.js';
import { Icon } from '../../../ui/icon.js';
import { VerdictButtons } from '../../../ui/verdict-buttons.js';
import { DeclineCard } from './decline-card.js';
import type { StepAction } from './actions.js';

interface FamilyAnswersProps {
  issue: IssueDetail;
  onStep: (action: StepAction) => void;
  /** It is another matter than the one it was put together with. */
  onSeparate: () => void;
}

function Question({ words }: { words: string }) {
  return (
    <View style={{ margin: '0 4px 10px' }}>
      <Text className="x-title">{words}</Text>
    </View>
  );
}

/** What the one who reported is asked now: every end of an issue asks her. */
export function FamilyAnswers({ issue, onStep, onSeparate }: FamilyAnswersProps) {
  const { abilities, state, decline } = issue;
  if (state === 'resolved' && abilities.confirm) {
    return (
      <View>
        <Question words="修好了吗？您说了算" />
        <VerdictButtons
          confirm={abilities.confirm}
          reject={abilities.reject}
          onConfirm={() => onStep('confirm')}
          onReject={() => onStep('reject')}
        />
      </View>
    );
  }
  return (
    <View className="x-stack">
      {decline && (abilities.agree || abilities.appeal) ? <DeclineCard decline={decline} /> : null}
      {abilities.agree || abilities.appeal ? (
        <View>
          {abilities.agree ? (
            <Question words={abilities.appeal ? '这样答复，您看行不行？' : '已经换人看过了，您看行不行？'} />
          ) : null}
          <View className="x-buttons">
            {abilities.agree ? (
              <Button id="agree" kind="ghost" icon="ok" big onTap={() => onStep('agree')}>
                知道了，接受
              </Button>
            ) : null}
            {abilities.appeal ? (
              <Button
                id="appeal"
                kind="ghost"
                icon="again"
                big={abilities.agree}
                onTap={() => onStep('appeal')}
              >
                换个人再看看
              </Button>
            ) : null}
          </View>
        </View>
      ) : null}
      {state === 'merged' && issue.mine ? (
        <View id="merged-note" className="x-note" style={{ marginBottom: '0' }}>
          <Icon name="people" size="s" />
          <Text className="x-grow">有人也说了这件事，园里放在一起办。办好了一样会问您。</Text>
        </View>
      ) : null}
      {abilities.separate && issue.mine ? (
        <Button id="separate" kind="quiet" onTap={onSeparate}>
          不是一回事，请分开办
        </Button>
      ) : null}
      {abilities.confirm ? (
        <Button id="verdict-yes" kind="ok" icon="ok" onTap={() => onStep('confirm')}>
          其实修好了
        </Button>
      ) : null}
      {abilities.reject ? (
        <Button id="verdict-no" kind="ghost" icon="again" onTap={() => onStep('reject')}>
          又不行了，请再办
        </Button>
      ) : null}
      {abilities.reply ? (
        <Button id="action-reply" icon="reply" big onTap={() => onStep('reply')}>
          回话
        </Button>
      ) : null}
    </View>
  );
}
