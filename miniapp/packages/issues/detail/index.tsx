import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { asApiError } from '../../../api/api-error.js';
import { useIssue } from '../../../api/issues.js';
import { useFreshOnShow } from '../../../api/use-fresh-on-show.js';
import { Gate, type Signed } from '../../../session/gate.js';
import { useSimpleMode } from '../../../session/own-choices.js';
import { keptHere } from '../../../speech/page-text.js';
import { Card } from '../../../ui/card.js';
import { Page } from '../../../ui/page.js';
import { QueryView } from '../../../ui/query-view.js';
import { Timeline } from '../../../ui/timeline.js';
import { useNow } from '../../../ui/use-now.js';
import { Heading } from '../../../ui/words.js';
import { IssueActions } from './issue-actions.js';
import { IssueFacts } from './issue-facts.js';
import { SimpleIssue } from './simple-issue.js';
import { SomeoneElses } from './someone-elses.js';

function Detail({ signed, token }: { signed: Signed; token: string }) {
  const now = useNow();
  const query = useIssue(token);
  useFreshOnShow(query);
  usePullDownRefresh(() => {
    void query.refetch().finally(() => Taro.stopPullDownRefresh());
  });
  const isNotMine = query.error !== null && asApiError(query.error).code === 'not_found';
  if (isNotMine && signed.view.people.length > 1) return <SomeoneElses />;
  return (
    <QueryView query={query}>
      {(issue) => (
        <View
          id="issue"
          className={issue.state === 'diverted' || issue.readOutside === false ? keptHere : ''}
        >
          <IssueFacts issue={issue} now={now} />
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
  const Shown = useSimpleMode() ? SimpleIssue : Detail;
  return (
    <Page title="事项" back>
      <Gate>
        {(signed) => <Shown key={`${signed.person.token}.${token}`} signed={signed} token={token} />}
      </Gate>
    </Page>
  );
}
