import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { evaluationLimits } from '#shared/evaluations/vocabulary.js';
import { Icon } from '../../../ui/icon.js';
import { Tap } from '../../../ui/tap.js';
import { TextArea } from '../../../ui/text-area.js';
import { Muted } from '../../../ui/words.js';
import type { OfferedService, Rating } from './rating.js';
import { StarFaces } from './star-faces.js';

interface AllAtOnceProps {
  service: OfferedService;
  rating: Rating;
  change: (part: Partial<Rating>) => void;
}

/** All dimensions of a service on one page, and room for a few words that nobody has to write. */
export function AllAtOnce({ service, rating, change }: AllAtOnceProps) {
  const [writing, setWriting] = useState(rating.text !== '');
  return (
    <View>
      {service.dimensions.map(({ key, name }) => (
        <View key={key} className="x-card">
          <Text className="x-title">{name}</Text>
          <View style={{ marginTop: '8px' }}>
            <StarFaces
              id={`stars-${key}`}
              name={name}
              value={rating.stars[key]}
              onChange={(stars) => change({ stars: { ...rating.stars, [key]: stars } })}
            />
          </View>
        </View>
      ))}
      <Tap id="write" className="x-fold__top" label="想写一句吗？不写也行" onTap={() => setWriting(!writing)}>
        <Icon name="pen" />
        <Text className="x-grow">想写一句吗？</Text>
        <Text className="x-muted">不写也行</Text>
        <Icon name={writing ? 'down' : 'right'} size="s" />
      </Tap>
      {writing ? (
        <View style={{ marginBottom: '12px' }}>
          <TextArea
            id="text"
            placeholder="比如：汤有点凉。不写人的名字"
            value={rating.text}
            limit={evaluationLimits.words}
            short
            onChange={(text) => change({ text })}
          />
          <Muted>凑够五家写的，打乱了一起看。</Muted>
        </View>
      ) : null}
    </View>
  );
}
