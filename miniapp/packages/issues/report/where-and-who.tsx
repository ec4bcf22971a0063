import { View } from '@tarojs/components';
import { useState } from 'react';
import type { ChildCard } from '#shared/people/contract.js';
import type { SessionView } from '#shared/session/contract.js';
import { usePlaces } from '../../../api/issues.js';
import { childWords } from '../../../ui/child-switcher.js';
import { PickRow } from '../../../ui/pick-row.js';
import { PickerSheet } from '../../../ui/sheet.js';
import type { ReportDraft } from './report-draft.js';

/** "None of them", as a value of a picker. */
const none = 'none';

/** Schools that a report can go to: those of the person's children and of her work. */
export function schoolsOf(view: SessionView): { token: string; name: string }[] {
  const all = [...view.children.map((child) => child.school), ...view.schools];
  return [...new Map(all.map(({ token, name }) => [token, { token, name }])).values()];
}

/** What follows from choosing a child: a child of another school takes the report there. */
function withChild(draft: ReportDraft, about: ChildCard | undefined): Partial<ReportDraft> {
  if (!about || about.school.token === draft.school) return { child: about?.token ?? null };
  return { child: about.token, school: about.school.token, place: null, category: null };
}

interface WhereAndWhoProps {
  view: SessionView;
  draft: ReportDraft;
  change: (part: Partial<ReportDraft>) => void;
}

/** School (only with several), place and child of a report. None of them has to be chosen. */
export function WhereAndWho({ view, draft, change }: WhereAndWhoProps) {
  const [sheet, setSheet] = useState<'place' | 'child' | 'school' | null>(null);
  const places = usePlaces(draft.school).data?.items ?? [];
  const schools = schoolsOf(view);
  const { children } = view;
  const child = children.find((one) => one.token === draft.child);
  const close = () => setSheet(null);
  const pick = (part: Partial<ReportDraft>) => {
    change(part);
    close();
  };
  const place = places.find((one) => one.token === draft.place)?.name ?? null;
  const school = schools.find((one) => one.token === draft.school)?.name ?? null;
  return (
    <View>
      <View className="x-card" style={{ padding: '2px 16px' }}>
        {schools.length > 1 ? (
          <PickRow
            id="school"
            icon="flag"
            name="学校"
            value={school}
            empty="请选一个"
            onTap={() => setSheet('school')}
          />
        ) : null}
        <PickRow
          id="place"
          icon="pin"
          name="在哪里"
          value={place}
          empty="不选也行"
          onTap={() => setSheet('place')}
        />
        {children.length > 0 ? (
          <PickRow
            id="about"
            icon="kid"
            name="关于谁"
            value={child ? childWords(child) : null}
            empty="不是说哪个孩子"
            onTap={() => setSheet('child')}
          />
        ) : null}
      </View>
      {sheet === 'place' ? (
        <PickerSheet
          id="place-picker"
          title="在哪里？"
          items={[
            ...places.map((one) => ({ value: one.token, words: one.name })),
            { value: none, words: '说不清，先不选' },
          ]}
          value={draft.place ?? none}
          onPick={(value) => pick({ place: value === none ? null : value })}
          onClose={close}
        />
      ) : null}
      {sheet === 'child' ? (
        <PickerSheet
          id="about-picker"
          title="关于谁？"
          items={[
            ...children.map((one) => ({ value: one.token, words: childWords(one) })),
            { value: none, words: '不是说哪个孩子' },
          ]}
          value={draft.child ?? none}
          onPick={(value) =>
            pick(
              withChild(
                draft,
                children.find((one) => one.token === value),
              ),
            )
          }
          onClose={close}
        />
      ) : null}
      {sheet === 'school' ? (
        <PickerSheet
          id="school-picker"
          title="告诉哪所学校？"
          items={schools.map((one) => ({ value: one.token, words: one.name }))}
          value={draft.school}
          onPick={(value) => {
            const keeps = child?.school.token === value;
            pick({ school: value, place: null, category: null, ...(keeps ? {} : { child: null }) });
          }}
          onClose={close}
        />
      ) : null}
    </View>
  );
}
