import { View } from '@tarojs/components';
import { issueLimits } from '#shared/issues/vocabulary.js';
import { useCategories } from '../../../api/issues.js';
import { Gate, type Signed } from '../../../session/gate.js';
import { Button } from '../../../ui/button.js';
import { useCurrentChild } from '../../../ui/child-switcher.js';
import { Options, PictureChoice } from '../../../ui/choice.js';
import { Page } from '../../../ui/page.js';
import { PhotoPicker } from '../../../ui/photo-picker.js';
import { TextArea } from '../../../ui/text-area.js';
import { Heading, Muted, Wrong } from '../../../ui/words.js';
import { pictureChoices } from './categories.js';
import { SentFace } from './sent-face.js';
import { useReport } from './use-report.js';
import { schoolsOf, WhereAndWho } from './where-and-who.js';

const names = [
  { value: 'named', title: '说出我的名字', words: '办事的老师看得到是您说的，好找您问清楚。' },
  {
    value: 'sealed',
    title: '不说名字',
    words: '老师和园长都看不到是谁说的。您自己还是能看到走到哪一步，修没修好还是您说了算。',
  },
] as const;

function Report({ signed }: { signed: Signed }) {
  const currentChild = useCurrentChild(signed.view.children);
  const report = useReport(signed, {
    school: currentChild?.school.token ?? schoolsOf(signed.view)[0]?.token ?? null,
    place: null,
    child: currentChild?.token ?? null,
    category: null,
    text: '',
    sealed: false,
  });
  const { draft, change } = report;
  const choices = pictureChoices(useCategories(draft.school).data?.items ?? []);

  if (report.handedOver !== null) return <SentFace clientId={report.handedOver} />;
  return (
    <View>
      <WhereAndWho view={signed.view} draft={draft} change={change} />

      <Heading>什么事？</Heading>
      <TextArea
        id="text"
        placeholder="写几个字就行，比如：东楼楼梯的扶手松了"
        value={draft.text}
        limit={issueLimits.textLength}
        onChange={(text) => change({ text })}
      />
      <View style={{ marginTop: '12px' }}>
        <PhotoPicker id="photo" photos={report.photos} onChange={report.changePhotos} />
      </View>

      {choices.length > 0 ? (
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

      <Heading>要不要说名字？</Heading>
      <Options
        id="name"
        options={[...names]}
        value={draft.sealed ? 'sealed' : 'named'}
        onChange={(value) => change({ sealed: value === 'sealed' })}
      />
      {draft.sealed && draft.child !== null ? (
        <Muted>您选了“不说名字”，那就先不写是哪个孩子，免得别人猜到您。</Muted>
      ) : null}

      <View className="x-bottom">
        <Wrong>{report.wrong}</Wrong>
        <Button id="send" icon="send" big busy={report.busy && '正在存…'} onTap={() => void report.send()}>
          告诉园里
        </Button>
      </View>
    </View>
  );
}

/** 说一件事: one screen, one button; words or a photo are enough. */
export default function ReportPage() {
  return (
    <Page title="说一件事" back>
      <Gate>{(signed) => <Report key={signed.person.token} signed={signed} />}</Gate>
    </Page>
  );
}
