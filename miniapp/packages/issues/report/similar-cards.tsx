import { Text, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import type { SimilarIssue, SimilarQuery } from '#shared/issues/before-report.js';
import { useSimilar } from '../../../api/issues.js';
import { Button } from '../../../ui/button.js';
import { Icon } from '../../../ui/icon.js';
import { useOnline } from '../../../ui/use-online.js';
import { Heading } from '../../../ui/words.js';
import type { Joined, ReportDraft } from './report-draft.js';

/** A pause in writing after which it is worth asking (ms). */
const pause = 700;
/** Fewer characters say too little, unless place and category are known. */
const fewest = 6;
const most = 3;

/** What to ask for; null while there is too little to go by. */
function questionOf({ school, place, category, text, landing }: ReportDraft): SimilarQuery | null {
  const words = text.trim();
  const enough = [...words].length >= fewest || (place !== null && category !== null);
  if (!enough || school === null) return null;
  return { school, place, category, text: words, code: landing?.opened?.code ?? null };
}

function usePaused<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** 楼梯 · 扶手 · 这个星期. */
function wordsOf({ place, words, category, since }: SimilarIssue): string {
  const more = words.filter((word) => !place?.name.includes(word));
  const about = more.length > 0 ? more.join('、') : category?.name;
  return [place?.name, about, since].filter(Boolean).join(' · ');
}

interface SimilarCardsProps {
  draft: ReportDraft;
  onJoin: (joined: Joined | null) => void;
}

/** "The same with us": what others have said already, to join instead of telling it once more. */
export function SimilarCards({ draft, onJoin }: SimilarCardsProps) {
  const question = questionOf(draft);
  const asked = usePaused(question === null ? '' : JSON.stringify(question));
  const online = useOnline();
  const query = useSimilar(asked === '' ? null : (JSON.parse(asked) as SimilarQuery));
  if (draft.joins) {
    return (
      <View id="joined" className="x-note" style={{ marginTop: '12px' }}>
        <Icon name="people" size="s" />
        <View className="x-grow">
          <Text className="x-text x-strong">算上您这一家，一起办</Text>
          <Text className="x-text">{draft.joins.words}</Text>
          <Button id="similar-undo" kind="quiet" onTap={() => onJoin(null)}>
            不是这件事，分开说
          </Button>
        </View>
      </View>
    );
  }
  const items = question === null || !online ? [] : (query.data?.items ?? []).slice(0, most);
  if (items.length === 0) return null;
  return (
    <View id="similar">
      <Heading>有人说过差不多的事</Heading>
      {items.map((item) => (
        <View key={item.token} className="x-card">
          <Text className="x-text x-strong">{wordsOf(item)}</Text>
          <View style={{ marginTop: '10px' }}>
            <Button
              id={`similar-${item.token}`}
              kind="ghost"
              icon="people"
              label={`我也是这件事：${wordsOf(item)}`}
              onTap={() => onJoin({ token: item.token, words: wordsOf(item) })}
            >
              我也是这件事
            </Button>
          </View>
        </View>
      ))}
    </View>
  );
}
