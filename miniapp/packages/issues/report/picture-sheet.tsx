import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { reportPictures, type ReportPicture } from '#shared/issues/vocabulary.js';
import type { ListenerQuery } from '../../../api/issues.js';
import { spoken } from '../../../platform/a11y.js';
import { Button } from '../../../ui/button.js';
import { Sheet } from '../../../ui/sheet.js';
import { Tap } from '../../../ui/tap.js';
import { ListenerNote } from './listener-note.js';

const choices = Object.entries(reportPictures) as [ReportPicture, { words: string }][];

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
      <ListenerNote picture={picture} where={where} />
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
