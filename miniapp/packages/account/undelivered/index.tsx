import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import {
  isSensitiveEntry,
  outboxWords,
  titleFor,
  type OutboxEntry,
} from '../../../api/outbox/outbox-entry.js';
import { deliverNow, outbox, useOutbox } from '../../../api/outbox/outbox-service.js';
import { open, pages } from '../../../platform/navigation.js';
import { Gate } from '../../../session/gate.js';
import { LockedLine } from '../../../session/locked-line.js';
import { useLocked } from '../../../session/use-locked.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { ConfirmSheet, type Question } from '../../../ui/confirm-sheet.js';
import { Face } from '../../../ui/faces.js';
import { uploadWords } from '../../../ui/outbox-card.js';
import { Page } from '../../../ui/page.js';
import { Photos } from '../../../ui/photos.js';
import { useNow } from '../../../ui/use-now.js';
import { sayWhen } from '../../../ui/when.js';
import { VoiceLine } from '../../../ui/voice-line.js';
import { Muted, Tag } from '../../../ui/words.js';
import { nothingKept, useKeptFiles } from './use-kept-files.js';

function discardingQuestion(entry: OutboxEntry): Question {
  return {
    title: '真的不发了吗？',
    words: '写的字、录音和照片都会从手机里删掉，园里不会知道。',
    yes: '不发了',
    no: '留着',
    onYes: () => void outbox.discard(entry.person, entry.clientId),
  };
}

interface EntryProps {
  entry: OutboxEntry;
  now: number;
  onAsk: (question: Question) => void;
}

function Entry({ entry, now, onAsk }: EntryProps) {
  const kept = useKeptFiles(entry);
  const locked = useLocked();
  const shut = locked && isSensitiveEntry(entry);
  const { pictures, voice } = shut ? nothingKept : kept;
  const words = !shut && typeof entry.body.text === 'string' ? entry.body.text : '';
  const delivered = entry.state === 'delivered';
  const attention = entry.state === 'attention';
  const again = () => {
    outbox.retry(entry.person, entry.clientId);
    void deliverNow(true);
  };
  const tone = delivered ? 'ok' : attention ? 'bad' : 'wait';
  return (
    <Card id={`entry-${entry.clientId}`} {...(attention ? { tone: 'bad' as const } : {})}>
      <Text className="x-title">{titleFor(entry, locked)}</Text>
      <View style={{ margin: '6px 0' }}>
        <Tag tone={tone}>{outboxWords[entry.state]}</Tag>
      </View>
      <Muted>{[sayWhen(entry.createdAt, now), uploadWords(entry)].filter(Boolean).join(' · ')}</Muted>
      {entry.problem && !delivered ? (
        <View style={{ marginTop: '8px' }}>
          <Text>{entry.problem.detail}</Text>
        </View>
      ) : null}
      {words !== '' && words !== entry.title ? <Text className="x-step__quote">{words}</Text> : null}
      {voice ? (
        <View style={{ marginTop: '10px' }}>
          <VoiceLine id={`voice-${entry.clientId}`} address={voice} />
        </View>
      ) : null}
      {pictures.length > 0 ? (
        <View style={{ marginTop: '10px' }}>
          <Photos pictures={pictures} />
        </View>
      ) : null}
      {delivered && entry.kind === 'report' && entry.result ? (
        <View style={{ marginTop: '12px' }}>
          <Button
            id={`open-${entry.clientId}`}
            kind="ghost"
            onTap={() => open(pages.issue(entry.result ?? ''))}
          >
            看看走到哪了
          </Button>
        </View>
      ) : null}
      {entry.state === 'waiting' || attention ? (
        <View className="x-buttons" style={{ marginTop: '12px' }}>
          <Button id={`again-${entry.clientId}`} icon="again" kind="soft" onTap={again}>
            再发一次
          </Button>
          <Button
            id={`discard-${entry.clientId}`}
            icon="trash"
            kind="ghost"
            onTap={() => onAsk(discardingQuestion(entry))}
          >
            不发了
          </Button>
        </View>
      ) : null}
    </Card>
  );
}

function Entries() {
  const now = useNow();
  const entries = useOutbox();
  const [question, setQuestion] = useState<Question | null>(null);
  if (entries.length === 0) {
    return <Face id="face-empty" drawing="sun" title="都送到了" words="没有网的时候写的东西会先留在这里。" />;
  }
  return (
    <View id="entries">
      {[...entries].reverse().map((entry) => (
        <Entry key={entry.clientId} entry={entry} now={now} onAsk={setQuestion} />
      ))}
      {entries.some(isSensitiveEntry) ? <LockedLine /> : null}
      {question ? <ConfirmSheet question={question} onClose={() => setQuestion(null)} /> : null}
    </View>
  );
}

/** 没送到的: everything kept on this phone for the acting person, what became of it, and what can be done. */
export default function UndeliveredPage() {
  return (
    <Page title="没送到的" back>
      <Gate>{(signed) => <Entries key={signed.person.token} />}</Gate>
    </Page>
  );
}
