import { Text, View } from '@tarojs/components';
import { useEffect, useSyncExternalStore } from 'react';
import { player } from '../platform/speaker.js';
import { Icon } from '../ui/icon.js';
import { Tap } from '../ui/tap.js';
import { toggleHearing } from './listen.js';
import { unread } from './page-text.js';

/** Whether this one speaks now; it falls silent when it leaves the screen. */
export function useHearing(id: string): boolean {
  const { id: speaking, phase } = useSyncExternalStore(player.subscribe, player.snapshot, player.snapshot);
  useEffect(
    () => () => {
      if (player.snapshot().id === id) player.stop();
    },
    [id],
  );
  return speaking === id && (phase === 'playing' || phase === 'loading');
}

interface HearButtonProps {
  id: string;
  /** What is read. */
  words: string;
  /** The words must not leave the phone: not sent yet, or about the protection of a child. */
  keptHere?: boolean;
  /** With a word beside the drawing. */
  named?: boolean;
}

/** A loudspeaker: a tap reads the words, the next one stops. */
export function HearButton({ id, words, keptHere = false, named = false }: HearButtonProps) {
  const on = useHearing(id);
  return (
    <View className={unread}>
      <Tap
        id={id}
        className={`x-hear${on ? ' x-hear--on' : ''}${named ? ' x-hear--named' : ''}`}
        label={on ? '别读了' : '读给我听'}
        onTap={() => toggleHearing(id, (outside) => (outside && keptHere ? '' : words))}
      >
        <Icon name={on ? 'stop' : 'speak'} />
        {named ? <Text>{on ? '别读了' : '读给我听'}</Text> : null}
      </Tap>
    </View>
  );
}
