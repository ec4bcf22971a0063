import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useOutbox } from '../../api/outbox/outbox-service.js';
import { useIssues, type IssueScope } from '../../api/issues.js';
import { useFreshOnShow } from '../../api/use-fresh-on-show.js';
import { open, pages } from '../../platform/navigation.js';
import { Gate, type Signed } from '../../session/gate.js';
import { LockedLine } from '../../session/locked-line.js';
import { Button } from '../../ui/button.js';
import { Face } from '../../ui/faces.js';
import { IssueCard } from '../../ui/issue-card.js';
import { OutboxCard } from '../../ui/outbox-card.js';
import { Page } from '../../ui/page.js';
import { QueryView } from '../../ui/query-view.js';
import { Segments } from '../../ui/segments.js';
import { useNow } from '../../ui/use-now.js';

const scopes: { value: IssueScope; words: string }[] = [
  { value: 'assigned', words: '交给我的' },
  { value: 'mine', words: '我说的' },
];

function EmptyList({ scope, canReport }: { scope: IssueScope; canReport: boolean }) {
  if (scope === 'assigned') {
    return (
      <Face
        id="face-empty"
        drawing="sun"
        title="没有要您办的事"
        words="有了会出现在这里，也会在微信里告诉您。"
      />
    );
  }
  return (
    <Face
      id="face-empty"
      drawing="empty"
      title="您还没有说过事"
      words="东西坏了、饭菜不合口、有什么不放心，都可以说。"
    >
      {canReport ? (
        <Button id="report" icon="mic" onTap={() => open(pages.report)}>
          说一件事
        </Button>
      ) : null}
    </Face>
  );
}

function List({ scope, canReport }: { scope: IssueScope; canReport: boolean }) {
  const now = useNow();
  const query = useIssues(scope);
  const undelivered = useOutbox().filter((entry) => entry.state !== 'delivered' && scope === 'mine');
  useFreshOnShow(query);
  usePullDownRefresh(() => {
    void query.refetch().finally(() => Taro.stopPullDownRefresh());
  });
  const more = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  useReachBottom(more);
  return (
    <View id={`list-${scope}`}>
      {undelivered.map((entry) => (
        <OutboxCard key={entry.clientId} entry={entry} now={now} />
      ))}
      <QueryView query={query}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          if (items.length === 0)
            return undelivered.length > 0 ? null : <EmptyList scope={scope} canReport={canReport} />;
          return (
            <View>
              {items.map((issue) => (
                <IssueCard key={issue.token} issue={issue} now={now} forStaff={scope === 'assigned'} />
              ))}
              {query.hasNextPage ? (
                <Button id="more" kind="ghost" busy={query.isFetchingNextPage && '正在打开…'} onTap={more}>
                  再看一些
                </Button>
              ) : null}
            </View>
          );
        }}
      </QueryView>
      {scope === 'mine' ? <LockedLine /> : null}
    </View>
  );
}

function Issues({ signed }: { signed: Signed }) {
  const { workOnIssues, report } = signed.view.abilities;
  const [scope, setScope] = useState<IssueScope>(workOnIssues ? 'assigned' : 'mine');
  return (
    <View>
      {workOnIssues ? <Segments id="scope" segments={scopes} value={scope} onChange={setScope} /> : null}
      <List key={scope} scope={scope} canReport={report} />
    </View>
  );
}

/** 事项: everything I raised, and for staff everything handed to them. */
export default function IssuesPage() {
  return (
    <Page title="事项">
      <Gate>{(signed) => <Issues key={signed.person.token} signed={signed} />}</Gate>
    </Page>
  );
}
