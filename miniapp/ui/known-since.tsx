import { View } from '@tarojs/components';
import { useNow } from './use-now.js';
import { useOnline } from './use-online.js';
import { sayWhen } from './when.js';
import { Icon } from './icon.js';
import { Muted } from './words.js';

interface KnownSinceProps {
  /** Milliseconds since 1970 at which the school last said so. */
  at: number;
  /** Whether asking again has failed. */
  failed: boolean;
}

/** Says, while there is no network, until when what is shown was known. */
export function KnownSince({ at, failed }: KnownSinceProps) {
  const isOnline = useOnline();
  const now = useNow();
  if (isOnline && !failed) return null;
  return (
    <View id="known-since" className="x-note" style={{ margin: '12px 0' }}>
      <Icon name="clock" size="s" />
      <View className="x-grow">
        <Muted>{`这是${sayWhen(at, now)} 知道的。后来家里人改了什么，有网才看得到。`}</Muted>
      </View>
    </View>
  );
}
