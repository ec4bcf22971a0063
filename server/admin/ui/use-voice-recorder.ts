import { mediaLimits } from '#shared/media/limits.js';
import { browserVoiceTypes, voiceBitsPerSecond } from '#shared/media/voice.js';
import { useEffect, useRef, useState } from 'react';

/** Why nothing is recorded, in words. */
const words = {
  refused: '浏览器没有让这个网页用话筒。请在地址栏里允许，或者选一段录音。',
  none: '这台电脑现在录不了音。请选一段录音。',
};

/** The type that this browser can record, if any: pages without https have no microphone at all. */
const recordable = (): string | undefined =>
  'mediaDevices' in navigator && typeof MediaRecorder !== 'undefined'
    ? browserVoiceTypes.find((type) => MediaRecorder.isTypeSupported(type))
    : undefined;

const problemOf = (error: unknown): string =>
  error instanceof DOMException && ['NotAllowedError', 'SecurityError'].includes(error.name)
    ? words.refused
    : words.none;

/**
 * Records with the computer's microphone, as lightly as the phones do; `onRecorded` gets the file. Ends at the latest
 * after as many seconds as may be sent. Who leaves the form meanwhile has recorded nothing.
 */
export function useVoiceRecorder(onRecorded: (file: File) => void) {
  const [phase, setPhase] = useState<'idle' | 'starting' | 'recording'>('idle');
  const [seconds, setSeconds] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<MediaRecorder | null>(null);
  const left = useRef(false);
  const tell = useRef(onRecorded);
  tell.current = onRecorded;

  const stop = (): void => {
    if (running.current?.state === 'recording') running.current.stop();
  };
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
      stop();
    };
  }, []);
  useEffect(() => {
    if (phase !== 'recording') return undefined;
    const since = Date.now();
    const timer = setInterval(() => {
      const lasted = Math.floor((Date.now() - since) / 1000);
      setSeconds(lasted);
      if (lasted >= mediaLimits.voiceSeconds) stop();
    }, 250);
    return () => clearInterval(timer);
  }, [phase]);

  const record = async (type: string): Promise<void> => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const release = (): void => stream.getTracks().forEach((track) => track.stop());
    if (left.current) return release();
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: voiceBitsPerSecond });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      release();
      running.current = null;
      if (left.current) return;
      setPhase('idle');
      tell.current(new File(parts, '刚录的一段', { type: type.split(';')[0] }));
    };
    running.current = recorder;
    recorder.start();
    setSeconds(0);
    setPhase('recording');
  };

  const start = (): void => {
    const type = recordable();
    setProblem(type === undefined ? words.none : null);
    if (type === undefined) return;
    setPhase('starting');
    record(type).catch((error: unknown) => {
      setPhase('idle');
      setProblem(problemOf(error));
    });
  };

  return { phase, seconds, problem, start, stop };
}
