import type { PictureName } from '#shared/session/pictures.js';
import { whyNot, type NeedsNetwork } from '../api/needs-network.js';
import { PicturePin } from '../ui/picture-pin.js';
import { Sheet } from '../ui/sheet.js';
import { Muted } from '../ui/words.js';

interface PinSheetProps {
  title: string;
  /** Tries the pictures; rejects with an ApiError where they are wrong. */
  onTapped: (sequence: PictureName[]) => Promise<void>;
  onClose: () => void;
  /** What the pictures are for. */
  deed: Extract<NeedsNetwork, 'acting' | 'unlock'>;
}

/** Asks for a picture PIN. Stays open, and says why, while the pictures are wrong. */
export function PinSheet({ title, onTapped, onClose, deed }: PinSheetProps) {
  const tried = async (sequence: PictureName[]): Promise<string | null> => {
    try {
      await onTapped(sequence);
      onClose();
      return null;
    } catch (error) {
      return whyNot(error, deed);
    }
  };
  return (
    <Sheet id="pin-sheet" title={title} onClose={onClose}>
      <PicturePin id="pin" words="按您的顺序，点四张图。" onTapped={tried} />
      <Muted>忘了？请到学校找老师，当面要一张新的绑定码就能重设。</Muted>
    </Sheet>
  );
}
