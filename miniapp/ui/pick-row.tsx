import { Text, View } from '@tarojs/components';
import { aloud } from './aloud.js';
import { Icon, type IconName } from './icon.js';
import { Tap } from './tap.js';

interface PickRowProps {
  id: string;
  icon: IconName;
  name: string;
  /** What is chosen; null: nothing yet. */
  value: string | null;
  /** Shown while nothing is chosen. */
  empty: string;
  onTap: () => void;
}

/** A row that shows a choice and opens the sheet to change it. */
export function PickRow({ id, icon, name, value, empty, onTap }: PickRowProps) {
  const verb = value === null ? '选一个' : '换一个';
  return (
    <Tap id={id} className="x-line" label={aloud(name, value ?? empty, verb)} onTap={onTap}>
      <Icon name={icon} />
      <View className="x-grow">
        <Text className="x-text x-muted">{name}</Text>
        <Text className={value === null ? 'x-text' : 'x-text x-strong'}>{value ?? empty}</Text>
      </View>
      <Text className="x-muted">{verb}</Text>
      <Icon name="right" size="s" />
    </Tap>
  );
}
