import { View } from '@tarojs/components';
import { spoken } from '../platform/a11y.js';

const names = ['说了', '交给人了', '正在办', '办好了', '您说了算'];

export interface ProgressStripProps {
  /** 1 to 5: how far it is. */
  progress: number;
  /** All five are done. */
  ended: boolean;
}

/** Five little bars: how far an issue is. Read aloud as one sentence. */
export function ProgressStrip({ progress, ended }: ProgressStripProps) {
  const label = ended ? '五步都走完了' : `一共五步，走到第${progress}步：${names[progress - 1] ?? ''}`;
  const partClass = (part: number) => {
    if (ended || part < progress) return ' x-progress__part--done';
    return part === progress ? ' x-progress__part--now' : '';
  };
  return (
    <View className="x-progress" {...spoken({ role: 'img', label })}>
      {names.map((name, index) => (
        <View key={name} className={`x-progress__part${partClass(index + 1)}`} />
      ))}
    </View>
  );
}
