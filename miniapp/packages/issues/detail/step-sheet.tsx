import { View } from '@tarojs/components';
import { useState } from 'react';
import { issueLimits } from '#shared/issues/vocabulary.js';
import type { TemporaryFile } from '../../../platform/temporary-file.js';
import { Button } from '../../../ui/button.js';
import { PhotoPicker } from '../../../ui/photo-picker.js';
import { Sheet } from '../../../ui/sheet.js';
import { TextArea } from '../../../ui/text-area.js';
import { stepActions, type StepAction, type StepForm } from './actions.js';

interface StepSheetProps {
  action: StepAction;
  busy: boolean;
  onSend: (text: string, photos: TemporaryFile[]) => void;
  onClose: () => void;
}

/** Words and photos for one step. */
export function StepSheet({ action, busy, onSend, onClose }: StepSheetProps) {
  const form: StepForm = stepActions[action];
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<TemporaryFile[]>([]);
  const [wrong, setWrong] = useState<string | null>(null);
  const send = () => {
    if (form.needsText && text.trim() === '') return setWrong('请写几个字');
    if ([...text].length > issueLimits.answerLength)
      return setWrong(`最多写 ${issueLimits.answerLength} 个字`);
    onSend(text, photos);
  };
  return (
    <Sheet id="step-sheet" title={form.title} onClose={onClose}>
      <TextArea
        id="step-text"
        placeholder={form.placeholder}
        value={text}
        limit={issueLimits.answerLength}
        wrong={wrong}
        onChange={(value) => {
          setWrong(null);
          setText(value);
        }}
      />
      {form.photos ? (
        <View style={{ marginTop: '12px' }}>
          <PhotoPicker id="step-photo" photos={photos} onChange={setPhotos} />
        </View>
      ) : null}
      <View style={{ marginTop: '16px' }}>
        <Button
          id="step-send"
          icon="send"
          kind={form.kind === 'ghost' ? 'main' : form.kind}
          big
          busy={busy && '正在存…'}
          onTap={send}
        >
          {form.needsText ? '发出去' : `就说“${form.word}”`}
        </Button>
      </View>
    </Sheet>
  );
}
