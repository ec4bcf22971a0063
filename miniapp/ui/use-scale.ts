import { create } from 'zustand';
import { chooseScale, currentScale, type ScaleStep } from '../platform/scale.js';

const useStore = create<{ scale: ScaleStep | null }>(() => ({ scale: null }));

/** Per cent by which text is drawn larger; follows the phone, or the person's choice on 我的. */
export function useScale(): ScaleStep {
  return useStore((state) => state.scale) ?? currentScale();
}

/** Reads the phone's setting again (it may have changed while the program was in the background). */
export function refreshScale() {
  useStore.setState({ scale: currentScale() });
}

/** Takes over a choice of the person; null follows the phone. */
export function setScale(step: ScaleStep | null) {
  chooseScale(step);
  refreshScale();
}
