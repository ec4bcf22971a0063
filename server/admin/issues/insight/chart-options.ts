import type { Dashboard } from '#shared/issues/insight.js';
import type { EChartsCoreOption } from 'echarts/core';
import { colors, theme } from '../../app/theme.js';
import { partsOf } from './figure-words.js';

type Figures = Dashboard['all'];

/** Ends and the way there, in the order in which they are stacked. */
export const parts = [
  { key: 'confirmed', label: '说好了', color: colors.teal },
  { key: 'settled', label: '接受答复', color: '#8FB8B3' },
  { key: 'unconfirmed', label: '没说话', color: '#D8B765' },
  { key: 'open', label: '还在办', color: '#C77B52' },
] as const;

// By its name and not inherited: the room for words is measured before they stand on the page.
const text = { color: colors.ink, fontSize: 14, fontFamily: theme.token?.fontFamily };
const common = {
  // Nothing moves, and every colour has a pattern of its own.
  animation: false,
  textStyle: text,
  aria: { enabled: true, decal: { show: true } },
  tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, textStyle: text },
  legend: { top: 0, left: 0, itemGap: 14, textStyle: text, icon: 'roundRect' },
};
const counts = {
  type: 'value',
  minInterval: 1,
  axisLabel: { color: colors.inkSoft, fontSize: 13 },
  splitLine: { lineStyle: { color: colors.line } },
};
const names = {
  type: 'category',
  axisTick: { show: false },
  axisLine: { lineStyle: { color: colors.line } },
};

/** Space that a chart of so many groups needs, in pixels. */
export const heightFor = (groups: number): number => 90 + groups * 38;

/** One bar for each group, made up of where its issues stand. */
export function groupOption(groups: readonly (Figures & { name: string })[]): EChartsCoreOption {
  return {
    ...common,
    grid: { top: 44, left: 8, right: 20, bottom: 8, containLabel: true },
    xAxis: counts,
    yAxis: {
      ...names,
      inverse: true,
      data: groups.map(({ name }) => name),
      axisLabel: { color: colors.ink, fontSize: 14, width: 120, overflow: 'truncate' },
    },
    series: parts.map(({ key, label, color }) => ({
      name: label,
      type: 'bar',
      stack: 'all',
      barMaxWidth: 22,
      itemStyle: { color },
      data: groups.map((group) => partsOf(group)[key]),
    })),
  };
}

/** "3月2日" */
export const shortDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** What was reported in each week, and what became of it. */
export function weekOption(weeks: Dashboard['byWeek']): EChartsCoreOption {
  const data = (key: 'reported' | 'confirmed' | 'reopened') => weeks.map((week) => week[key]);
  return {
    ...common,
    grid: { top: 44, left: 8, right: 12, bottom: 8, containLabel: true },
    xAxis: {
      ...names,
      data: weeks.map(({ week }) => shortDay(week)),
      axisLabel: { color: colors.ink, fontSize: 13, hideOverlap: true },
    },
    yAxis: counts,
    series: [
      { name: '收到', type: 'bar', barMaxWidth: 20, itemStyle: { color: '#D9CDBB' }, data: data('reported') },
      {
        name: '家长说好了',
        type: 'bar',
        barMaxWidth: 20,
        itemStyle: { color: colors.teal },
        data: data('confirmed'),
      },
      {
        name: '退回来再办',
        type: 'line',
        symbolSize: 8,
        lineStyle: { color: colors.accent, type: 'dashed' },
        itemStyle: { color: colors.accent },
        data: data('reopened'),
      },
    ],
  };
}
