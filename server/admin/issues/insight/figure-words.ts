import type { Dashboard } from '#shared/issues/insight.js';

type Figures = Dashboard['all'];
type Share = Figures['confirmed'];

/** From how many on a share says more than the two numbers themselves. */
const worthAShare = 5;

/** "78%" or, of a handful, "3 / 4"; a dash where there is nothing to divide by. */
export function shareWords({ part, of, share }: Share): string {
  if (share === null) return '—';
  return of < worthAShare ? `${part} / ${of}` : `${Math.round(share * 100)}%`;
}

/** Working minutes as "2 小时 5 分"; a dash where nothing was measured. */
export function minutesWords(minutes: number | null): string {
  if (minutes === null) return '—';
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} 分`;
  return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分`;
}

export interface FigureCard {
  key: string;
  label: string;
  value: string;
  /** What the number is a share of, as a sentence. */
  note: string;
  tone?: 'ok' | 'late';
}

/** The figures of a span of days, each with what it is a share of in words. */
export function figureCards(all: Figures): FigureCard[] {
  const { confirmed, unconfirmed, closedLoop, reopened, declined, overdue, reported } = all;
  const ended = confirmed.of === 0 ? '还没有办结的' : `办结的 ${confirmed.of} 件里，`;
  const ofEnded = (rest: string) => (confirmed.of === 0 ? ended : `${ended}${rest}`);
  return [
    {
      key: 'reported',
      label: '收到',
      value: `${reported} 件`,
      note: overdue === 0 ? '现在没有晚了的' : `其中 ${overdue} 件现在晚了`,
      ...(overdue > 0 && { tone: 'late' as const }),
    },
    {
      key: 'confirmed',
      label: '家长说好了',
      value: shareWords(confirmed),
      note: ofEnded(`家长亲口说好了的 ${confirmed.part} 件`),
      tone: 'ok',
    },
    {
      key: 'closedLoop',
      label: '听到了家长的话',
      value: shareWords(closedLoop),
      note: ofEnded(`家长说了好或接受答复的 ${closedLoop.part} 件`),
    },
    {
      key: 'unconfirmed',
      label: '家长没说',
      value: shareWords(unconfirmed),
      note: ofEnded(`家长一直没说话的 ${unconfirmed.part} 件，不算办好`),
    },
    {
      key: 'reopened',
      label: '退回来再办',
      value: shareWords(reopened),
      note:
        reopened.of === 0
          ? '还没有说过办好了的'
          : `说过办好了的 ${reopened.of} 件里，家长退回来过的 ${reopened.part} 件`,
    },
    {
      key: 'declined',
      label: '办不了',
      value: shareWords(declined),
      note:
        declined.of === 0 ? '还没有人说事' : `收到的 ${declined.of} 件里，答复办不了的 ${declined.part} 件`,
    },
    {
      key: 'response',
      label: '多久有人理',
      value: minutesWords(all.responseMinutes),
      note: '从家长说了到第一次回应，排在中间的那一件',
    },
    {
      key: 'resolution',
      label: '多久办好',
      value: minutesWords(all.resolutionMinutes),
      note: '从家长说了到老师说办好了，排在中间的那一件',
    },
  ];
}

/** Where the issues of a group stand; the parts make up the whole. */
export function partsOf(figures: Figures) {
  const { reported, confirmed, unconfirmed, closedLoop } = figures;
  return {
    confirmed: confirmed.part,
    settled: closedLoop.part - confirmed.part,
    unconfirmed: unconfirmed.part,
    open: reported - confirmed.of,
  };
}
