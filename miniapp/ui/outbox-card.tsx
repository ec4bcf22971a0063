import { Text, View } from '@tarojs/components';
import { outboxWords, type OutboxEntry } from '../api/outbox/outbox-entry.js';
import { open, pages } from '../platform/navigation.js';
import { aloud } from './aloud.js';
import { Card } from './card.js';
import { Icon } from './icon.js';
import { sayWhen } from './when.js';
import { Muted, Tag } from './words.js';

/** How far the photos of an entry are, in words. */
export function uploadWords(entry: OutboxEntry): string {
  const done = entry.files.filter((file) => file.mediaToken !== null).length;
  return entry.files.length === 0 ? '' : `照片 ${done}/${entry.files.length} 张已经上去`;
}

/** Something written that the school does not have yet. */
export function OutboxCard({ entry, now }: { entry: OutboxEntry; now: number }) {
  const attention = entry.state === 'attention';
  return (
    <Card
      id={`outbox-${entry.clientId}`}
      tone={attention ? 'bad' : 'wait'}
      label={aloud(entry.title, outboxWords[entry.state], entry.problem?.detail)}
      onTap={() => open(pages.undelivered)}
    >
      <Text className="x-title">{entry.title}</Text>
      <View className="x-row x-row--wrap" style={{ margin: '6px 0' }}>
        <Icon name={attention ? 'question' : 'box'} size="s" />
        <Tag tone={attention ? 'bad' : 'wait'}>{outboxWords[entry.state]}</Tag>
      </View>
      <Muted>
        {[entry.problem?.detail, uploadWords(entry), sayWhen(entry.createdAt, now)]
          .filter(Boolean)
          .join(' · ')}
      </Muted>
    </Card>
  );
}
