import { View } from '@tarojs/components';
import { useState } from 'react';
import type { DeclineIssue } from '#shared/issues/contract.js';
import { declineReasons, issueLimits, type DeclineReason } from '#shared/issues/vocabulary.js';
import { Button } from '../../../ui/button.js';
import { Options } from '../../../ui/choice.js';
import { Sheet } from '../../../ui/sheet.js';
import { TextArea } from '../../../ui/text-area.js';
import { Heading, Muted, Wrong } from '../../../ui/words.js';

const reasons = Object.entries(declineReasons) as [DeclineReason, string][];
const elsewhereLength = 200;

/** What is missing or too long, as a sentence; null when it can be sent. */
function problemOf(reason: DeclineReason | null, text: string, elsewhere: string): string | null {
  if (reason === null) return '请先选是哪一种';
  if (text.trim() === '') return '请写一句话，说说为什么';
  if ([...text].length > issueLimits.answerLength) return `最多写 ${issueLimits.answerLength} 个字`;
  if (elsewhere.trim() === '') return '请写一句：还可以找谁';
  if ([...elsewhere].length > elsewhereLength) return `“还可以找谁”最多写 ${elsewhereLength} 个字`;
  return null;
}

interface DeclineSheetProps {
  busy: boolean;
  onSend: (body: DeclineIssue) => void;
  onClose: () => void;
}

/** Says no to a family: with a reason, a sentence she understands, and who else can help. */
export function DeclineSheet({ busy, onSend, onClose }: DeclineSheetProps) {
  const [reason, setReason] = useState<DeclineReason | null>(null);
  const [text, setText] = useState('');
  const [elsewhere, setElsewhere] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const touched =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setWrong(null);
      set(value);
    };
  const send = () => {
    const problem = problemOf(reason, text, elsewhere);
    setWrong(problem);
    if (problem === null && reason !== null) onSend({ reason, text, elsewhere });
  };
  return (
    <Sheet id="decline-sheet" title="这件事办不了" onClose={onClose}>
      <Muted>家长会看到您写的话。她可以接受，也可以请另一位再看一次。</Muted>
      <View style={{ marginTop: '10px' }}>
        <Options
          id="decline-reason"
          options={reasons.map(([value, title]) => ({ value, title }))}
          value={reason}
          onChange={touched(setReason)}
        />
      </View>
      <Heading>为什么？</Heading>
      <TextArea
        id="decline-text"
        placeholder="用家长听得懂的话说"
        value={text}
        limit={issueLimits.answerLength}
        onChange={touched(setText)}
      />
      <Heading>还可以找谁？</Heading>
      <TextArea
        id="decline-elsewhere"
        placeholder="比如：镇里的供电所，电话贴在门卫室"
        value={elsewhere}
        limit={elsewhereLength}
        onChange={touched(setElsewhere)}
      />
      <Wrong>{wrong}</Wrong>
      <View style={{ marginTop: '16px' }}>
        <Button id="decline-send" icon="send" big busy={busy && '正在存…'} onTap={send}>
          发给家长
        </Button>
      </View>
    </Sheet>
  );
}
