import { Text, View } from '@tarojs/components';
import { useEffect, useRef, type ReactNode } from 'react';
import { preferencesOf } from '../session/own-choices.js';
import { useSession } from '../session/session-store.js';
import { HearButton } from '../speech/hear-button.js';
import { hear, mayReadAloud } from '../speech/listen.js';
import { aloud } from './aloud.js';
import { Icon, type IconName } from './icon.js';
import { Tap } from './tap.js';
import { Tag } from './words.js';

interface BigButtonProps {
  id: string;
  icon: IconName;
  words: string;
  /** Something that waits: 1 件等您说一声. */
  waiting?: string | null;
  main?: boolean;
  onTap: () => void;
}

/** One of four: a drawing, a word, and a loudspeaker that says what it is for. */
export function BigButton({ id, icon, words, waiting = null, main = false, onTap }: BigButtonProps) {
  const label = aloud(words, waiting);
  return (
    <View className="x-big">
      <Tap id={id} className={`x-big__tap${main ? ' x-big__tap--main' : ''}`} label={label} onTap={onTap}>
        <Icon name={icon} size="xl" />
        <Text className="x-big__words">{words}</Text>
        {waiting === null ? null : <Tag tone="wait">{waiting}</Tag>}
      </Tap>
      <View className="x-big__hear">
        <HearButton id={`${id}-hear`} words={label} />
      </View>
    </View>
  );
}

/** Reads a screen when it opens, for who wants that: never by itself on a phone where nobody asked for it. */
function useReadsItself(id: string, words: string) {
  const wanted = useSession(({ session }) => session !== null && preferencesOf(session.view).readsAloud);
  const read = useRef('');
  useEffect(() => {
    if (!wanted || read.current === words || !mayReadAloud()) return;
    read.current = words;
    hear(id, () => words);
  }, [id, wanted, words]);
}

interface AskedProps {
  /** Names the loudspeaker; one of a screen. */
  id: string;
  /** What is asked or said here, in one sentence. */
  words: string;
  /** Read besides the sentence. */
  more?: string;
  /** Read too, where it stands elsewhere on the screen. */
  spoken?: string;
}

/** The one thing that a simple screen asks, large, with its loudspeaker. */
export function Asked({ id, words, more, spoken }: AskedProps) {
  const all = aloud(words, more, spoken);
  useReadsItself(id, all);
  return (
    <View className="x-asked">
      <View className="x-grow">
        <Text className="x-asked__words">{words}</Text>
        {more ? <Text className="x-text x-muted">{more}</Text> : null}
      </View>
      <HearButton id={id} words={all} />
    </View>
  );
}

/** Where one is among the steps of a task: filled dots, and a sentence for ears. */
export function StepDots({ step, of }: { step: number; of: number }) {
  return (
    <View className="x-dots">
      {Array.from({ length: of }, (_, index) => (
        <View key={index} className={`x-dots__one${index <= step ? ' x-dots__one--on' : ''}`} />
      ))}
      <Text className="x-muted">{`第 ${step + 1} 步，共 ${of} 步`}</Text>
    </View>
  );
}

/** A choice as a large card with a drawing. */
export function BigChoice({
  id,
  words,
  more,
  icon,
  on,
  onTap,
  children,
}: {
  id: string;
  words: string;
  more?: string;
  icon?: IconName;
  on: boolean;
  onTap: () => void;
  children?: ReactNode;
}) {
  return (
    <View className="x-choose">
      <Tap
        id={id}
        role="radio"
        checked={on}
        label={aloud(words, more)}
        className={`x-choose__tap${on ? ' x-choose__tap--on' : ''}`}
        onTap={onTap}
      >
        {children ?? (icon ? <Icon name={icon} size="xl" /> : null)}
        <View className="x-grow">
          <Text className="x-title">{words}</Text>
          {more ? <Text className="x-text x-muted">{more}</Text> : null}
        </View>
        {on ? <Icon name="ok" size="l" /> : null}
      </Tap>
      <HearButton id={`${id}-hear`} words={aloud(words, more)} />
    </View>
  );
}
