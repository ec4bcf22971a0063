import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { spoken } from '../platform/a11y.js';
import { Button } from './button.js';

export interface FaceProps {
  id: string;
  drawing: 'empty' | 'sun' | 'error' | 'offline' | 'locked';
  title: string;
  words?: string;
  children?: ReactNode;
}

/** What stands where a list would be: a drawing, a sentence, and what can be done. */
export function Face({ id, drawing, title, words, children }: FaceProps) {
  return (
    <View id={id} className="x-face">
      <View className={`x-drawing x-drawing--${drawing}`} {...spoken({ hidden: true })} />
      <Text className="x-title">{title}</Text>
      <View className="x-face__words">{words ? <Text className="x-muted">{words}</Text> : null}</View>
      {children}
    </View>
  );
}

/** Grey bars while the first answer is on its way. */
export function Bones({ cards = 3 }: { cards?: number }) {
  return (
    <View id="loading" {...spoken({ role: 'status', label: '正在打开，请等一下' })}>
      {Array.from({ length: cards }, (_, index) => (
        <View key={index} className="x-card">
          <View className="x-bones__bar" style={{ width: '62%' }} />
          <View className="x-bones__bar" style={{ width: '88%', marginBottom: '0' }} />
        </View>
      ))}
    </View>
  );
}

/** The offline face, when there is nothing kept to show. */
export function OfflineFace({ onRetry }: { onRetry: () => void }) {
  return (
    <Face id="face-offline" drawing="offline" title="现在没有网" words="您写的东西都留着，有网会自动发。">
      <Button id="retry" kind="ghost" icon="again" onTap={onRetry}>
        再试一次
      </Button>
    </Face>
  );
}

/** The error face. `words` is the sentence of the failure. */
export function ErrorFace({ words, onRetry }: { words: string; onRetry: () => void }) {
  return (
    <Face id="face-error" drawing="error" title="没有打开" words={words}>
      <Button id="retry" kind="ghost" icon="again" onTap={onRetry}>
        再试一次
      </Button>
    </Face>
  );
}
