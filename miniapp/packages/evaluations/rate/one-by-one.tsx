import { Text, View } from '@tarojs/components';
import { useState, type ReactNode } from 'react';
import { Button } from '../../../ui/button.js';
import type { OfferedService, Rating } from './rating.js';
import { StarFaces } from './star-faces.js';

interface OneByOneProps {
  service: OfferedService;
  rating: Rating;
  change: (part: Partial<Rating>) => void;
  /** The end of the form, shown after the last dimension. */
  end: ReactNode;
}

/** One dimension a screen: a tap on a face goes on to the next. */
export function OneByOne({ service, rating, change, end }: OneByOneProps) {
  const [at, setAt] = useState(0);
  const dimension = service.dimensions[at];
  const back =
    at > 0 ? (
      <Button id="step-back" kind="quiet" icon="back" onTap={() => setAt(at - 1)}>
        上一个
      </Button>
    ) : null;
  if (!dimension) {
    return (
      <View id="step-end">
        {end}
        {back}
      </View>
    );
  }
  const { key, name } = dimension;
  return (
    <View id={`step-${at + 1}`}>
      <View style={{ margin: '4px 4px 14px' }}>
        <Text className="x-title">{`${name}，怎么样？`}</Text>
        <View className="x-progress">
          {service.dimensions.map((one, index) => (
            <View
              key={one.key}
              className={`x-progress__part${index < at ? ' x-progress__part--done' : index === at ? ' x-progress__part--now' : ''}`}
            />
          ))}
        </View>
      </View>
      <StarFaces
        id={`stars-${key}`}
        name={name}
        tall
        value={rating.stars[key]}
        onChange={(stars) => {
          change({ stars: { ...rating.stars, [key]: stars } });
          setAt(at + 1);
        }}
      />
      {back}
    </View>
  );
}
