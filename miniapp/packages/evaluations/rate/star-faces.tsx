import { Text, View } from '@tarojs/components';
import { starsFromOne, starWords, type Stars } from '#shared/evaluations/vocabulary.js';
import { spoken } from '../../../platform/a11y.js';
import { aloud } from '../../../ui/aloud.js';
import { Tap } from '../../../ui/tap.js';

interface StarFacesProps {
  /** Prefix of the ids: `<id>-<stars>`. */
  id: string;
  /** What they are about; read before each word. */
  name: string;
  value: Stars | undefined;
  /** One below the other, for one task a screen. */
  tall?: boolean;
  onChange: (stars: Stars) => void;
}

/** Five faces with their words: one star to five, without a number. */
export function StarFaces({ id, name, value, tall = false, onChange }: StarFacesProps) {
  const order = tall ? [...starsFromOne].reverse() : starsFromOne;
  return (
    <View className={`x-stars${tall ? ' x-stars--tall' : ''}`}>
      {order.map((stars) => {
        const words = starWords[stars - 1] ?? '';
        const on = value === stars;
        return (
          <Tap
            key={stars}
            id={`${id}-${stars}`}
            role="radio"
            checked={on}
            label={aloud(name, words)}
            className={`x-stars__one${on ? ' x-stars__one--on' : ''}`}
            onTap={() => onChange(stars)}
          >
            <View className={`x-star-face x-star-face--${stars}`} {...spoken({ hidden: true })} />
            <Text>{words}</Text>
          </Tap>
        );
      })}
    </View>
  );
}
