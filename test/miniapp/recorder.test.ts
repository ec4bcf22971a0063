import { beforeEach, describe, expect, it } from '@jest/globals';
import { mostVoiceBytes } from '#shared/media/voice.js';
import type { TemporaryFile } from '../../miniapp/platform/temporary-file.js';
import { Player, type SpeakerListener } from '../../miniapp/platform/player.js';
import {
  Recorder,
  type Microphone,
  type MicrophoneListener,
  type Recording,
} from '../../miniapp/platform/recorder.js';

const file: TemporaryFile = { path: 'wxfile://tmp_1.mp3', size: 3000 };

/** A microphone that does what the test says. */
class HandMicrophone implements Microphone {
  listeners: MicrophoneListener[] = [];
  stops = 0;

  start(listener: MicrophoneListener) {
    this.listeners.push(listener);
  }

  stop() {
    this.stops += 1;
  }

  get now(): MicrophoneListener {
    const listener = this.listeners.at(-1);
    if (!listener) throw new Error('nothing was started');
    return listener;
  }
}

let time: number;
let microphone: HandMicrophone;
let recorder: Recorder;
let heard: Recording[];
const speak = (ms: number) => {
  recorder.start((recording) => heard.push(recording));
  microphone.now.started();
  time += ms;
};

beforeEach(() => {
  time = Date.UTC(2026, 10, 20);
  microphone = new HandMicrophone();
  recorder = new Recorder(microphone, () => time);
  heard = [];
});

describe('recorder', () => {
  it('begins with a tap and ends with a tap', () => {
    recorder.start((recording) => heard.push(recording));
    expect(recorder.snapshot().phase).toBe('starting');
    microphone.now.started();
    time += 20_400;
    expect([recorder.snapshot().phase, recorder.seconds()]).toEqual(['recording', 20]);
    recorder.stop();
    expect(recorder.snapshot().phase).toBe('stopping');
    microphone.now.ended(file);
    expect(heard).toEqual([{ ...file, seconds: 20 }]);
    expect(recorder.snapshot()).toMatchObject({ phase: 'idle', problem: null });
  });

  it('does not begin twice, and does not stop before it began', () => {
    recorder.start(() => undefined);
    recorder.start(() => undefined);
    recorder.stop();
    expect([microphone.listeners.length, microphone.stops]).toEqual([1, 0]);
  });

  it('stops by itself at the end of the minute, and says no more than a minute', () => {
    speak(59_900);
    recorder.tick();
    expect(microphone.stops).toBe(0);
    time += 700;
    recorder.tick();
    recorder.tick();
    expect(microphone.stops).toBe(1);
    microphone.now.ended(file);
    expect(heard.map(({ seconds }) => seconds)).toEqual([60]);
  });

  it('keeps what was said when something else ends it, a call for example', () => {
    speak(7_000);
    microphone.now.ended(file);
    expect(heard.map(({ seconds }) => seconds)).toEqual([7]);
  });

  it('believes the phone about the length', () => {
    speak(1_000);
    recorder.stop();
    time += 2_000;
    microphone.now.ended(file, 20_300);
    expect(heard.map(({ seconds }) => seconds)).toEqual([20]);
  });

  it('takes a slip of the finger for what it is', () => {
    speak(300);
    recorder.stop();
    microphone.now.ended(file);
    expect([heard, recorder.snapshot().problem]).toEqual([[], 'short']);
  });

  it('says at once what the server would refuse as too heavy, and can be tried again', () => {
    speak(10_000);
    microphone.now.ended({ ...file, size: mostVoiceBytes(10) + 1 });
    expect([heard, recorder.snapshot()]).toMatchObject([[], { phase: 'idle', problem: 'heavy' }]);
    speak(10_000);
    microphone.now.ended({ ...file, size: mostVoiceBytes(10) });
    expect([heard.length, recorder.snapshot().problem]).toEqual([1, null]);
  });

  it.each(['refused', 'broken'] as const)(
    'says that the microphone is %s, and can be tried again',
    (problem) => {
      recorder.start((recording) => heard.push(recording));
      microphone.now.failed(problem);
      expect(recorder.snapshot()).toMatchObject({ phase: 'idle', problem });
      speak(2_000);
      expect(recorder.snapshot().problem).toBeNull();
      microphone.now.ended(file);
      expect(heard).toHaveLength(1);
    },
  );

  it('drops what comes after the screen was left', () => {
    speak(5_000);
    recorder.abandon();
    expect(microphone.stops).toBe(1);
    microphone.now.ended(file);
    expect([heard, recorder.snapshot().phase]).toEqual([[], 'idle']);
  });

  it('hears nothing of an earlier recording in a later one', () => {
    speak(5_000);
    const late = microphone.now;
    recorder.abandon();
    speak(3_000);
    late.ended({ ...file, path: 'old' });
    late.failed('broken');
    expect(recorder.snapshot().phase).toBe('recording');
    microphone.now.ended(file);
    expect(heard).toEqual([{ ...file, seconds: 3 }]);
  });
});

describe('player', () => {
  it('plays one voice at a time, and tells the later one only', () => {
    const opened: { address: string; listener: SpeakerListener; closed: boolean }[] = [];
    const player = new Player((address, listener) => {
      const one = { address, listener, closed: false };
      opened.push(one);
      return () => (one.closed = true);
    });
    player.play('a', '/a');
    opened[0]?.listener.playing();
    expect(player.snapshot()).toEqual({ id: 'a', phase: 'playing' });
    player.play('b', '/b');
    expect(opened[0]?.closed).toBe(true);
    opened[0]?.listener.failed();
    expect(player.snapshot()).toEqual({ id: 'b', phase: 'loading' });
    opened[1]?.listener.failed();
    expect([player.snapshot().phase, opened[1]?.closed]).toEqual(['failed', true]);
    player.stop();
    expect(player.snapshot()).toEqual({ id: null, phase: 'idle' });
  });
});
