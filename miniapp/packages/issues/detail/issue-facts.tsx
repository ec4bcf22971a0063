import { Text, View } from '@tarojs/components';
import type { IssueDetail } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { mediaAddress } from '../../../api/media-address.js';
import { Card } from '../../../ui/card.js';
import { dueWords, familiesWords } from '../../../ui/due-words.js';
import { Icon } from '../../../ui/icon.js';
import { Photos } from '../../../ui/photos.js';
import { callsReader, stateWords } from '../../../ui/state-words.js';
import { VoiceLine } from '../../../ui/voice-line.js';
import { Muted, Tag } from '../../../ui/words.js';

/** Who raised it, as the reader may know it. */
function raisedBy(issue: IssueDetail): string | null {
  const filed = issue.filedBy ? `${issue.filedBy.name}记下的` : null;
  if (issue.sealed) return issue.mine ? '您没留名字' : '没留名字';
  const said = issue.mine || !issue.reporter ? null : `${issue.reporter.name}说的`;
  return [said, filed].filter(Boolean).join(' · ') || null;
}

function whatAndWhere(issue: IssueDetail): string {
  const child = issue.child ? `关于${issue.child.name}` : null;
  return [issue.place?.name, issue.classroom?.name, issue.category?.name, child, raisedBy(issue)]
    .filter(Boolean)
    .join(' · ');
}

function Voice({ issue }: { issue: IssueDetail }) {
  const { voice, transcript } = issue;
  if (voice === null) return null;
  return (
    <View style={{ marginTop: '12px' }}>
      <VoiceLine id="voice-play" address={mediaAddress(voice.url)} seconds={voice.seconds} />
      {transcript ? (
        <View id="transcript" style={{ marginTop: '8px' }}>
          <Muted>听写，仅供参考</Muted>
          <Text className="x-step__quote">{transcript}</Text>
        </View>
      ) : null}
    </View>
  );
}

/** By when, why the time stands still, and how many said the same. */
function Clock({ issue, now }: { issue: IssueDetail; now: number }) {
  const words = dueWords(issue, now);
  // The last step of the strip tells the family by when; what is late is said to everybody.
  const due = issue.mine && words !== '晚了' ? null : words;
  const families = familiesWords(issue);
  const { paused } = issue;
  if (!due && !paused && !families) return null;
  return (
    <View id="issue-clock" className="x-row x-row--wrap" style={{ marginTop: '10px' }}>
      {due ? <Tag tone={due === '晚了' ? 'bad' : 'work'}>{due}</Tag> : null}
      {families ? <Tag>{families}</Tag> : null}
      {paused ? (
        <View className="x-row">
          <Icon name="clock" size="s" />
          <Text className="x-grow x-muted">{paused}</Text>
        </View>
      ) : null}
    </View>
  );
}

/** What was said, by whom, about what, and by when it should be done. */
export function IssueFacts({ issue, now }: { issue: IssueDetail; now: number }) {
  const { type } = issueWorkflow.states[issue.state];
  const tone = callsReader(issue) ? 'wait' : type === 'fixed' ? 'ok' : 'work';
  return (
    <Card id="issue-facts">
      <View className="x-row x-row--apart x-row--top x-row--wrap">
        <Text className="x-title">{issue.title}</Text>
        <Tag tone={tone}>{stateWords(issue)}</Tag>
      </View>
      {issue.text && issue.text !== issue.title ? (
        <View style={{ marginTop: '8px' }}>
          <Text style={{ whiteSpace: 'pre-wrap' }}>{issue.text}</Text>
        </View>
      ) : null}
      <View style={{ marginTop: '6px' }}>
        <Muted>{whatAndWhere(issue)}</Muted>
      </View>
      <Clock issue={issue} now={now} />
      <Voice issue={issue} />
      {issue.photos.length > 0 ? (
        <View style={{ marginTop: '12px' }}>
          <Photos
            pictures={issue.photos.map((photo) => ({
              id: photo.token,
              small: mediaAddress(photo.thumbnailUrl),
              large: mediaAddress(photo.url),
            }))}
          />
        </View>
      ) : null}
      <Withheld issue={issue} />
    </Card>
  );
}

/** That there is more than is shown: an older program's answer says nothing of it. */
function Withheld({ issue }: { issue: Partial<Pick<IssueDetail, 'withheld'>> }) {
  const { photos = 0, voices = 0 } = issue.withheld ?? {};
  const what = [photos > 0 ? `${photos} 张照片` : '', voices > 0 ? '录音' : ''].filter(Boolean).join('和');
  if (what === '') return null;
  return (
    <View id="withheld" className="x-row" style={{ marginTop: '12px' }}>
      <Icon name="eye-off" size="s" />
      <Text className="x-grow x-muted">{`还有${what}，家里没有同意给班里看，只给办这件事的人看。`}</Text>
    </View>
  );
}
