import { useRouter } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { ChildConsents, ChildConsentView } from '#shared/consents/child-contract.js';
import { childPurposes } from '#shared/consents/child-purposes.js';
import { relations } from '#shared/people/vocabulary.js';
import { mediaAddress } from '../../../api/media-address.js';
import { useOutbox } from '../../../api/outbox/outbox-service.js';
import { Gate } from '../../../session/gate.js';
import { LineList } from '../../../speech/consent-sheet.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { ChoiceRow } from '../../../ui/choice-row.js';
import { OutboxCard } from '../../../ui/outbox-card.js';
import { Page } from '../../../ui/page.js';
import { Asked } from '../../../ui/simple.js';
import { useNow } from '../../../ui/use-now.js';
import { VoiceLine } from '../../../ui/voice-line.js';
import { Muted, Strong, Tag } from '../../../ui/words.js';
import { ConsentsOf } from '../consents-of.js';
import { consentLane } from '../decision-draft.js';
import { familySays, standing } from '../state-words.js';
import { useDeciding } from '../use-deciding.js';

/** What somebody has said herself, with the way back. */
const ownWords = { given: '您同意了', refused: '您没有同意', withdrawn: '您收回了' } as const;

function Disagreed({ view }: { view: ChildConsentView }) {
  return (
    <Card id="disagreed" tone="wait">
      <Strong>家里说得不一样</Strong>
      <Muted>{`${familySays(view)}。没关系，先照“不同意”的办。你们商量好了，谁想改，随时来点一下。`}</Muted>
    </Card>
  );
}

function Purpose({ person, all, view }: { person: string; all: ChildConsents; view: ChildConsentView }) {
  const { child, abilities, mayWitnessFor } = all;
  const { title } = childPurposes[view.purpose];
  const { text, mine, changed, inUse } = view;
  const [guardian, setGuardian] = useState<string | null>(mayWitnessFor[0]?.token ?? null);
  const { busy, decide } = useDeciding(person, child);
  const now = useNow();
  const witnesses = !abilities.decide && abilities.witness;
  const kept = useOutbox().filter(
    (entry) => entry.subject === consentLane(child.token) && entry.state !== 'delivered',
  );
  const say = (decision: 'given' | 'refused') =>
    void decide({
      purpose: view.purpose,
      version: text.version,
      decision,
      ...(witnesses ? { guardian } : {}),
    });
  const { words, tone } = standing(view);
  const toldAs = text.lines.map((line) => line.words).join('');
  return (
    <View id={`consent-${view.purpose}`}>
      <Asked
        id="purpose-hear"
        words={title}
        spoken={
          inUse
            ? `${toldAs}同意以后：${text.yes}不同意：${text.no}`
            : `现在还没有用到。${toldAs}不同意：${text.no}`
        }
      />
      <View className="x-row x-row--wrap">
        <Tag tone={tone}>{words}</Tag>
        {mine !== null && !changed ? <Text className="x-muted">{ownWords[mine]}</Text> : null}
      </View>
      {kept.map((entry) => (
        <OutboxCard key={entry.clientId} entry={entry} now={now} />
      ))}
      {view.state === 'disagreed' ? <Disagreed view={view} /> : null}
      <Card>
        <LineList lines={text.lines} />
        {text.voice === null ? null : (
          <VoiceLine id="text-voice" address={mediaAddress(text.voice.url)} seconds={text.voice.seconds} />
        )}
      </Card>
      <Card>
        {inUse ? (
          <View style={{ marginBottom: '10px' }}>
            <Strong>同意以后</Strong>
            <Text className="x-text">{text.yes}</Text>
          </View>
        ) : null}
        <Strong>不同意</Strong>
        <Text className="x-text">{text.no}</Text>
      </Card>
      {witnesses ? (
        <View>
          <Muted>一句一句讲给家里人听，她自己说了才算。会记下是当面说的、您在场。</Muted>
          <ChoiceRow
            id="witness"
            icon="person"
            name="谁说的"
            title="是谁说的？"
            empty="请选一位家人"
            items={mayWitnessFor.map(({ token, name, relation }) => ({
              value: token,
              words: `${relations[relation]} ${name}`,
            }))}
            value={guardian}
            onPick={setGuardian}
          />
        </View>
      ) : null}
      {abilities.decide || (witnesses && guardian !== null) ? (
        <View className="x-stack" style={{ marginTop: '14px' }}>
          {!inUse || (mine === 'given' && !changed) ? null : (
            <Button
              id="consent-yes"
              kind="ok"
              icon="ok"
              big
              busy={busy && '正在存…'}
              onTap={() => say('given')}
            >
              {witnesses ? '她说：同意' : '同意'}
            </Button>
          )}
          {mine === 'refused' || mine === 'withdrawn' ? null : (
            <Button
              id="consent-no"
              kind="ghost"
              icon="no"
              big
              busy={busy && '正在存…'}
              onTap={() => say('refused')}
            >
              {witnesses
                ? '她说：不同意'
                : mine === 'given'
                  ? '不同意了，收回'
                  : inUse
                    ? '不同意'
                    : '先说好：不同意'}
            </Button>
          )}
          <Muted>
            {inUse
              ? '随时可以改。不同意，孩子一样上学，老师一样照顾。'
              : '现在不用点，以后要用了会来问您。您要是已经想好不同意，先说也行。'}
          </Muted>
        </View>
      ) : (
        <Muted>您可以看。要改，请孩子的爸爸妈妈来点。</Muted>
      )}
    </View>
  );
}

function Loaded({ person, token, purpose }: { person: string; token: string; purpose: string }) {
  return (
    <ConsentsOf token={token}>
      {(all) => {
        const view = all.items.find((one) => one.purpose === purpose);
        return view ? <Purpose person={person} all={all} view={view} /> : <Muted>没有这一项。</Muted>;
      }}
    </ConsentsOf>
  );
}

/** One purpose: what it is, what happens in either case, and two big buttons. */
export default function PurposePage() {
  const { params } = useRouter();
  return (
    <Page title="同不同意" back>
      <Gate>
        {(signed) => (
          <Loaded
            key={signed.person.token}
            person={signed.person.token}
            token={params.token ?? ''}
            purpose={params.purpose ?? ''}
          />
        )}
      </Gate>
    </Page>
  );
}
