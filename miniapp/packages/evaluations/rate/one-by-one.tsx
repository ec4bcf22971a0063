import { View } from '@tarojs/components';
import { useState, type ReactNode } from 'react';
import { keptSentence, starWords } from '#shared/evaluations/vocabulary.js';
import { Button } from '../../../ui/button.js';
import { Asked, StepDots } from '../../../ui/simple.js';
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
        <StepDots step={at} of={at + 1} />
        <Asked id="hear-end" words="都点好了，送出去吧" spoken={keptSentence} />
        {end}
        {back}
      </View>
    );
  }
  const { key, name } = dimension;
  return (
    <View id={`step-${at + 1}`}>
      <StepDots step={at} of={service.dimensions.length + 1} />
      <Asked
        id={`hear-${key}`}
        words={`${name}，怎么样？`}
        more="点一张脸"
        spoken={[...starWords].reverse().join('，')}
      />
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
