import type { HomeView } from '#shared/home/contract.js';

type Overview = HomeView['overviews'][number];
type Attention = Overview['attention'][number];

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

function lineOf({ kind, count, more, longest }: Attention): OverviewLine {
  const unit = kind === 'undelivered' ? '条' : '件';
  return {
    kind,
    words: wordsOf[kind],
    count: `${count}${more ? '+' : ''} ${unit}`,
    longest,
    elsewhere: kind === 'undelivered' ? '请在管理网页上看' : null,
  };
}

/** What there is to look at today; empty when everything is in somebody's hands. */
export function overviewLines({ attention }: Pick<Overview, 'attention'>): OverviewLine[] {
  return kinds.flatMap((kind) =>
    attention.filter((line) => line.kind === kind && line.count > 0).map((line) => lineOf(line)),
  );
}
