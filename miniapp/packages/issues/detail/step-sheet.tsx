import { View } from '@tarojs/components';
import { useState } from 'react';
import { issueLimits } from '#shared/issues/vocabulary.js';
import type { Recording } from '../../../platform/recorder.js';
import type { TemporaryFile } from '../../../platform/temporary-file.js';
import { HearButton } from '../../../speech/hear-button.js';
import { aloud } from '../../../ui/aloud.js';
import { Button } from '../../../ui/button.js';
import { PhotoPicker } from '../../../ui/photo-picker.js';
import { Sheet } from '../../../ui/sheet.js';
import { SpeakBox } from '../../../ui/speak-box.js';
import { TextArea } from '../../../ui/text-area.js';
import { Wrong } from '../../../ui/words.js';
import { stepActions, type StepAction, type StepForm } from './actions.js';

interface StepSheetProps {
  action: StepAction;
  busy: boolean;
  /** Spoken or tapped, never written. */
  simple: boolean;
  onSend: (text: string, photos: TemporaryFile[], voice: Recording | null) => void;
  onClose: () => void;
}

function wantedWords({ speaks }: StepForm, simple: boolean): string {
  if (simple) return '请点一下话筒，说几句';
  return speaks ? '请说几句，或写几个字' : '请写几个字';
}

/** What there is to do, for ears. */
function howTo({ speaks, needsText }: StepForm): string {
  if (!speaks) return '';
  return needsText ? '点一下话筒，说几句' : '想说几句，就点话筒，不说也行';
}

/** What is said, written and photographed for one step. */
export function StepSheet({ action, busy, simple, onSend, onClose }: StepSheetProps) {
  const form: StepForm = stepActions[action];
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<TemporaryFile[]>([]);
  const [voice, setVoice] = useState<Recording | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const word = form.needsText ? '发出去' : `就说“${form.word}”`;
  const send = () => {
    if (form.needsText && text.trim() === '' && voice === null) return setWrong(wantedWords(form, simple));
    if ([...text].length > issueLimits.answerLength)
      return setWrong(`最多写 ${issueLimits.answerLength} 个字`);
    onSend(text, photos, voice);
  };
  return (
    <Sheet id="step-sheet" title={form.title} onClose={onClose}>
      {simple ? (
        <View style={{ marginBottom: '12px' }}>
          <HearButton
            id="step-sheet-hear"
            words={aloud(form.title, howTo(form), `再点最下面的“${word}”`)}
            named
          />
        </View>
      ) : null}
      {form.speaks ? (
        <View style={{ marginBottom: '12px' }}>
          <SpeakBox
            recording={voice}
            words="点一下，开始说"
            onChange={(said) => {
              setWrong(null);
              setVoice(said);
            }}
          />
        </View>
      ) : null}
      {simple ? (
        <Wrong>{wrong}</Wrong>
      ) : (
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
      )}
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
          {word}
        </Button>
      </View>
    </Sheet>
  );
}
