import { useDidHide } from '@tarojs/taro';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { microphone } from '../platform/microphone.js';
import type { PlayerState } from '../platform/player.js';
import { recogniser } from '../platform/recogniser.js';
import { Recorder, type Microphone } from '../platform/recorder.js';
import { player } from '../platform/speaker.js';
import { consentOf } from '../session/own-choices.js';

/** How often the seconds on the screen are looked at (ms). */
const glance = 250;

/** The microphone, with a recogniser where hints are wanted, there is one, and the person agrees to it. */
function listening(hints: boolean): Microphone {
  const chosen = () =>
    (hints && consentOf('speech_in')?.holds === true ? recogniser.microphone() : null) ?? microphone;
  let current = microphone;
  return {
    start(listener) {
      current = chosen();
      current.start(listener);
    },
    stop: () => current.stop(),
  };
}

/** The recorder of a screen, redrawn as the seconds go; stops with what it has when the screen goes away. */
export function useRecorder({ hints = false }: { hints?: boolean } = {}) {
  const [recorder] = useState(() => new Recorder(listening(hints), () => Date.now()));
  const state = useSyncExternalStore(recorder.subscribe, recorder.snapshot, recorder.snapshot);
  const [, redraw] = useState(0);
  const runs = state.phase === 'recording';
  const open = state.phase !== 'idle';
  useEffect(() => {
    player.hush(open);
    return () => player.hush(false);
  }, [open]);
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
    else player.play(id, { address });
  };
  return { phase, toggle };
}
