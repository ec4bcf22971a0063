import Taro from '@tarojs/taro';
import { Image, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { spoken } from '../platform/a11y.js';
import { Tap } from './tap.js';

/** A photo to look at: `small` in the list, `large` on the whole screen. */
export interface Picture {
  id: string;
  small: string;
  large: string;
}

function Thumbnail({ picture, number, onOpen }: { picture: Picture; number: number; onOpen: () => void }) {
  const [gone, setGone] = useState(false);
  return (
    <Tap
      id={`photo-${picture.id}`}
      className="x-photo"
      label={`第${number}张照片，${gone ? '照片要有网才能看' : '点开看大图'}`}
      onTap={onOpen}
    >
      {gone ? (
        <View className="x-photo__gone">
          <Text>照片要有网才能看</Text>
        </View>
      ) : (
        <Image
          className="x-photo__image"
          mode="aspectFill"
          src={picture.small}
          onError={() => setGone(true)}
          {...spoken({ hidden: true })}
        />
      )}
    </Tap>
  );
}

/** Photos in a row; a tap opens them large. */
export function Photos({ pictures }: { pictures: Picture[] }) {
  if (pictures.length === 0) return null;
  const urls = pictures.map((picture) => picture.large);
  return (
    <View className="x-photos">
      {pictures.map((picture, index) => (
        <Thumbnail
          key={picture.id}
          picture={picture}
          number={index + 1}
          onOpen={() => void Taro.previewImage({ urls, current: picture.large })}
        />
      ))}
    </View>
  );
}
