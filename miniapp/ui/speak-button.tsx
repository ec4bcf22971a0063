import { Text, View } from '@tarojs/components';
import { mediaLimits } from '#shared/media/limits.js';
import type { RecorderState } from '../platform/recorder.js';
import { aloud } from './aloud.js';
import { Icon } from './icon.js';
import { Tap } from './tap.js';
import type { Finger } from './use-hold.js';
import { Muted } from './words.js';

interface SpeakButtonProps {
  /** Before anything was said: 点一下，开始说. */
  words: string;
  phase: RecorderState['phase'];
  /** How long it has been recording. */
  seconds: number;
  /** A finger holds it, and ends the recording by letting go. */
  held: boolean;
  finger: Finger;
  onTap: () => void;
}

const lastSeconds = 10;
const how = '按住说也行，说方言也行，最长一分钟';

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/**
 * The microphone: a tap starts and the next one stops, or it records as long as it is held. One element from beginning
 * to end, and nothing inside it takes the finger: an element that goes away takes the lifting of the finger with it.
 */
export function SpeakButton({ words, phase, seconds, held, finger, onTap }: SpeakButtonProps) {
  const on = phase === 'recording' || phase === 'stopping';
  const left = mediaLimits.voiceSeconds - seconds;
  const ends = held ? '说完了，松开手' : '说完了，点一下';
  const below = !on ? how : left <= lastSeconds ? `还能说 ${left} 秒` : '正在听您说';
  return (
    <Tap
      id={on ? 'speak-stop' : 'speak'}
      className={`x-speak${on ? ' x-speak--on' : ''}`}
      label={on ? aloud('正在录', clock(seconds), ends, below) : aloud(words, below)}
      disabled={phase === 'starting'}
      finger={finger}
      onTap={onTap}
    >
      <View className="x-speak__inside">
        <View className="x-speak__button">
          <Icon name={on ? 'stop' : 'mic'} size="xl" />
        </View>
        <Text className={on ? 'x-speak__clock' : 'x-title'}>{on ? clock(seconds) : words}</Text>
        {on ? <Text className="x-text x-strong">{ends}</Text> : null}
        <Muted>{below}</Muted>
      </View>
    </Tap>
  );
}
