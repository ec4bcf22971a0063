import type { Overview } from '#shared/issues/insight.js';
import type { SessionView } from '#shared/session/contract.js';

type Attention = Overview['attention'][number];
type School = SessionView['schools'][number];

/** One kind of waiting, as the card says it. */
export interface OverviewLine {
  kind: Attention['kind'];
  words: string;
  /** 3 件, or 99+ 件 where nobody counts on. */
  count: string;
  /** What waits longest, where the next step is on its own page. */
  longest: { token: string; title: string } | null;
  /** Where it is looked after, if not on the phone. */
  elsewhere: string | null;
}

const wordsOf: Readonly<Record<Attention['kind'], string>> = {
  unowned: '没人接的',
  overdue: '晚了的',
  appealed: '请换人再看的',
  conflict: '名字没定的',
  unheard: '没人听过的录音',
  unsorted: '没分类的',
  undelivered: '没送到的消息',
};
/** In the order in which they hurt. */
const kinds = Object.keys(wordsOf) as Attention['kind'][];
const opened: readonly Attention['kind'][] = ['unowned', 'overdue'];

function lineOf({ kind, count, more, issues }: Attention): OverviewLine {
  const first = opened.includes(kind) ? issues[0] : undefined;
  const unit = kind === 'undelivered' ? '条' : '件';
  return {
    kind,
    words: wordsOf[kind],
    count: `${count}${more ? '+' : ''} ${unit}`,
    longest: first ? { token: first.token, title: first.title } : null,
    elsewhere: kind === 'undelivered' ? '请在管理网页上看' : null,
  };
}

/** What there is to look at today; empty when everything is in somebody's hands. */
export function overviewLines({ attention }: Pick<Overview, 'attention'>): OverviewLine[] {
  return kinds.flatMap((kind) =>
    attention.filter((line) => line.kind === kind && line.count > 0).map((line) => lineOf(line)),
  );
}

/** Schools whose overview this person may read: those she leads, not every one she works at. */
export function ledSchools({ abilities, schools }: Pick<SessionView, 'abilities' | 'schools'>): School[] {
  if (!abilities.configure) return [];
  return schools.filter(({ roles }) =>
    roles.some(({ role }) => role === 'principal' || role === 'school_admin'),
  );
}
