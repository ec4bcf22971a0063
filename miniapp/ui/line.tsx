import { Text, View } from '@tarojs/components';
import { aloud } from './aloud.js';
import { Icon, type IconName } from './icon.js';
import { Tap } from './tap.js';

interface LineProps {
  id: string;
  icon: IconName;
  words: string;
  hint?: string | undefined;
  onTap: () => void;
}

/** A row of a menu: what it is, how it stands now, and a way in. */
export function Line({ id, icon, words, hint, onTap }: LineProps) {
  return (
    <Tap id={id} className="x-line" label={aloud(words, hint)} onTap={onTap}>
      <Icon name={icon} />
      <View className="x-line__words">
        <Text>{words}</Text>
        {hint ? <Text className="x-muted">{hint}</Text> : null}
      </View>
      <Icon name="right" size="s" />
    </Tap>
  );
}
