import { View } from '@tarojs/components';
import { useHome } from '../../api/home.js';
import { useOutbox } from '../../api/outbox/outbox-service.js';
import { useFreshOnShow } from '../../api/use-fresh-on-show.js';
import { open, pages } from '../../platform/navigation.js';
import type { Signed } from '../../session/gate.js';
import { Button } from '../../ui/button.js';
import { OutboxCard } from '../../ui/outbox-card.js';
import { ChildSwitcher, useCurrentChild } from '../../ui/child-switcher.js';
import { Asked, BigButton } from '../../ui/simple.js';
import { greeting } from '../../ui/when.js';

/** Four big buttons: say something, see how it goes, ask something, and hand the phone on. */
export function SimpleHome({ signed, now }: { signed: Signed; now: number }) {
  const home = useHome();
  useFreshOnShow(home);
  const undelivered = useOutbox().filter((entry) => entry.state !== 'delivered');
  const waiting = home.data?.mine?.waiting.length ?? 0;
  const { children, schools } = signed.view;
  const school = useCurrentChild(children)?.school.token ?? schools[0]?.token ?? null;
  const shared = signed.view.people.length > 1;
  const more = home.data?.mine?.more === true && waiting > 0 ? '以上' : '';
  const waits = waiting > 0 ? `${waiting} 件${more}等您说一声` : null;
  return (
    <View id="simple-home">
      {children.length > 1 ? <ChildSwitcher items={children} /> : null}
      <Asked
        id="greeting-hear"
        words={`${signed.person.name}，${greeting(now)}`}
        {...(waits === null ? {} : { more: waits })}
      />
      <View className="x-bigs">
        <BigButton id="report" icon="mic" words="说一件事" main onTap={() => open(pages.report)} />
        <BigButton
          id="my-issues"
          icon="flag"
          words="我说的事"
          waiting={waits}
          onTap={() => open(pages.myIssues)}
        />
        <BigButton
          id="ask"
          icon="question"
          words="问一问"
          onTap={() => open(school ? pages.ask({ school }) : pages.askSchool(null))}
        />
        {shared ? (
          <BigButton id="switch-person" icon="swap" words="换人用" onTap={() => open(pages.switchPerson)} />
        ) : (
          <BigButton id="simple-me" icon="person" words="我的" onTap={() => open(pages.simpleMode)} />
        )}
      </View>
      {undelivered.map((entry) => (
        <OutboxCard key={entry.clientId} entry={entry} now={now} />
      ))}
      {shared ? (
        <Button id="simple-me" kind="quiet" onTap={() => open(pages.simpleMode)}>
          我的
        </Button>
      ) : null}
    </View>
  );
}
