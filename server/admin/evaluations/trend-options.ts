import type { MonthFigures, ServiceFigures } from '#shared/evaluations/contract.js';
import { starWords } from '#shared/evaluations/vocabulary.js';
import type { EChartsCoreOption } from 'echarts/core';
import { colors, theme } from '../app/theme.js';

const text = { color: colors.ink, fontSize: 14, fontFamily: theme.token?.fontFamily };
const common = {
  animation: false,
  textStyle: text,
  aria: { enabled: true, decal: { show: true } },
  legend: { top: 0, left: 0, itemGap: 14, textStyle: text, icon: 'roundRect' },
};
const lines = [colors.accent, colors.teal, '#7D5200', '#74467A', '#28704A', '#635E55'];
const faces = ['#C4574F', '#E0A06A', '#E4CF95', '#9CC7AC', '#3F8C7F'];

/** "2026-11" → "11月", with the year where it begins. */
export const monthLabel = (month: string): string =>
  month.endsWith('-01') ? `${month.slice(0, 4)}年1月` : `${Number(month.slice(5))}月`;

/** Lines of the mean of each dimension over the months in which something was counted. */
export function trendOption(months: readonly MonthFigures[]): EChartsCoreOption {
  const names = new Map(
    months.flatMap(({ dimensions }) => dimensions.map(({ key, name }) => [key, name] as const)),
  );
  return {
    ...common,
    tooltip: { trigger: 'axis', textStyle: text },
    grid: { top: 48, left: 8, right: 20, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      data: months.map(({ month }) => monthLabel(month)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colors.line } },
      axisLabel: { color: colors.ink, fontSize: 13, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 1,
      max: 5,
      interval: 1,
      axisLabel: {
        color: colors.inkSoft,
        fontSize: 13,
        formatter: (stars: number) => starWords[stars - 1] ?? '',
      },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [...names].map(([key, name], at) => ({
      name,
      type: 'line',
      symbolSize: 8,
      lineStyle: { color: lines[at % lines.length], width: 2.5 },
      itemStyle: { color: lines[at % lines.length] },
      data: months.map(({ dimensions }) => dimensions.find((one) => one.key === key)?.mean ?? null),
    })),
  };
}

/** One bar for each dimension, made up of the faces that were chosen. */
export function facesOption({ dimensions }: MonthFigures): EChartsCoreOption {
  return {
    ...common,
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, textStyle: text },
    grid: { top: 48, left: 8, right: 20, bottom: 8, containLabel: true },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: colors.inkSoft, fontSize: 13 },
      splitLine: { lineStyle: { color: colors.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colors.line } },
      axisLabel: { color: colors.ink, fontSize: 14, width: 110, overflow: 'truncate' },
      data: dimensions.map(({ name }) => name),
    },
    series: starWords.map((word, at) => ({
      name: word,
      type: 'bar',
      stack: 'all',
      barMaxWidth: 24,
      itemStyle: { color: faces[at] },
      data: dimensions.map(({ tally }) => tally[at] ?? 0),
    })),
  };
}

/** How much the last month differs from the one before it; null where there is nothing to compare. */
export function changeOf({ months }: ServiceFigures): number | null {
  const [last, before] = [months.at(-1), months.at(-2)];
  return last && before ? Math.round((last.mean - before.mean) * 100) / 100 : null;
}
