import { View } from '@tarojs/components';
import { Button } from './button.js';

interface VerdictButtonsProps {
  confirm: boolean;
  reject: boolean;
  onConfirm: () => void;
  onReject: () => void;
}

/** 修好了 / 没修好: the verdict belongs to the one who raised it. */
export function VerdictButtons({ confirm, reject, onConfirm, onReject }: VerdictButtonsProps) {
  return (
    <View className="x-buttons">
      {confirm ? (
        <Button id="verdict-yes" kind="ok" big icon="ok" onTap={onConfirm}>
          修好了
        </Button>
      ) : null}
      {reject ? (
        <Button id="verdict-no" kind="bad" big icon="again" onTap={onReject}>
          没修好
        </Button>
      ) : null}
    </View>
  );
}
