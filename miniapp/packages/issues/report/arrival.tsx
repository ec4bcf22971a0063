import { Text, View } from '@tarojs/components';
import type { OpenedCode } from '#shared/service-codes/contract.js';
import { Icon } from '../../../ui/icon.js';
import { Muted } from '../../../ui/words.js';
import type { Landing } from './report-draft.js';

/** Where the code hangs, in a few words: 二楼楼梯. */
export function placeWords({ place, classroom, label }: OpenedCode): string {
  return place?.name ?? classroom?.name ?? label;
}

/** What an old or torn print has to say for itself. */
export function OldPrint({ landing }: { landing: Landing }) {
  const note = landing.unknown ? '这个码认不出来了，您照样可以说。' : (landing.opened?.note ?? null);
  if (note === null) return null;
  return (
    <View id="code-note" className="x-note x-note--warn">
      <Icon name="question" size="s" />
      <Text className="x-grow">{note}</Text>
    </View>
  );
}

/** Where somebody has arrived who has not signed in yet. */
export function Arrival({ landing, opened }: { landing: Landing; opened: OpenedCode }) {
  return (
    <View>
      <OldPrint landing={landing} />
      <View id="arrival" className="x-card">
        <View className="x-row">
          <Icon name="pin" />
          <View className="x-grow">
            <Text className="x-title">{`您在：${placeWords(opened)}`}</Text>
            <Muted>{opened.school.name}</Muted>
          </View>
        </View>
      </View>
    </View>
  );
}
