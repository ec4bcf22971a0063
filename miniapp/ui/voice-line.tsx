import { Text, View } from '@tarojs/components';
import { Icon } from './icon.js';
import { Tap } from './tap.js';
import { useVoice } from './use-voice.js';

interface VoiceLineProps {
  /** Id of the button. */
  id: string;
  address: string;
  /** How long it is, where that is known. */
  seconds?: number;
}

/** A recording to listen to: one big button, and how long it is. */
export function VoiceLine({ id, address, seconds }: VoiceLineProps) {
  const { phase, toggle } = useVoice(id);
  const plays = phase === 'playing' || phase === 'loading';
  const title = seconds === undefined ? '录音' : `录音 ${seconds} 秒`;
  const words = plays ? '正在放，点一下停' : phase === 'failed' ? '放不了，要有网才能听' : '点一下听';
  return (
    <Tap
      id={id}
      className={`x-voice${plays ? ' x-voice--on' : ''}`}
      label={`${title}，${words}`}
      onTap={() => toggle(address)}
    >
      <View className="x-voice__button">
        <Icon name={plays ? 'stop' : 'play'} size="xl" />
      </View>
      <View className="x-grow">
        <Text className="x-text x-strong">{title}</Text>
        <Text className="x-text x-muted">{words}</Text>
      </View>
    </Tap>
  );
}
