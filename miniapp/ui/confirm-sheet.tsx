import { Text, View } from '@tarojs/components';
import { Button } from './button.js';
import { Sheet } from './sheet.js';

export interface Question {
  title: string;
  /** What will happen, in a sentence or two. */
  words: string;
  yes: string;
  no: string;
  onYes: () => void;
}

/** Asks before something that cannot be taken back. Our own, because WeChat's dialog does not grow with the text. */
export function ConfirmSheet({ question, onClose }: { question: Question; onClose: () => void }) {
  return (
    <Sheet id="confirm" title={question.title} onClose={onClose}>
      <Text>{question.words}</Text>
      <View className="x-buttons" style={{ marginTop: '16px' }}>
        <Button id="confirm-no" kind="ghost" onTap={onClose}>
          {question.no}
        </Button>
        <Button
          id="confirm-yes"
          kind="bad"
          onTap={() => {
            onClose();
            question.onYes();
          }}
        >
          {question.yes}
        </Button>
      </View>
    </Sheet>
  );
}
