import type { Microphone, MicrophoneListener, MicrophoneProblem } from './recorder.js';
import { resampled, waveFile, waveRate } from './wave.js';

/** What the server keeps, the best first. A browser that makes none of them records without a codec. */
const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const bitsPerSecond = 24_000;

/** Something that records until `stop`, then gives the bytes. */
interface Capture {
  stop(): void;
}

type Finished = (bytes: Blob) => void;

function withCodec(stream: MediaStream, type: string, finished: Finished): Capture {
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: bitsPerSecond });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.onstop = () => finished(new Blob(parts, { type: type.split(';')[0] ?? type }));
  recorder.start();
  return { stop: () => (recorder.state === 'inactive' ? undefined : recorder.stop()) };
}

function withoutCodec(stream: MediaStream, finished: Finished): Capture {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(stream);
  // Old, but every browser has it, and it needs no file of its own.
  const tap = context.createScriptProcessor(4096, 1, 1);
  const parts: Float32Array[] = [];
  tap.onaudioprocess = ({ inputBuffer }) => parts.push(inputBuffer.getChannelData(0).slice());
  source.connect(tap);
  tap.connect(context.destination);
  return {
    stop: () => {
      source.disconnect();
      tap.disconnect();
      const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
      parts.reduce((at, part) => {
        all.set(part, at);
        return at + part.length;
      }, 0);
      const rate = Math.min(waveRate, context.sampleRate);
      const bytes = waveFile(resampled(all, context.sampleRate, rate), rate);
      void context.close();
      finished(new Blob([bytes], { type: 'audio/wav' }));
    },
  };
}

function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof DOMException ? error.name : '';
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : 'broken';
}

let current: Capture | null = null;
/** A stop before the permission was given: what then begins ends at once. */
let wanted: MicrophoneListener | null = null;

async function begin(listener: MicrophoneListener): Promise<void> {
  // Pages without https have no microphone at all.
  if (!('mediaDevices' in navigator)) throw new DOMException('no microphone', 'NotFoundError');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const finished: Finished = (bytes) => {
    for (const track of stream.getTracks()) track.stop();
    listener.ended({ path: URL.createObjectURL(bytes), size: bytes.size, file: bytes });
  };
  if (wanted !== listener) return finished(new Blob());
  const type =
    typeof MediaRecorder === 'undefined'
      ? undefined
      : types.find((one) => MediaRecorder.isTypeSupported(one));
  current = type === undefined ? withoutCodec(stream, finished) : withCodec(stream, type, finished);
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
