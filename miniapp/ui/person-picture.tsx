import { View } from '@tarojs/components';
import type { PictureName } from '#shared/session/pictures.js';
import { spoken } from '../platform/a11y.js';

/** The drawing by which somebody is known on this phone. Her name or the word of the drawing stands beside it. */
export function PersonPicture({ picture, big = false }: { picture: PictureName; big?: boolean }) {
  return (
    <View className={`x-pic x-pic--${picture}${big ? ' x-pic--big' : ''}`} {...spoken({ hidden: true })} />
  );
}
