import type { MoveUp, YearPlan } from '#shared/people/classrooms.js';
import type { z } from 'zod';

type Planned = YearPlan['items'][number];

/** What stands in the form: for each classroom whether it moves up or leaves, and its new name. */
export type YearValues = Record<string, { what: 'up' | 'leave'; name?: string }>;

/** The proposal as the form begins with it. */
export const valuesOf = (plan: YearPlan): YearValues =>
  Object.fromEntries(
    plan.items.map(({ token, nextName, finishes }) => [
      token,
      { what: finishes ? 'leave' : 'up', name: nextName },
    ]),
  );

/** A line of the preview. */
export interface YearLine {
  token: string;
  leaves: boolean;
  words: string;
}

/** What will happen to each classroom, in words; those that leave first. */
export function linesOf(plan: YearPlan, values: YearValues, lastDay: string): YearLine[] {
  const line = (one: Planned): YearLine => {
    const { token, name, children, teachers } = one;
    const leaves = values[token]?.what === 'leave';
    const next = values[token]?.name?.trim() ?? name;
    const taught = teachers.length === 0 ? '' : `，${teachers.join('、')}不再教这个班`;
    if (leaves)
      return {
        token,
        leaves,
        words:
          children === 0
            ? `${name}：关掉，里面没有孩子${taught}`
            : `${name}：${children} 个孩子毕业离校，家长看到${lastDay}为止；班关掉${taught}`,
      };
    if (next === name) return { token, leaves, words: `${name}：不变` };
    const together = teachers.length === 0 ? '' : `和 ${teachers.length} 位老师`;
    return { token, leaves, words: `${name} → ${next}：${children} 个孩子${together}跟着走` };
  };
  return plan.items.map(line).sort((a, b) => Number(b.leaves) - Number(a.leaves));
}

/** The order as the server takes it: each classroom with what it is called on this screen. */
export function orderOf(plan: YearPlan, values: YearValues, lastDay: string | null): z.input<typeof MoveUp> {
  const leaving = plan.items.filter(({ token }) => values[token]?.what === 'leave');
  return {
    classrooms: plan.items
      .filter((one) => !leaving.includes(one))
      .map(({ token, name }) => ({
        classroom: token,
        from: name,
        name: values[token]?.name?.trim() ?? name,
      })),
    leaving: leaving.map(({ token, name }) => ({ classroom: token, from: name })),
    lastDay: leaving.length === 0 ? null : lastDay,
  };
}
