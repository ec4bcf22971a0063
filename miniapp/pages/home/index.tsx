import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import { useEffect } from 'react';
import { deliverNow } from '../../api/outbox/outbox-service.js';
import { useHome } from '../../api/home.js';
import { queryClient } from '../../api/query-client.js';
import { useFreshOnShow } from '../../api/use-fresh-on-show.js';
import { open, pages } from '../../platform/navigation.js';
import { Gate, type Signed } from '../../session/gate.js';
import { useSimpleMode } from '../../session/own-choices.js';
import { actingPerson, refresh } from '../../session/session-store.js';
import { Button } from '../../ui/button.js';
import { ChildSwitcher, useCurrentChild } from '../../ui/child-switcher.js';
import { Page } from '../../ui/page.js';
import { QueryView } from '../../ui/query-view.js';
import { useNow } from '../../ui/use-now.js';
import { greeting, sayDay } from '../../ui/when.js';
import { Muted } from '../../ui/words.js';
import { OfficeSection } from './office-section.js';
import { OverviewCard } from './overview-card.js';
import { SimpleHome } from './simple-home.js';
import { Assigned, Mine, Undelivered } from './sections.js';

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

function Home({ signed, now }: { signed: Signed; now: number }) {
  const home = useHome();
  useFreshOnShow(home);
  const { children, abilities, schools, visitor } = signed.view;
  const staff = abilities.workOnIssues;
  const school = useCurrentChild(children)?.school.token ?? schools[0]?.token;
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
      {school ? (
        <Button id="ask" icon="question" kind="quiet" onTap={() => open(pages.ask({ school }))}>
          问一问，看学校答过没有
        </Button>
      ) : null}
    </View>
  ) : null;
  return (
    <View>
      {children.length > 1 ? <ChildSwitcher items={children} /> : null}
      <Greeting signed={signed} now={now} />
      {children.length === 1 ? (
        <View style={{ margin: '0 0 12px' }}>
          <ChildSwitcher items={children} />
        </View>
      ) : null}
      {home.data ? <OverviewCard overviews={home.data.overviews} schools={schools} /> : null}
      {signed.view.regionRoles.length > 0 ? <OfficeSection signed={signed} /> : null}
      {home.data?.assigned ? <Assigned assigned={home.data.assigned} now={now} /> : null}
      {report}
      <View id="home-mine">
        {abilities.report || visitor ? <Undelivered now={now} /> : null}
        {visitor ? <Muted>要问学校，扫一下墙上的码就行。您问过的都在下面。</Muted> : null}
        <QueryView query={home}>
          {({ mine }) => (mine ? <Mine mine={mine} now={now} quiet={staff} /> : null)}
        </QueryView>
      </View>
    </View>
  );
}

/** In simple mode the four buttons are the way around; a bar of small words below them would only be hit by accident. */
function Front({ signed }: { signed: Signed }) {
  const now = useNow();
  const simple = useSimpleMode();
  const bar = () => void (simple ? Taro.hideTabBar() : Taro.showTabBar()).catch(() => undefined);
  useEffect(bar, [simple]);
  useDidShow(bar);
  return simple ? <SimpleHome signed={signed} now={now} /> : <Home signed={signed} now={now} />;
}

/** 首页: the next thing to do, on one screen. */
export default function HomePage() {
  usePullDownRefresh(() => {
    const person = actingPerson();
    const asked = person === null ? refresh() : queryClient.refetchQueries({ queryKey: [person, 'home'] });
    void Promise.all([asked, deliverNow(true)]).finally(() => Taro.stopPullDownRefresh());
  });
  return (
    <Page title="心桥">
      <Gate>{(signed) => <Front signed={signed} />}</Gate>
    </Page>
  );
}
