import { browserVoiceTypes, voiceBitsPerSecond } from '#shared/media/voice.js';
import type { Microphone, MicrophoneListener, MicrophoneProblem } from './recorder.js';

type Finished = (bytes: Blob) => void;

/** Records until `stop`, then gives the bytes. */
function capture(stream: MediaStream, type: string, finished: Finished): { stop(): void } {
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: voiceBitsPerSecond });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.onstop = () => finished(new Blob(parts, { type: type.split(';')[0] ?? type }));
  recorder.start();
  return { stop: () => (recorder.state === 'inactive' ? undefined : recorder.stop()) };
}

function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof DOMException ? error.name : '';
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : 'broken';
}

let current: { stop(): void } | null = null;
/** A stop before the permission was given: what then begins ends at once. */
let wanted: MicrophoneListener | null = null;

async function begin(listener: MicrophoneListener): Promise<void> {
  // Pages without https have no microphone at all.
  const type =
    'mediaDevices' in navigator && typeof MediaRecorder !== 'undefined'
      ? browserVoiceTypes.find((one) => MediaRecorder.isTypeSupported(one))
      : undefined;
  if (type === undefined) throw new DOMException('no microphone with a codec', 'NotFoundError');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const finished: Finished = (bytes) => {
    for (const track of stream.getTracks()) track.stop();
    listener.ended({ path: URL.createObjectURL(bytes), size: bytes.size, file: bytes });
  };
  if (wanted !== listener) return finished(new Blob());
  current = capture(stream, type, finished);
  listener.started();
}

/** A browser's microphone, for the preview. */
export const browserMicrophone: Microphone = {
  start(listener) {
    wanted = listener;
    begin(listener).catch((error: unknown) => listener.failed(problemOf(error)));
  },
  stop() {
    wanted = null;
    current?.stop();
    current = null;
  },
};
