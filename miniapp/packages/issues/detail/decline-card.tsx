import { Text, View } from '@tarojs/components';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Card } from '../../../ui/card.js';
import { Icon } from '../../../ui/icon.js';
import { Muted, Strong } from '../../../ui/words.js';

/** Why it could not be done, in plain words, and who else can help. */
export function DeclineCard({ decline }: { decline: NonNullable<IssueDetail['decline']> }) {
  return (
    <Card id="decline-card">
      <Muted>{decline.by ? `${decline.by}的答复` : '园里的答复'}</Muted>
      <Text className="x-title">{decline.reasonLabel}</Text>
      <View style={{ margin: '6px 0 12px' }}>
        <Text style={{ whiteSpace: 'pre-wrap' }}>{decline.text}</Text>
      </View>
      <View className="x-note" style={{ marginBottom: '0' }}>
        <Icon name="hand" size="s" />
        <View className="x-grow">
          <Strong>还可以找</Strong>
          <Text className="x-text">{decline.elsewhere}</Text>
        </View>
      </View>
    </Card>
  );
}
