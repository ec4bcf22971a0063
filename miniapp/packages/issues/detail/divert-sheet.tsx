import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { diversionReasons, issueLimits } from '#shared/issues/vocabulary.js';
import { Button } from '../../../ui/button.js';
import { Options } from '../../../ui/choice.js';
import { Sheet } from '../../../ui/sheet.js';
import { TextArea } from '../../../ui/text-area.js';
import { Wrong } from '../../../ui/words.js';

export type DiversionReason = keyof typeof diversionReasons;

interface DivertSheetProps {
  busy: boolean;
  onSend: (reason: DiversionReason, text: string) => void;
  onClose: () => void;
}

/** Hands an issue to the safeguarding lead; asks once more, because it leaves everybody's view. */
export function DivertSheet({ busy, onSend, onClose }: DivertSheetProps) {
  const [reason, setReason] = useState<DiversionReason | null>(null);
  const [text, setText] = useState('');
  const [sure, setSure] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const next = () => {
    if (reason === null) return setWrong('请先选是哪一种');
    if ([...text].length > issueLimits.answerLength)
      return setWrong(`最多写 ${issueLimits.answerLength} 个字`);
    if (!sure) return setSure(true);
    onSend(reason, text);
  };
  const reasons = Object.entries(diversionReasons) as [DiversionReason, string][];
  return (
    <Sheet id="divert-sheet" title="转交安全保护专员" onClose={onClose}>
      {sure ? (
        <View className="x-card x-card--bad">
          <Text>
            转交以后，这件事只有安全保护专员看得到，您自己也看不到了。请不要再跟别人说。确定要转交吗？
          </Text>
        </View>
      ) : (
        <View>
          <Options
            id="divert-reason"
            options={reasons.map(([value, title]) => ({ value, title }))}
            value={reason}
            onChange={(value) => {
              setWrong(null);
              setReason(value);
            }}
          />
          <TextArea
            id="divert-text"
            placeholder="您看到或听到了什么？不写也行"
            value={text}
            limit={issueLimits.answerLength}
            onChange={setText}
          />
        </View>
      )}
      <Wrong>{wrong}</Wrong>
      <View className="x-buttons" style={{ marginTop: '16px' }}>
        {sure ? (
          <Button id="divert-back" kind="ghost" onTap={() => setSure(false)}>
            再想想
          </Button>
        ) : null}
        <Button
          id={sure ? 'divert-confirm' : 'divert-next'}
          kind="bad"
          icon="shield"
          busy={busy && '正在转…'}
          onTap={next}
        >
          {sure ? '确定转交' : '下一步'}
        </Button>
      </View>
    </Sheet>
  );
}
