import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { EvaluationNote } from '#shared/evaluations/contract.js';
import { starWords } from '#shared/evaluations/vocabulary.js';
import { useEvaluationNotes } from '../../../api/evaluations.js';
import { spoken } from '../../../platform/a11y.js';
import { Gate } from '../../../session/gate.js';
import { Face } from '../../../ui/faces.js';
import { Icon } from '../../../ui/icon.js';
import { Page } from '../../../ui/page.js';
import { QueryView } from '../../../ui/query-view.js';
import { Muted } from '../../../ui/words.js';
import { iconOf } from '../pictures.js';

/** The nearest face to a mean of stars. */
const faceOf = (mean: number): number => Math.min(5, Math.max(1, Math.round(mean)));

/** 2026-11 → 2026年11月. */
const monthWords = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

function Note({ note }: { note: EvaluationNote }) {
  return (
    <View id={`note-${note.month}`} className="x-card">
      <Text className="x-title">{monthWords(note.month)}</Text>
      <View style={{ margin: '10px 0' }}>
        {note.services.map(({ name, picture, count, mean }) => (
          <View key={name} className="x-line">
            <Icon name={iconOf[picture]} />
            <View className="x-grow">
              <Text className="x-text">{name}</Text>
              <Muted>{`${count} 家评了`}</Muted>
            </View>
            <View className={`x-star-face x-star-face--${faceOf(mean)}`} {...spoken({ hidden: true })} />
            <Text>{starWords[faceOf(mean) - 1]}</Text>
          </View>
        ))}
      </View>
      <Muted>您说</Muted>
      <Text className="x-step__quote">{note.said}</Text>
      <View style={{ height: '10px' }} />
      <Muted>我们做</Muted>
      <Text className="x-step__quote">{note.done}</Text>
    </View>
  );
}

function Notes() {
  const { params } = useRouter();
  const query = useEvaluationNotes(params.school ?? null);
  return (
    <QueryView query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Face
            id="face-empty"
            drawing="empty"
            title="园里还没有写小结"
            words="凑够五家评了，园里会在这里说改了什么。"
          />
        ) : (
          <View>
            {items.map((note) => (
              <Note key={note.month} note={note} />
            ))}
          </View>
        )
      }
    </QueryView>
  );
}

/** 您说，我们做: what families evaluated, and what the school did about it. */
export default function NotesPage() {
  return (
    <Page title="您说，我们做" back>
      <Gate>{(signed) => <Notes key={signed.person.token} />}</Gate>
    </Page>
  );
}
