import { Text, View } from '@tarojs/components';
import { Options } from '../../../ui/choice.js';
import { Icon } from '../../../ui/icon.js';
import { Heading, Muted } from '../../../ui/words.js';
import type { ReportDraft } from './report-draft.js';

const names = [
  { value: 'named', title: '说出我的名字', words: '办事的老师看得到是您说的，好找您问清楚。' },
  {
    value: 'sealed',
    title: '不说名字',
    words: '老师和园长都看不到是谁说的。您自己还是能看到走到哪一步，修没修好还是您说了算。',
  },
] as const;

interface WithOrWithoutNameProps {
  draft: ReportDraft;
  /** Whether a recording goes along. */
  speaks: boolean;
  onChange: (sealed: boolean) => void;
}

/** Whether staff may know who says it, and what that means for the rest of the report. */
export function WithOrWithoutName({ draft, speaks, onChange }: WithOrWithoutNameProps) {
  // Who writes for somebody else cannot promise that nobody will know.
  if (draft.onBehalfOf) return null;
  return (
    <View>
      <Heading>要不要说名字？</Heading>
      <Options
        id="name"
        options={[...names]}
        value={draft.sealed ? 'sealed' : 'named'}
        onChange={(value) => onChange(value === 'sealed')}
      />
      {draft.sealed && speaks ? (
        <View id="voice-warning" className="x-note x-note--warn">
          <Icon name="ear" size="s" />
          <Text className="x-grow">声音可能被听出来，想更放心可以打字。</Text>
        </View>
      ) : null}
      {draft.sealed && draft.child !== null ? (
        <Muted>您选了“不说名字”，那就先不写是哪个孩子，免得别人猜到您。</Muted>
      ) : null}
    </View>
  );
}
