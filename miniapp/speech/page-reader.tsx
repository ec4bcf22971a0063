import { useDidHide } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import type { RefObject } from 'react';
import { spoken } from '../platform/a11y.js';
import { player } from '../platform/speaker.js';
import { Icon } from '../ui/icon.js';
import { Tap } from '../ui/tap.js';
import { ConsentSheet } from './consent-sheet.js';
import { useHearing } from './hear-button.js';
import { toggleHearing, useListening } from './listen.js';
import { unread, wordsOfPage, type ReadableNode } from './page-text.js';

/** What a page is, for its reader: the element around everything on it. */
export type PageRoot = RefObject<unknown>;

const id = 'read-page';

/** 读给我听: reads what stands on the page, whatever page it is. */
export function ReadPage({ root }: { root: PageRoot }) {
  const on = useHearing(id);
  const read = () =>
    toggleHearing(id, (outside) => (root.current ? wordsOfPage(root.current as ReadableNode, outside) : ''));
  return (
    <View className={`x-read ${unread}`}>
      <Tap
        id={id}
        className={`x-read__chip${on ? ' x-read__chip--on' : ''}`}
        label={on ? '别读了' : '读给我听'}
        onTap={read}
      >
        <Icon name={on ? 'stop' : 'speak'} size="s" />
        <Text>{on ? '别读了' : '读给我听'}</Text>
      </Tap>
    </View>
  );
}

/** While something is read: the words of it, large, and a way to stop. And the question before the first time. */
export function ReadingBar() {
  const { piece, asking } = useListening();
  useDidHide(() => player.stop());
  return (
    <View className={unread}>
      {piece !== '' ? (
        <View id="reading" className="x-reading" {...spoken({ hidden: true })}>
          <Text className="x-reading__words">{piece}</Text>
        </View>
      ) : null}
      {asking ? <ConsentSheet purpose="speech_out" /> : null}
    </View>
  );
}
