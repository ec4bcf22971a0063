import { View } from '@tarojs/components';
import { issueLimits } from '#shared/issues/vocabulary.js';
import { useCategories } from '../../../api/issues.js';
import type { Signed } from '../../../session/gate.js';
import { Button } from '../../../ui/button.js';
import { useCurrentChild } from '../../../ui/child-switcher.js';
import { PictureChoice } from '../../../ui/choice.js';
import { PhotoPicker } from '../../../ui/photo-picker.js';
import { SpeakBox } from '../../../ui/speak-box.js';
import { TextArea } from '../../../ui/text-area.js';
import { Heading, Wrong } from '../../../ui/words.js';
import { AboutStaff } from './about-staff.js';
import { OldPrint } from './arrival.js';
import { pictureChoices } from './categories.js';
import type { FormWords } from './form-words.js';
import { OnBehalf } from './on-behalf.js';
import { PictureSheet } from './picture-sheet.js';
import { listenerQueryOf } from './listener-query.js';
import { emptyDraft, type Landing } from './report-draft.js';
import { SentFace } from './sent-face.js';
import { SimilarCards } from './similar-cards.js';
import { useReport } from './use-report.js';
import { CategoryRow, ChildRow, childrenHere, PlaceRow, schoolsOf, SchoolRow } from './where-and-who.js';
import { WithOrWithoutName } from './with-or-without-name.js';

const rows = { padding: '2px 16px' };

interface ReportFormProps {
  signed: Signed;
  landing: Landing | null;
  words: FormWords;
}

/** Says a matter: by voice, by words or by a photo; everything else is known already or may be left out. */
export function ReportForm({ signed, landing, words }: ReportFormProps) {
  const { view } = signed;
  const currentChild = useCurrentChild(view.children);
  const school = currentChild?.school.token ?? schoolsOf(view)[0]?.token ?? null;
  const initial = { ...emptyDraft, school, child: landing ? null : (currentChild?.token ?? null) };
  const report = useReport(signed, initial, landing);
  const { draft, change, voice } = report;
  const choices = pictureChoices(useCategories(view.visitor ? null : draft.school).data?.items ?? []);
  const scanned = draft.landing !== null;
  // A visitor from another school is told nobody's name.
  const belongs = schoolsOf(view).some((one) => one.token === draft.school);
  const asksChild = !draft.onBehalfOf && childrenHere(view, draft).length > 0;

  if (report.handedOver !== null) return <SentFace clientId={report.handedOver} />;
  return (
    <View>
      {landing ? <OldPrint landing={landing} /> : null}
      {scanned && !view.visitor ? (
        <View id="where" className="x-card" style={rows}>
          <PlaceRow draft={draft} change={change} />
          <CategoryRow draft={draft} change={change} />
        </View>
      ) : null}
      <SpeakBox recording={voice} words={words.speak} onChange={report.changeVoice} />

      <Heading>{words.heading}</Heading>
      <TextArea
        id="text"
        placeholder={words.placeholder}
        value={draft.text}
        limit={issueLimits.textLength}
        short
        onChange={(text) => change({ text })}
      />
      <View style={{ margin: '12px 0' }}>
        <PhotoPicker id="photo" photos={report.photos} onChange={report.changePhotos} />
      </View>
      {view.visitor ? null : <SimilarCards draft={draft} onJoin={(joins) => change({ joins })} />}

      {!scanned || asksChild ? (
        <View className="x-card" style={rows}>
          <SchoolRow view={view} draft={draft} change={change} />
          {scanned ? null : <PlaceRow draft={draft} change={change} />}
          {asksChild ? <ChildRow view={view} draft={draft} change={change} /> : null}
        </View>
      ) : null}
      {choices.length > 0 && !draft.landing?.opened?.category && draft.asks === null ? (
        <View>
          <Heading>是哪一样？（不选也行，我们来分）</Heading>
          <PictureChoice
            id="category"
            choices={choices}
            value={draft.category}
            onChange={(category) => change({ category })}
          />
        </View>
      ) : null}
      {belongs ? (
        <AboutStaff school={draft.school} ticked={draft.about} onChange={(about) => change({ about })} />
      ) : null}
      {view.abilities.workOnIssues ? (
        <OnBehalf
          school={draft.school}
          chosen={draft.onBehalfOf}
          onChange={(onBehalfOf) => change({ onBehalfOf, ...(onBehalfOf ? { sealed: false } : {}) })}
        />
      ) : null}
      <WithOrWithoutName draft={draft} speaks={voice !== null} onChange={(sealed) => change({ sealed })} />

      <View className="x-bottom">
        <Wrong>{report.wrong}</Wrong>
        <Button id="send" icon="send" big busy={report.busy && '正在存…'} onTap={report.send}>
          {words.send}
        </Button>
      </View>
      {report.asking ? (
        <PictureSheet
          where={listenerQueryOf(draft)}
          word={words.send}
          busy={report.busy}
          onSend={(picture) => void report.handOver(picture)}
          onClose={report.dontAsk}
        />
      ) : null}
    </View>
  );
}
