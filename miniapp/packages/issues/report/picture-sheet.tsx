import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { reportPictures, type ReportPicture } from '#shared/issues/vocabulary.js';
import { calledBy } from '#shared/people/vocabulary.js';
import { useFirstListener, type ListenerQuery } from '../../../api/issues.js';
import { spoken } from '../../../platform/a11y.js';
import { Button } from '../../../ui/button.js';
import { Icon } from '../../../ui/icon.js';
import { Sheet } from '../../../ui/sheet.js';
import { Tap } from '../../../ui/tap.js';
import { useOnline } from '../../../ui/use-online.js';

const choices = Object.entries(reportPictures) as [ReportPicture, { words: string }][];

/** Who hears it first, as one sentence. */
function useListenerWords(picture: ReportPicture | null, where: ListenerQuery): string | null {
  const online = useOnline();
  const { data, isPending } = useFirstListener(picture, where);
  if (picture === null) return null;
  if (picture === 'harm') return '只有安全保护专员会听到。';
  if (data) return `${calledBy(data.role, data.name)}会第一个听。`;
  return online && isPending ? '正在看谁会第一个听…' : '园里指定的人会第一个听。';
}

interface PictureSheetProps {
  where: ListenerQuery;
  /** Word of the button that sends. */
  word: string;
  busy: boolean;
  onSend: (picture: ReportPicture) => void;
  onClose: () => void;
}

/** Asked before a recording goes that nobody has read: what it is about, and who will listen. */
export function PictureSheet({ where, word, busy, onSend, onClose }: PictureSheetProps) {
  const [picture, setPicture] = useState<ReportPicture | null>(null);
  const listener = useListenerWords(picture, where);
  return (
    <Sheet id="picture-sheet" title="说的是哪一样？" onClose={onClose}>
      <View className="x-pictures">
        {choices.map(([value, { words }]) => (
          <Tap
            key={value}
            id={`picture-${value}`}
            role="radio"
            checked={picture === value}
            label={words}
            className={`x-pictures__one${picture === value ? ' x-pictures__one--on' : ''}`}
            onTap={() => setPicture(value)}
          >
            <View className={`x-picture x-picture--${value}`} {...spoken({ hidden: true })} />
            <Text className="x-text x-strong">{words}</Text>
          </Tap>
        ))}
      </View>
      {listener === null ? null : (
        <View
          id="first-listener"
          className="x-note"
          style={{ margin: '12px 0 0' }}
          {...spoken({ role: 'status', live: 'polite' })}
        >
          <Icon name="ear" size="s" />
          <Text className="x-grow">{listener}</Text>
        </View>
      )}
      <View style={{ marginTop: '12px' }}>
        <Button
          id="picture-send"
          icon="send"
          big
          disabled={picture === null}
          busy={busy && '正在存…'}
          onTap={() => (picture === null ? undefined : onSend(picture))}
        >
          {picture === null ? '先点一张图' : word}
        </Button>
      </View>
    </Sheet>
  );
}
