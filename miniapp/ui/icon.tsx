import { View } from '@tarojs/components';
import { spoken } from '../platform/a11y.js';

/** Names of the drawings in icons.scss. */
export type IconName =
  | 'chat'
  | 'speak'
  | 'mic'
  | 'stop'
  | 'play'
  | 'ear'
  | 'pen'
  | 'no'
  | 'tag'
  | 'hand'
  | 'tool'
  | 'question'
  | 'reply'
  | 'ok'
  | 'smile'
  | 'again'
  | 'flag'
  | 'bowl'
  | 'health'
  | 'heart'
  | 'bus'
  | 'coin'
  | 'moon'
  | 'dots'
  | 'send'
  | 'camera'
  | 'kid'
  | 'person'
  | 'people'
  | 'pin'
  | 'shield'
  | 'offline'
  | 'clock'
  | 'lock'
  | 'eye-off'
  | 'swap'
  | 'scan'
  | 'size'
  | 'door'
  | 'box'
  | 'trash'
  | 'plus'
  | 'cross'
  | 'right'
  | 'down'
  | 'back'
  | 'broom'
  | 'bed'
  | 'ball'
  | 'star';

/** A small drawing in the colour of the text beside it. Never alone: a word stands beside it, so it is not read. */
export function Icon({ name, size }: { name: IconName; size?: 's' | 'l' | 'xl' }) {
  return (
    <View
      className={`x-icon x-icon--${name}${size ? ` x-icon--${size}` : ''}`}
      {...spoken({ hidden: true })}
    />
  );
}
