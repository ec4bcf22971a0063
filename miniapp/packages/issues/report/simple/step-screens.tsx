import { View } from '@tarojs/components';
import { reportPictures, type ReportPicture } from '#shared/issues/vocabulary.js';
import { usePlaces } from '../../../../api/issues.js';
import { spoken } from '../../../../platform/a11y.js';
import { PhotoPicker } from '../../../../ui/photo-picker.js';
import { Asked, BigChoice } from '../../../../ui/simple.js';
import { SpeakBox } from '../../../../ui/speak-box.js';
import { placeWords } from '../arrival.js';
import type { FormWords } from '../form-words.js';
import { listenerQueryOf } from '../listener-query.js';
import { SimilarCards } from '../similar-cards.js';
import type { useReport } from '../use-report.js';
import { ListenerNote } from '../listener-note.js';

type Report = ReturnType<typeof useReport>;

/** Speak, and listen to it again. */
export function SpeakStep({ report, words }: { report: Report; words: FormWords }) {
  const opened = report.draft.landing?.opened ?? null;
  const here = opened ? `您在：${placeWords(opened)}` : '说方言也行，最长一分钟';
  return (
    <View>
      <Asked id="ask-speak" words={report.voice ? '听一听，对不对？' : words.ask} more={here} />
      <SpeakBox recording={report.voice} words={words.speak} onChange={report.changeVoice} />
    </View>
  );
}

const choices = Object.entries(reportPictures) as [ReportPicture, { words: string }][];

/** Four pictures: what it is about. */
export function WhatStep({
  picture,
  onChange,
}: {
  picture: ReportPicture | null;
  onChange: (picture: ReportPicture) => void;
}) {
  return (
    <View>
      <Asked id="ask-what" words="说的是哪一样？" more={choices.map(([, { words }]) => words).join('，')} />
      {choices.map(([value, { words }]) => (
        <BigChoice
          key={value}
          id={`picture-${value}`}
          words={words}
          on={picture === value}
          onTap={() => onChange(value)}
        >
          <View className={`x-picture x-picture--${value} x-picture--row`} {...spoken({ hidden: true })} />
        </BigChoice>
      ))}
    </View>
  );
}

/** A photo, if there is something to see. */
export function PhotoStep({ report }: { report: Report }) {
  return (
    <View>
      <Asked id="ask-photo" words="要拍一张照片吗？" more="不拍也行，点下一步" />
      <PhotoPicker id="photo" photos={report.photos} onChange={report.changePhotos} />
    </View>
  );
}

/** Where it is, for who has scanned no code. */
export function WhereStep({ report }: { report: Report }) {
  const { draft, change } = report;
  const places = usePlaces(draft.school).data?.items ?? [];
  return (
    <View>
      <Asked id="ask-where" words="在哪里？" more="说不清就点下一步" />
      {places.map(({ token, name }) => (
        <BigChoice
          key={token}
          id={`place-${token}`}
          icon="pin"
          words={name}
          on={draft.place === token}
          onTap={() => change({ place: draft.place === token ? null : token })}
        />
      ))}
    </View>
  );
}

/** With or without a name, who will hear it, and whether others have said it already. */
export function NameStep({ report, picture }: { report: Report; picture: ReportPicture | null }) {
  const { draft, change, voice } = report;
  const byVoice = voice ? '老师不知道是谁，可声音会被听出来' : '老师不知道是谁说的';
  return (
    <View>
      <Asked id="ask-name" words="要不要说名字？" more="进展都会告诉您，修没修好您说了算" />
      <BigChoice
        id="name-named"
        icon="person"
        words="说名字"
        more="老师好找您问清楚"
        on={!draft.sealed}
        onTap={() => change({ sealed: false })}
      />
      <BigChoice
        id="name-sealed"
        icon="eye-off"
        words="不说名字"
        more={byVoice}
        on={draft.sealed}
        onTap={() => change({ sealed: true })}
      />
      {voice ? <ListenerNote picture={picture} where={listenerQueryOf(draft)} /> : null}
      <SimilarCards draft={draft} onJoin={(joins) => change({ joins })} />
    </View>
  );
}
