import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { pinLength, type PictureName } from '#shared/session/pictures.js';
import { Button } from './button.js';
import { PadDots, PictureGrid } from './picture-pad.js';
import { Wrong } from './words.js';

interface PicturePinProps {
  id: string;
  /** What to do, in a sentence. */
  words: string;
  /** Told when the fourth was tapped; resolves with what is wrong, or null. The taps begin anew either way. */
  onTapped: (sequence: PictureName[]) => Promise<string | null>;
}

/** Tapping a picture PIN: four pictures one after the other, and a way to begin anew. */
export function PicturePin({ id, words, onTapped }: PicturePinProps) {
  const [tapped, setTapped] = useState<PictureName[]>([]);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const pick = async (picture: PictureName) => {
    if (busy) return;
    const sequence = [...tapped, picture];
    setWrong(null);
    setTapped(sequence);
    if (sequence.length < pinLength) return;
    setBusy(true);
    setWrong(await onTapped(sequence));
    setTapped([]);
    setBusy(false);
  };
  return (
    <View id={id}>
      <Text className="x-text">{busy ? '正在看对不对…' : words}</Text>
      <PadDots count={tapped.length} />
      <Wrong>{wrong}</Wrong>
      <PictureGrid id={`${id}-tap`} disabled={busy} onPick={(picture) => void pick(picture)} />
      <View style={{ marginTop: '8px' }}>
        <Button id={`${id}-again`} kind="quiet" disabled={tapped.length === 0} onTap={() => setTapped([])}>
          点错了，重来
        </Button>
      </View>
    </View>
  );
}
