import Taro from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import { mediaLimits } from '#shared/media/limits.js';
import type { Recording, RecorderState } from '../platform/recorder.js';
import { aloud } from './aloud.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import { Tap } from './tap.js';
import { useRecorder } from './use-voice.js';
import { VoiceLine } from './voice-line.js';
import { Muted, Wrong } from './words.js';

interface SpeakBoxProps {
  recording: Recording | null;
  /** On the button before anything was said: 点一下，开始说. */
  words: string;
  onChange: (recording: Recording | null) => void;
}

const lastSeconds = 10;

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** Why nothing was recorded, and what can be done about it. */
function Problem({ problem }: { problem: RecorderState['problem'] }) {
  if (problem === 'short') return <Wrong>太短了，没有录上。请再点一下，慢慢说。</Wrong>;
  if (problem === 'broken') return <Wrong>话筒现在用不了。可以过一会儿再试，也可以写字、拍照。</Wrong>;
  if (problem === null) return null;
  return (
    <View id="speak-refused" className="x-card" style={{ marginTop: '10px' }}>
      <Text>手机没让心桥用话筒，所以录不了。打开就能说；不方便也没事，写字、拍照都行。</Text>
      {XINQIAO_PLATFORM === 'weapp' ? (
        <View style={{ marginTop: '12px' }}>
          <Button id="speak-allow" kind="ghost" icon="mic" onTap={() => void Taro.openSetting()}>
            去打开话筒
          </Button>
        </View>
      ) : null}
    </View>
  );
}

function Recorded({
  recording,
  onAgain,
  onDelete,
}: {
  recording: Recording;
  onAgain: () => void;
  onDelete: () => void;
}) {
  return (
    <View className="x-card" id="speak-recorded">
      <VoiceLine id="speak-play" address={recording.path} seconds={recording.seconds} />
      <View className="x-buttons" style={{ marginTop: '12px' }}>
        <Button id="speak" kind="ghost" icon="again" onTap={onAgain}>
          重说
        </Button>
        <Button id="speak-delete" kind="ghost" icon="trash" onTap={onDelete}>
          不要了
        </Button>
      </View>
    </View>
  );
}

/** Speaks instead of writing: a tap starts, a tap ends; then it can be listened to, taken back and said again. */
export function SpeakBox({ recording, words, onChange }: SpeakBoxProps) {
  const { recorder, state, seconds } = useRecorder();
  const speak = () => {
    onChange(null);
    recorder.start(onChange);
  };
  if (recording) return <Recorded recording={recording} onAgain={speak} onDelete={() => onChange(null)} />;
  const left = mediaLimits.voiceSeconds - seconds;
  const runs = state.phase === 'recording' || state.phase === 'stopping';
  if (runs) {
    return (
      <Tap
        id="speak-stop"
        className="x-speak x-speak--on"
        label={aloud(
          '正在录',
          clock(seconds),
          '说完了，点一下',
          left <= lastSeconds ? `还能说 ${left} 秒` : '正在听您说',
        )}
        onTap={() => recorder.stop()}
      >
        <View className="x-speak__button">
          <Icon name="stop" size="xl" />
        </View>
        <Text className="x-speak__clock">{clock(seconds)}</Text>
        <Text className="x-text x-strong">说完了，点一下</Text>
        <Muted>{left <= lastSeconds ? `还能说 ${left} 秒` : '正在听您说'}</Muted>
      </Tap>
    );
  }
  return (
    <View>
      <Tap
        id="speak"
        className="x-speak"
        label={aloud(words, '说方言也行，最长一分钟')}
        disabled={state.phase === 'starting'}
        onTap={speak}
      >
        <View className="x-speak__button">
          <Icon name="mic" size="xl" />
        </View>
        <Text className="x-title">{words}</Text>
        <Muted>说方言也行，最长一分钟</Muted>
      </Tap>
      <Problem problem={state.problem} />
    </View>
  );
}
