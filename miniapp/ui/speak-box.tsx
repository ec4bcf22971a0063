import Taro from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import type { Recording, RecorderState } from '../platform/recorder.js';
import { Button } from './button.js';
import { SpeakButton } from './speak-button.js';
import { useHold } from './use-hold.js';
import { useRecorder } from './use-voice.js';
import { VoiceLine } from './voice-line.js';
import { Wrong } from './words.js';

interface SpeakBoxProps {
  recording: Recording | null;
  /** On the button before anything was said: 点一下，开始说. */
  words: string;
  onChange: (recording: Recording | null) => void;
}

/** Why nothing was recorded, and what can be done about it. */
function Problem({ problem }: { problem: RecorderState['problem'] }) {
  if (problem === 'short') return <Wrong>太短了，没有录上。请再点一下，慢慢说。</Wrong>;
  if (problem === 'heavy') return <Wrong>这一段录得太大，发不出去。请再点一下，说一遍。</Wrong>;
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

/** Speaks instead of writing: by two taps or by holding; then it can be listened to, taken back and said again. */
export function SpeakBox({ recording, words, onChange }: SpeakBoxProps) {
  const { recorder, state, seconds } = useRecorder();
  const speak = () => {
    onChange(null);
    recorder.start(onChange);
  };
  const { held, isTap, finger } = useHold({
    ready: state.phase === 'idle' && recording === null,
    onHold: () => {
      void Taro.vibrateShort({ type: 'medium' }).catch(() => undefined);
      speak();
    },
    // Let go before the microphone was open (the phone asked for it): it goes on as after a tap.
    onRelease: () => recorder.stop(),
  });
  if (recording) return <Recorded recording={recording} onAgain={speak} onDelete={() => onChange(null)} />;
  const tapped = () => {
    if (!isTap()) return;
    if (state.phase === 'idle') speak();
    else recorder.stop();
  };
  return (
    <View>
      <SpeakButton
        words={words}
        phase={state.phase}
        seconds={seconds}
        held={held}
        finger={finger}
        onTap={tapped}
      />
      <Problem problem={state.problem} />
    </View>
  );
}
