import { useDidHide } from '@tarojs/taro';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { microphone } from '../platform/microphone.js';
import { Recorder } from '../platform/recorder.js';
import type { PlayerState } from '../platform/player.js';
import { player } from '../platform/speaker.js';

/** How often the seconds on the screen are looked at (ms). */
const glance = 250;

/** The recorder of a screen, redrawn as the seconds go; stops with what it has when the screen goes away. */
export function useRecorder() {
  const [recorder] = useState(() => new Recorder(microphone, () => Date.now()));
  const state = useSyncExternalStore(recorder.subscribe, recorder.snapshot, recorder.snapshot);
  const [, redraw] = useState(0);
  const runs = state.phase === 'recording';
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => {
      recorder.tick();
      redraw((count) => count + 1);
    }, glance);
    return () => clearInterval(timer);
  }, [recorder, runs]);
  useEffect(() => () => recorder.abandon(), [recorder]);
  useDidHide(() => recorder.stop());
  return { recorder, state, seconds: recorder.seconds() };
}

/** How far one voice is, and a tap that plays or stops it. `address` is asked for when it is needed. */
export function useVoice(id: string): { phase: PlayerState['phase']; toggle: (address: string) => void } {
  const state = useSyncExternalStore(player.subscribe, player.snapshot, player.snapshot);
  const phase = state.id === id ? state.phase : 'idle';
  useEffect(() => () => player.stop(), [id]);
  useDidHide(() => player.stop());
  const toggle = (address: string) => {
    if (phase === 'playing' || phase === 'loading') player.stop();
    else player.play(id, address);
  };
  return { phase, toggle };
}
