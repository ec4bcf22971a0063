import { Text, View } from '@tarojs/components';
import { outboxWords, titleFor, type OutboxEntry } from '../api/outbox/outbox-entry.js';
import { open, pages } from '../platform/navigation.js';
import { useLocked } from '../session/use-locked.js';
import { keptHere } from '../speech/page-text.js';
import { aloud } from './aloud.js';
import { Card } from './card.js';
import { Icon } from './icon.js';
import { sayWhen } from './when.js';
import { Muted, Tag } from './words.js';

/** How far the files of an entry are, in words. */
export function uploadWords({ files }: OutboxEntry): string {
  const photos = files.filter((file) => file.kind !== 'voice');
  const up = photos.filter((file) => file.mediaToken !== null).length;
  const voice = files.find((file) => file.kind === 'voice');
  const ofVoice = voice && (voice.mediaToken === null ? '录音还没上去' : '录音已经上去');
  const ofPhotos = photos.length > 0 ? `照片 ${up}/${photos.length} 张已经上去` : '';
  return [ofVoice, ofPhotos].filter(Boolean).join('，');
}

/** Something written that the school does not have yet. */
export function OutboxCard({ entry, now }: { entry: OutboxEntry; now: number }) {
  const attention = entry.state === 'attention';
  const title = titleFor(entry, useLocked());
  const more = [entry.problem?.detail, uploadWords(entry), sayWhen(entry.createdAt, now)];
  return (
    <View className={keptHere}>
      <Card
        id={`outbox-${entry.clientId}`}
        tone={attention ? 'bad' : 'wait'}
        label={aloud(title, outboxWords[entry.state], ...more)}
        onTap={() => open(pages.undelivered)}
      >
        <Text className="x-title">{title}</Text>
        <View className="x-row x-row--wrap" style={{ margin: '6px 0' }}>
          <Icon name={attention ? 'question' : 'box'} size="s" />
          <Tag tone={attention ? 'bad' : 'wait'}>{outboxWords[entry.state]}</Tag>
        </View>
        <Muted>{more.filter(Boolean).join(' · ')}</Muted>
      </Card>
    </View>
  );
}
