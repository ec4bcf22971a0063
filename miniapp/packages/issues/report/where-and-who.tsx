import type { ChildCard } from '#shared/people/contract.js';
import type { SessionView } from '#shared/session/contract.js';
import { useCategories, usePlaces } from '../../../api/issues.js';
import { childWords } from '../../../ui/child-switcher.js';
import { ChoiceRow } from '../../../ui/choice-row.js';
import { placeWords } from './arrival.js';
import { toSchool, type ReportDraft } from './report-draft.js';

/** "None of them", as a value of a picker; it matches no item, so the row shows that nothing is chosen. */
const none = 'none';
const notNone = (value: string): string | null => (value === none ? null : value);

/** Schools that a report can go to: those of the person's children and of her work. */
export function schoolsOf(view: SessionView): { token: string; name: string }[] {
  const all = [...view.children.map((child) => child.school), ...view.schools];
  return [...new Map(all.map(({ token, name }) => [token, { token, name }])).values()];
}

/** What follows from choosing a child: a child of another school takes the report there. */
function withChild(draft: ReportDraft, about: ChildCard | undefined): Partial<ReportDraft> {
  const stays = draft.landing !== null || about?.school.token === draft.school;
  if (!about || stays) return { child: about?.token ?? null };
  return { ...toSchool(about.school.token), child: about.token };
}

const named = ({ token, name }: { token: string; name: string }) => ({ value: token, words: name });

interface RowProps {
  draft: ReportDraft;
  change: (part: Partial<ReportDraft>) => void;
}

/** Where it is. What the code says can be changed, not taken away: whoever stands there is somewhere. */
export function PlaceRow({ draft, change }: RowProps) {
  const places = usePlaces(draft.school).data?.items ?? [];
  const opened = draft.landing?.opened ?? null;
  const given = opened?.place ?? null;
  const items = given && !places.some((one) => one.token === given.token) ? [given, ...places] : places;
  const scanned = opened ? placeWords(opened) : '刚才扫码的地方';
  const fixed = draft.landing !== null && (opened === null || given !== null);
  return (
    <ChoiceRow
      id="place"
      icon="pin"
      name={draft.landing ? '您在' : '在哪里'}
      title="在哪里？"
      items={[...items.map(named), ...(fixed ? [] : [{ value: none, words: '说不清，先不选' }])]}
      value={draft.place}
      known={draft.landing ? scanned : null}
      empty="不选也行"
      onPick={(value) => change({ place: notNone(value) })}
    />
  );
}

/** What kind of matter the code says it is; another can be chosen. */
export function CategoryRow({ draft, change }: RowProps) {
  const categories = (useCategories(draft.school).data?.items ?? []).filter((one) => one.active);
  const given = draft.landing?.opened?.category ?? null;
  if (!given) return null;
  return (
    <ChoiceRow
      id="category"
      icon="tag"
      name="哪一类"
      title="是哪一类？"
      items={(categories.length > 0 ? categories : [given]).map(named)}
      value={draft.category}
      empty="园里来分"
      onPick={(category) => change({ category })}
    />
  );
}

/** Which school, for who has several and scanned no code. */
export function SchoolRow({ view, draft, change }: RowProps & { view: SessionView }) {
  const schools = schoolsOf(view);
  if (schools.length < 2 || draft.landing) return null;
  const child = view.children.find((one) => one.token === draft.child);
  return (
    <ChoiceRow
      id="school"
      icon="flag"
      name="学校"
      title="告诉哪所学校？"
      items={schools.map(named)}
      value={draft.school}
      empty="请选一个"
      onPick={(school) => {
        const keeps = child?.school.token === school ? { child: child.token } : {};
        if (school !== draft.school) change({ ...toSchool(school), ...keeps });
      }}
    />
  );
}

/** Children whom a report can be about: where a code was scanned, only those of that school. */
export function childrenHere({ children }: SessionView, { landing }: ReportDraft): ChildCard[] {
  const here = landing?.opened?.school.token;
  return children.filter((one) => here === undefined || one.school.token === here);
}

/** Which child it is about, if any. */
export function ChildRow({ view, draft, change }: RowProps & { view: SessionView }) {
  const children = childrenHere(view, draft);
  return (
    <ChoiceRow
      id="about"
      icon="kid"
      name="关于谁"
      title="关于谁？"
      items={[
        ...children.map((one) => ({ value: one.token, words: childWords(one) })),
        { value: none, words: '不是说哪个孩子' },
      ]}
      value={draft.child ?? none}
      empty="不是说哪个孩子"
      onPick={(value) =>
        change(
          withChild(
            draft,
            children.find((one) => one.token === value),
          ),
        )
      }
    />
  );
}
