import { useRouter } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import type { ChildConsents, ChildConsentView, ConsentWord } from '#shared/consents/child-contract.js';
import { childPurposes } from '#shared/consents/child-purposes.js';
import { relations } from '#shared/people/vocabulary.js';
import { useChildConsents } from '../../../api/child-consents.js';
import { useOutbox } from '../../../api/outbox/outbox-service.js';
import { useFreshOnShow } from '../../../api/use-fresh-on-show.js';
import { open, pages } from '../../../platform/navigation.js';
import { Gate } from '../../../session/gate.js';
import { aloud } from '../../../ui/aloud.js';
import { Card } from '../../../ui/card.js';
import { ChildSwitcher, useCurrentChild } from '../../../ui/child-switcher.js';
import { Icon } from '../../../ui/icon.js';
import { Line } from '../../../ui/line.js';
import { OutboxCard } from '../../../ui/outbox-card.js';
import { Page } from '../../../ui/page.js';
import { Asked } from '../../../ui/simple.js';
import { useNow } from '../../../ui/use-now.js';
import { sayWhen } from '../../../ui/when.js';
import { Heading, Muted, Tag } from '../../../ui/words.js';
import { ConsentsOf } from '../consents-of.js';
import { consentLane } from '../decision-draft.js';
import { familySays, iconOf, standing } from '../state-words.js';

function PurposeCard({ child, view }: { child: string; view: ChildConsentView }) {
  const { title, covers } = childPurposes[view.purpose];
  const { words, tone } = standing(view);
  return (
    <Card
      id={`purpose-${view.purpose}`}
      {...(view.state === 'disagreed' || view.changed ? { tone: 'wait' as const } : {})}
      label={aloud(title, words, covers)}
      onTap={() => open(pages.childConsent(child, view.purpose))}
    >
      <View className="x-row x-row--top">
        <Icon name={iconOf[view.purpose]} size="l" />
        <View className="x-grow">
          <Text className="x-title">{title}</Text>
          <Muted>{covers}</Muted>
          <View className="x-row x-row--wrap" style={{ marginTop: '8px' }}>
            <Tag tone={tone}>{words}</Tag>
          </View>
        </View>
        <Icon name="right" size="s" />
      </View>
      {view.state === 'disagreed' ? <Muted>{familySays(view)}</Muted> : null}
    </Card>
  );
}

const decided = { given: '同意', refused: '不同意', withdrawn: '收回了' } as const;

function Word({ word, now }: { word: ConsentWord; now: number }) {
  const { purpose, decision, by, witness, note, version } = word;
  const who = by.relation === null ? by.name : relations[by.relation];
  return (
    <View className="x-line">
      <View className="x-grow">
        <Text className="x-text">{`${who}：${childPurposes[purpose].title}，${decided[decision]}`}</Text>
        <Muted>
          {[
            sayWhen(Date.parse(word.at), now),
            `第 ${version} 版说明`,
            witness === null ? '自己点的' : `当面说的，${witness}在场`,
            note,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Muted>
      </View>
    </View>
  );
}

function Consents({ token }: { token: string }) {
  const now = useNow();
  useFreshOnShow(useChildConsents(token));
  const kept = useOutbox().filter(
    (entry) => entry.subject === consentLane(token) && entry.state !== 'delivered',
  );
  return (
    <View id="child-consents">
      {kept.map((entry) => (
        <OutboxCard key={entry.clientId} entry={entry} now={now} />
      ))}
      <ConsentsOf token={token}>{(view) => <Known view={view} now={now} />}</ConsentsOf>
    </View>
  );
}

/** What nothing rests on yet: nobody is asked, and it says so. */
function NotInUse({ child, items }: { child: string; items: ChildConsentView[] }) {
  if (items.length === 0) return null;
  return (
    <View id="not-in-use">
      <Heading>现在还没有用到</Heading>
      <Muted>下面这些，现在不用点。以后要用了，会先写清楚怎么用，再来问您。</Muted>
      {items.map((one) => (
        <PurposeCard key={one.purpose} child={child} view={one} />
      ))}
    </View>
  );
}

function Known({ view, now }: { view: ChildConsents; now: number }) {
  const { child, items, history, abilities } = view;
  return (
    <View>
      <Asked
        id="consents-hear"
        words={
          abilities.decide
            ? `${child.name}的这些事，同意不同意，您说了算`
            : `${child.name}的这些事，家里怎么说`
        }
        more="不同意也没关系，孩子一样上学。随时可以改。"
      />
      {abilities.decide || abilities.witness ? null : <Muted>您可以看。要改，请孩子的爸爸妈妈来点。</Muted>}
      {items
        .filter((one) => one.inUse)
        .map((one) => (
          <PurposeCard key={one.purpose} child={child.token} view={one} />
        ))}
      <NotInUse child={child.token} items={items.filter((one) => !one.inUse)} />
      {abilities.witness ? null : (
        <Card>
          <Line
            id="who-looked"
            icon="people"
            words="谁看过我孩子的资料"
            onTap={() => open(pages.childReaders(child.token))}
          />
        </Card>
      )}
      {history.length > 0 ? (
        <View id="consent-history">
          <Heading>以前说过的</Heading>
          <Card>
            {history.map((word, index) => (
              <Word key={`${word.at}${index}`} word={word} now={now} />
            ))}
          </Card>
        </View>
      ) : null}
    </View>
  );
}

/** What a family agrees to for a child, purpose by purpose; with a token, for who sits with the family. */
export default function ChildConsentsPage() {
  const { params } = useRouter();
  return (
    <Page title="孩子的事，您说了算" back>
      <Gate>
        {({ view, person }) =>
          params.token ? (
            <Consents key={`${person.token}.${params.token}`} token={params.token} />
          ) : (
            <Own key={person.token} items={view.children} />
          )
        }
      </Gate>
    </Page>
  );
}

/** The child that the screens are about; with several children a tap changes her. */
function Own({ items }: { items: Parameters<typeof useCurrentChild>[0] }) {
  const current = useCurrentChild(items);
  if (!current) return <Muted>您还没有绑定孩子。</Muted>;
  return (
    <View>
      <ChildSwitcher items={items} />
      <Consents key={current.token} token={current.token} />
    </View>
  );
}
