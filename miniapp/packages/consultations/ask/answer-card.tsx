import { Text, View } from '@tarojs/components';
import type { OfferedAnswer } from '#shared/consultations/contract.js';
import { mediaAddress } from '../../../api/media-address.js';
import { Button } from '../../../ui/button.js';
import { Icon } from '../../../ui/icon.js';
import { Tap } from '../../../ui/tap.js';
import { VoiceLine } from '../../../ui/voice-line.js';

interface AnswerCardProps {
  answer: OfferedAnswer;
  open: boolean;
  onOpen: () => void;
  onPick: () => void;
}

/** A question that others have asked; opened, its answer to read and to hear. */
export function AnswerCard({ answer, open, onOpen, onPick }: AnswerCardProps) {
  const { token, question, text, voice } = answer;
  if (!open) {
    return (
      <Tap id={`answer-${token}`} className="x-card x-row x-row--apart" label={question} onTap={onOpen}>
        <Text className="x-text x-strong x-grow">{question}</Text>
        <Icon name="right" size="s" />
      </Tap>
    );
  }
  return (
    <View id={`answer-open-${token}`} className="x-card">
      <Text className="x-text x-strong">{question}</Text>
      {voice ? (
        <View style={{ margin: '12px 0' }}>
          <VoiceLine id={`answer-voice-${token}`} address={mediaAddress(voice.url)} seconds={voice.seconds} />
        </View>
      ) : null}
      <Text className="x-text" style={{ display: 'block', margin: '10px 0 14px' }} userSelect>
        {text}
      </Text>
      <Button
        id={`answer-pick-${token}`}
        kind="ok"
        icon="ok"
        label={`这就是我要的：${question}`}
        onTap={onPick}
      >
        这就是我要的
      </Button>
    </View>
  );
}
