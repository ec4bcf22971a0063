import { Text, View } from '@tarojs/components';
import { pictures, pinLength, type PictureName } from '#shared/session/pictures.js';
import { spoken } from '../platform/a11y.js';
import { PersonPicture } from './person-picture.js';
import { Tap } from './tap.js';

const all = Object.entries(pictures) as [PictureName, string][];

interface PictureGridProps {
  /** Prefix of the ids: `<id>-<picture>`. */
  id: string;
  /** The one that is chosen; a grid for tapping a sequence shows none. */
  value?: PictureName | null;
  disabled?: boolean;
  onPick: (picture: PictureName) => void;
}

/** All drawings with their words, big enough for a thumb. */
export function PictureGrid({ id, value, disabled = false, onPick }: PictureGridProps) {
  const isChoice = value !== undefined;
  return (
    <View className="x-pad">
      {all.map(([picture, word]) => (
        <Tap
          key={picture}
          id={`${id}-${picture}`}
          className={`x-pad__one${picture === value ? ' x-pad__one--on' : ''}`}
          label={word}
          disabled={disabled}
          {...(isChoice ? { role: 'radio' as const, checked: picture === value } : {})}
          onTap={() => onPick(picture)}
        >
          <PersonPicture picture={picture} />
          <Text className="x-pad__word">{word}</Text>
        </Tap>
      ))}
    </View>
  );
}

/** How many of the four have been tapped; never which: somebody may look over the shoulder. */
export function PadDots({ count }: { count: number }) {
  return (
    <View
      className="x-pad__dots"
      {...spoken({ role: 'status', label: `点了${count}张，一共${pinLength}张`, live: 'polite' })}
    >
      {Array.from({ length: pinLength }, (_, index) => (
        <View key={index} className={`x-pad__dot${index < count ? ' x-pad__dot--on' : ''}`} />
      ))}
    </View>
  );
}
