import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { useIssues } from '../../../api/issues.js';
import { useOutbox } from '../../../api/outbox/outbox-service.js';
import { useFreshOnShow } from '../../../api/use-fresh-on-show.js';
import { open, pages } from '../../../platform/navigation.js';
import { Gate } from '../../../session/gate.js';
import { Button } from '../../../ui/button.js';
import { Face } from '../../../ui/faces.js';
import { OutboxCard } from '../../../ui/outbox-card.js';
import { Page } from '../../../ui/page.js';
import { QueryView } from '../../../ui/query-view.js';
import { Asked } from '../../../ui/simple.js';
import { useNow } from '../../../ui/use-now.js';
import { SimpleIssueCard } from './simple-issue-card.js';

function Mine() {
  const now = useNow();
  const query = useIssues('mine');
  const undelivered = useOutbox().filter((entry) => entry.state !== 'delivered');
  useFreshOnShow(query);
  usePullDownRefresh(() => {
    void query.refetch().finally(() => Taro.stopPullDownRefresh());
  });
  return (
    <View>
      {undelivered.map((entry) => (
        <OutboxCard key={entry.clientId} entry={entry} now={now} />
      ))}
      <QueryView query={query}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          if (items.length === 0)
            return undelivered.length > 0 ? null : (
              <Face
                id="face-empty"
                drawing="empty"
                title="您还没有说过事"
                words="看见什么不对，随时来说一声。"
              >
                <Button id="report" icon="mic" big onTap={() => open(pages.report)}>
                  说一件事
                </Button>
              </Face>
            );
          const waiting = items.filter((issue) => issue.waitingFor === 'you').length;
          return (
            <View>
              <Asked
                id="mine-hear"
                words={waiting > 0 ? `${waiting} 件等您说一声` : '您说的事，都在这里'}
                more="点开一件，听听走到哪了"
              />
              {/* What waits for a word of hers stands first. */}
              {[...items]
                .sort((a, b) => Number(b.waitingFor === 'you') - Number(a.waitingFor === 'you'))
                .map((issue) => (
                  <SimpleIssueCard key={issue.token} issue={issue} now={now} />
                ))}
              {query.hasNextPage ? (
                <Button
                  id="more"
                  kind="ghost"
                  big
                  busy={query.isFetchingNextPage && '正在打开…'}
                  onTap={() => void query.fetchNextPage()}
                >
                  再看一些
                </Button>
              ) : null}
            </View>
          );
        }}
      </QueryView>
    </View>
  );
}

/** 我说的事, in simple mode: big cards, what waits for a word first. */
export default function MinePage() {
  return (
    <Page title="我说的事" back>
      <Gate>{(signed) => <Mine key={signed.person.token} />}</Gate>
    </Page>
  );
}
