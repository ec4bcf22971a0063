import Taro, { useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import type { IssueDetail } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { useIssue } from '../../../api/issues.js';
import { mediaAddress } from '../../../api/media-address.js';
import { Gate, type Signed } from '../../../session/gate.js';
import { Card } from '../../../ui/card.js';
import { Page } from '../../../ui/page.js';
import { Photos } from '../../../ui/photos.js';
import { QueryView } from '../../../ui/query-view.js';
import { callsReader, stateWords } from '../../../ui/state-words.js';
import { Timeline } from '../../../ui/timeline.js';
import { useNow } from '../../../ui/use-now.js';
import { Heading, Muted, Tag } from '../../../ui/words.js';
import { IssueActions } from './issue-actions.js';

/** Who raised it, as the reader may know it. */
function raisedBy(issue: IssueDetail): string | null {
  if (issue.sealed) return issue.mine ? '您没留名字' : '没留名字';
  return issue.mine || !issue.reporter ? null : `${issue.reporter.name}说的`;
}

function facts(issue: IssueDetail): string {
  const child = issue.child ? `关于${issue.child.name}` : null;
  return [issue.place?.name, issue.classroom?.name, issue.category?.name, child, raisedBy(issue)]
    .filter(Boolean)
    .join(' · ');
}

function Facts({ issue }: { issue: IssueDetail }) {
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
        <Muted>{facts(issue)}</Muted>
      </View>
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
    </Card>
  );
}

function Detail({ signed, token }: { signed: Signed; token: string }) {
  const now = useNow();
  const query = useIssue(token);
  useDidShow(() => void query.refetch());
  usePullDownRefresh(() => {
    void query.refetch().finally(() => Taro.stopPullDownRefresh());
  });
  return (
    <QueryView query={query}>
      {(issue) => (
        <View id="issue">
          <Facts issue={issue} />
          <IssueActions person={signed.person.token} issue={issue} now={now} />
          <Heading>走到哪了</Heading>
          <Card id="timeline">
            <Timeline steps={issue.timeline} now={now} />
          </Card>
        </View>
      )}
    </QueryView>
  );
}

/** One issue: its picture strip, and what the reader may do. */
export default function IssueDetailPage() {
  const { params } = useRouter();
  const token = params.token ?? '';
  return (
    <Page title="事项" back>
      <Gate>
        {(signed) => <Detail key={`${signed.person.token}.${token}`} signed={signed} token={token} />}
      </Gate>
    </Page>
  );
}
