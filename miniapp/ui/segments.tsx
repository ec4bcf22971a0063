import { Text, View } from '@tarojs/components';
import { spoken } from '../platform/a11y.js';
import { Tap } from './tap.js';

interface SegmentsProps<V extends string> {
  id: string;
  segments: { value: V; words: string }[];
  value: V;
  onChange: (value: V) => void;
}

/** Two or three views of the same list. */
export function Segments<V extends string>({ id, segments, value, onChange }: SegmentsProps<V>) {
  return (
    <View className="x-segments" {...spoken({ role: 'tablist' })}>
      {segments.map((segment) => (
        <Tap
          key={segment.value}
          id={`${id}-${segment.value}`}
          role="tab"
          selected={segment.value === value}
          label={segment.words}
          className={`x-segment${segment.value === value ? ' x-segment--on' : ''}`}
          onTap={() => onChange(segment.value)}
        >
          <Text>{segment.words}</Text>
        </Tap>
      ))}
    </View>
  );
}
