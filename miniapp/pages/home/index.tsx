import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import { deliverNow, useOutbox } from '../../api/outbox/outbox-service.js';
import { useIssues } from '../../api/issues.js';
import { open, openTab, pages, tabs } from '../../platform/navigation.js';
import { Gate, type Signed } from '../../session/gate.js';
import { refresh } from '../../session/session-store.js';
import { Button } from '../../ui/button.js';
import { ChildSwitcher } from '../../ui/child-switcher.js';
import { Face } from '../../ui/faces.js';
import { IssueCard } from '../../ui/issue-card.js';
import { OutboxCard } from '../../ui/outbox-card.js';
import { Page } from '../../ui/page.js';
import { QueryView } from '../../ui/query-view.js';
import { useNow } from '../../ui/use-now.js';
import { greeting, sayDay } from '../../ui/when.js';
import { Heading, Muted } from '../../ui/words.js';
import { OverviewCard } from './overview-card.js';

/** How many cards of a kind the first screen shows before it points to 事项. */
const most = 4;

function Greeting({ signed, now }: { signed: Signed; now: number }) {
  return (
    <View>
      <View className="x-row x-row--apart x-row--wrap" style={{ margin: '4px 4px 0' }}>
        <Text className="x-title">
          {greeting(now)}，{signed.person.name}
        </Text>
        <Text className="x-muted">{sayDay(now)}</Text>
      </View>
      <View className="x-bridge" />
    </View>
  );
}

/** What was handed to a member of staff. */
function Assigned({ now }: { now: number }) {
  const query = useIssues('assigned', 'open');
  useDidShow(() => void query.refetch());
  return (
    <View id="home-assigned">
      <Heading>交给我的事项</Heading>
      <QueryView query={query}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          if (items.length === 0) return <Muted>现在没有要您办的，歇一会儿吧。</Muted>;
          return items
            .slice(0, most)
            .map((issue) => <IssueCard key={issue.token} issue={issue} now={now} forStaff />);
        }}
      </QueryView>
    </View>
  );
}

/** What this person raised: first what waits for a word, then what is on its way. */
function Mine({ now, quiet }: { now: number; quiet: boolean }) {
  const query = useIssues('mine', 'open');
  const undelivered = useOutbox().filter((entry) => entry.state !== 'delivered');
  useDidShow(() => void query.refetch());
  return (
    <View id="home-mine">
      {undelivered.length > 0 ? <Heading>还没送到的</Heading> : null}
      {undelivered.map((entry) => (
        <OutboxCard key={entry.clientId} entry={entry} now={now} />
      ))}
      <QueryView query={query}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          const waiting = items.filter((issue) => issue.waitingFor === 'you');
          const others = items.filter((issue) => issue.waitingFor !== 'you');
          if (items.length === 0) {
            if (quiet || undelivered.length > 0) return null;
            return (
              <Face
                id="face-empty"
                drawing="empty"
                title="没有挂心的事"
                words="看见什么不对，随时来说一声。"
              />
            );
          }
          return (
            <View>
              {waiting.length > 0 ? <Heading>等您说一声</Heading> : null}
              {waiting.map((issue) => (
                <IssueCard key={issue.token} issue={issue} now={now} />
              ))}
              {others.length > 0 ? <Heading>我说的事，走到哪了</Heading> : null}
              {others.slice(0, most).map((issue) => (
                <IssueCard key={issue.token} issue={issue} now={now} />
              ))}
              <Button id="all-issues" kind="quiet" onTap={() => openTab(tabs.issues)}>
                看全部事项
              </Button>
            </View>
          );
        }}
      </QueryView>
    </View>
  );
}

function Home({ signed }: { signed: Signed }) {
  const now = useNow();
  const { children, abilities } = signed.view;
  const staff = abilities.workOnIssues;
  const report = abilities.report ? (
    <View style={{ margin: '0 0 12px' }}>
      <Button
        id="report"
        icon="mic"
        kind={staff ? 'ghost' : 'main'}
        big={!staff}
        onTap={() => open(pages.report)}
      >
        说一件事
      </Button>
    </View>
  ) : null;
  return (
    <View>
      <Greeting signed={signed} now={now} />
      {children.length > 0 ? (
        <View style={{ margin: '0 0 12px' }}>
          <ChildSwitcher items={children} />
        </View>
      ) : null}
      <OverviewCard view={signed.view} />
      {staff ? <Assigned now={now} /> : null}
      {report}
      {abilities.report ? <Mine now={now} quiet={staff} /> : null}
    </View>
  );
}

/** 首页: the next thing to do, on one screen. */
export default function HomePage() {
  usePullDownRefresh(() => {
    void Promise.all([refresh(), deliverNow(true)]).finally(() => Taro.stopPullDownRefresh());
  });
  return (
    <Page title="心桥">
      <Gate>{(signed) => <Home signed={signed} />}</Gate>
    </Page>
  );
}
