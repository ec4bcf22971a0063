import { View } from '@tarojs/components';
import type { HomeView } from '#shared/home/contract.js';
import { useOutbox } from '../../api/outbox/outbox-service.js';
import { openTab, tabs } from '../../platform/navigation.js';
import { Button } from '../../ui/button.js';
import { Face } from '../../ui/faces.js';
import { IssueCard } from '../../ui/issue-card.js';
import { OutboxCard } from '../../ui/outbox-card.js';
import { Heading, Muted } from '../../ui/words.js';

const useUndelivered = () => useOutbox().filter((entry) => entry.state !== 'delivered');

/** What was handed to a member of staff. */
export function Assigned({ assigned, now }: { assigned: NonNullable<HomeView['assigned']>; now: number }) {
  const { items, more } = assigned;
  return (
    <View id="home-assigned">
      <Heading>交给我的事项</Heading>
      {items.length === 0 ? <Muted>现在没有要您办的，歇一会儿吧。</Muted> : null}
      {items.map((issue) => (
        <IssueCard key={issue.token} issue={issue} now={now} forStaff />
      ))}
      {more ? <AllIssues id="all-assigned" /> : null}
    </View>
  );
}

function AllIssues({ id }: { id: string }) {
  return (
    <Button id={id} kind="quiet" onTap={() => openTab(tabs.issues)}>
      看全部事项
    </Button>
  );
}

/** What waits on this phone for a network. */
export function Undelivered({ now }: { now: number }) {
  const undelivered = useUndelivered();
  if (undelivered.length === 0) return null;
  return (
    <View>
      <Heading>还没送到的</Heading>
      {undelivered.map((entry) => (
        <OutboxCard key={entry.clientId} entry={entry} now={now} />
      ))}
    </View>
  );
}

/** What this person raised: first what waits for a word, then what is on its way. */
export function Mine({
  mine,
  now,
  quiet,
}: {
  mine: NonNullable<HomeView['mine']>;
  now: number;
  quiet: boolean;
}) {
  const undelivered = useUndelivered();
  const { waiting, others } = mine;
  if (waiting.length + others.length === 0) {
    if (quiet || undelivered.length > 0) return null;
    return <Face id="face-empty" drawing="empty" title="没有挂心的事" words="看见什么不对，随时来说一声。" />;
  }
  return (
    <View>
      {waiting.length > 0 ? <Heading>等您说一声</Heading> : null}
      {waiting.map((issue) => (
        <IssueCard key={issue.token} issue={issue} now={now} />
      ))}
      {others.length > 0 ? <Heading>我说的事，走到哪了</Heading> : null}
      {others.map((issue) => (
        <IssueCard key={issue.token} issue={issue} now={now} />
      ))}
      <AllIssues id="all-issues" />
    </View>
  );
}
