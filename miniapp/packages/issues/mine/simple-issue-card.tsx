import { Text, View } from '@tarojs/components';
import type { IssueSummary } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { open, pages } from '../../../platform/navigation.js';
import { HearButton } from '../../../speech/hear-button.js';
import { keptHere } from '../../../speech/page-text.js';
import { aloud } from '../../../ui/aloud.js';
import { Icon, type IconName } from '../../../ui/icon.js';
import { ProgressStrip } from '../../../ui/progress-strip.js';
import { callsReader, stateWords } from '../../../ui/state-words.js';
import { Tap } from '../../../ui/tap.js';
import { sayWhen } from '../../../ui/when.js';
import { Muted, Tag } from '../../../ui/words.js';

/** The drawing for where an issue is. */
function drawingOf(issue: IssueSummary): IconName {
  if (callsReader(issue)) return issue.state === 'waiting_family' ? 'reply' : 'smile';
  const { type } = issueWorkflow.states[issue.state];
  if (type === 'fixed') return 'ok';
  return type === 'open' ? 'tool' : 'flag';
}

/** One issue, large: a drawing, what it is, how it stands, and a loudspeaker for all of it. */
export function SimpleIssueCard({ issue, now }: { issue: IssueSummary; now: number }) {
  const calls = callsReader(issue);
  const words = stateWords(issue);
  const ended = issueWorkflow.states[issue.state].type !== 'open';
  const where = [issue.place?.name, sayWhen(Date.parse(issue.reportedAt), now)].filter(Boolean).join(' · ');
  const label = aloud(issue.title, words, issue.next, where);
  const isProtected = issue.state === 'diverted';
  return (
    <View className={`x-choose${isProtected ? ` ${keptHere}` : ''}`}>
      <Tap
        id={`issue-${issue.token}`}
        className={`x-choose__tap${calls ? ' x-choose__tap--wait' : ''}`}
        label={label}
        onTap={() => open(pages.issue(issue.token))}
      >
        <Icon name={drawingOf(issue)} size="xl" />
        <View className="x-grow">
          <Text className="x-title x-clamp">{issue.title}</Text>
          <Tag {...(calls ? { tone: 'wait' as const } : {})}>{words}</Tag>
          <View style={{ marginTop: '6px' }}>
            <Muted>{where}</Muted>
          </View>
          <ProgressStrip progress={issue.progress} ended={ended} />
        </View>
      </Tap>
      <HearButton id={`hear-${issue.token}`} words={label} keptHere={isProtected} />
    </View>
  );
}
