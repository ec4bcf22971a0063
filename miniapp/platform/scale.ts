import Taro from '@tarojs/taro';
import { storage } from './storage.js';

/** The steps the style sheet knows (`.scale-100` … `.scale-200`), in per cent. */
const steps = [100, 115, 130, 150, 175, 200] as const;
export type ScaleStep = (typeof steps)[number];

const key = 'xq.scale';

function nearest(percent: number): ScaleStep {
  return steps.reduce((best, step) => (Math.abs(step - percent) < Math.abs(best - percent) ? step : best));
}

/** What the person chose on 我的, or null to follow the phone. */
export function chosenScale(): ScaleStep | null {
  const stored = storage.get<number>(key);
  return stored === null ? null : nearest(stored);
}

/** Remembers the person's choice; null follows the phone again. */
export function chooseScale(step: ScaleStep | null) {
  if (step === null) storage.remove(key);
  else storage.set(key, step);
}

/** The phone's own font setting. WeChat gives it as a factor (1 to 2); h5 takes `?scale=` in per cent for trials. */
function phoneScale(): ScaleStep {
  if (XINQIAO_PLATFORM === 'h5') {
    const asked = Number(new URLSearchParams(window.location.search).get('scale'));
    return asked > 0 ? nearest(asked <= 4 ? asked * 100 : asked) : 100;
  }
  // Newer than Taro's types; px on the oldest phones, a factor since.
  const info = Taro.getAppBaseInfo() as object as { fontSizeScaleFactor?: number; fontSizeSetting?: number };
  const factor = info.fontSizeScaleFactor ?? (info.fontSizeSetting ?? 16) / 16;
  return nearest(factor * 100);
}

/** Per cent by which all text is drawn larger. */
export function currentScale(): ScaleStep {
  return chosenScale() ?? phoneScale();
}
