import type { VoiceView } from '#shared/media/contract.js';

/** A recording: how long it is, and the browser's own buttons to hear it. */
export function VoicePlayer({ voice }: { voice: VoiceView }) {
  return (
    <div className="voice-player" data-testid="voice">
      <span className="soft">录音 {lengthWords(voice.seconds)}</span>
      <audio controls preload="none" src={voice.url} aria-label={`录音，${lengthWords(voice.seconds)}`} />
    </div>
  );
}

function lengthWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} 秒` : `${minutes} 分 ${seconds % 60} 秒`;
}
